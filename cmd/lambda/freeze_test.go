package main

import (
	"net/http"
	"syscall"
	"testing"
	"time"

	"pagewatch/internal/service/servicetest"
	"pagewatch/internal/sim/lambda"
)

// TestAFreezeInMidCall: the process is frozen during a call to AWS. Whatever the connection or the
// deadline has become meanwhile, the call ends with the alarms or with an error code, and the same
// process answers the next.
func TestAFreezeInMidCall(t *testing.T) {
	t.Parallel() // it waits
	const short = 3 * time.Second
	for name, row := range map[string]struct {
		frozen  func(d *deployment, release func())
		timeout time.Duration
		want    string // a code, "" for the alarms
	}{
		"AWS answers meanwhile": {func(_ *deployment, release func()) { release() }, time.Minute,
			""},
		"AWS hangs up meanwhile": {func(d *deployment, _ func()) { d.aws.CloseClientConnections() },
			time.Minute, "aws_unreachable"},
		// by the real clock
		"the time runs out": {func(*deployment, func()) { <-time.After(short) }, short,
			"aws_timeout"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := deploy(t, func(cfg *lambda.Config) {
				cfg.Timeout, cfg.Grace = row.timeout, time.Minute
			})
			id := d.LinkRole(nil)
			pid := d.pid(t)
			release := d.block(t)
			view := servicetest.View("inline", id+"@us-east-1")
			answered := make(chan servicetest.Answer, 1)
			d.Cloud.ResetCalls()
			go func() { answered <- d.Do(servicetest.Call{}, http.MethodPost, "/v1/views", view) }()
			for !d.asked("DescribeAlarms") {
				time.Sleep(time.Millisecond)
			}
			signal(t, pid, syscall.SIGSTOP)
			row.frozen(d, release)
			signal(t, pid, syscall.SIGCONT)
			records := (<-answered).Records(d.Backend)
			if code := records[0].Error.Code; code != row.want ||
				records[len(records)-1].Type != "end" {
				t.Errorf("%q, and %d records, want %q", code, len(records), row.want)
			}
			release()
			d.Cloud.ClearFaults()
			next := d.Do(servicetest.Call{}, http.MethodPost, "/v1/views", view).Records(d.Backend)
			if next[0].Type != "source" || d.pid(t) != pid {
				t.Errorf("the next call: %+v, in %d and not %d", next[0], d.pid(t), pid)
			}
		})
	}
}

// asked reports whether AWS received that action.
func (d *deployment) asked(action string) bool {
	for _, call := range d.Cloud.Calls() {
		if call.Action == action {
			return true
		}
	}
	return false
}

func signal(t *testing.T, pid int, s syscall.Signal) {
	t.Helper()
	if err := syscall.Kill(pid, s); err != nil {
		t.Fatal(err)
	}
}

// TestAStreamEndsInTime: one of three sources does not answer until the function's deadline. The
// others' records arrive, the stream names what is missing, and the process survives.
func TestAStreamEndsInTime(t *testing.T) {
	t.Parallel() // it waits
	// The process has the real clock, and ends the call by itself.
	d := deploy(t, func(cfg *lambda.Config) { cfg.Timeout, cfg.Grace = 4*time.Second, time.Minute })
	id := d.LinkRole(servicetest.Map{"regions": []string{"eu-central-1", "us-east-1", "eu-west-1"}})
	grant := d.granted(t, id+"@eu-central-1", id+"@us-east-1", id+"@eu-west-1")
	pid := d.pid(t)
	d.block(t)
	answer := d.Stream(grant, servicetest.Origin)
	records := answer.Records(d.Backend) // each line is whole JSON, or this fails
	sent := map[int]string{}
	for _, r := range records {
		if r.Type == "source" || r.Type == "error" {
			sent[r.Source] += r.Type + r.Error.Code
		}
	}
	last := records[len(records)-1]
	if sent[0] != "source" || sent[1] != "erroraws_timeout" || sent[2] != "source" ||
		last.Type != "end" || last.Sources != 3.0 {
		t.Errorf("the sources sent %v, the last record is %+v", sent, last)
	}
	if d.pid(t) != pid {
		t.Errorf("it began in %d, and now there is %d", pid, d.pid(t))
	}
}
