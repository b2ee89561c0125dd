package main

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"syscall"
	"testing"
	"time"

	"pagewatch/internal/service/servicetest"
	"pagewatch/internal/sim/aws"
)

// hangAWS keeps CloudWatch from answering.
func (d *deployment) hangAWS() {
	d.Cloud.Inject(aws.Fault{Service: aws.CloudWatch, Do: aws.FaultHang})
}

// hold keeps CloudWatch from answering in the second Region until the test releases it.
func (d *deployment) hold(t *testing.T) (release func()) {
	t.Helper()
	until := make(chan struct{})
	d.Cloud.Inject(aws.Fault{Service: aws.CloudWatch, Region: "us-east-1", Until: until})
	var released bool
	release = func() {
		if !released {
			released = true
			close(until)
		}
	}
	t.Cleanup(release)
	return release
}

// TestStreamsArriveWhileAWSStillAnswers: the first source's records are with the reader while the
// second is held.
func TestStreamsArriveWhileAWSStillAnswers(t *testing.T) {
	d := deploy(t, nil)
	id := d.LinkRole(nil)
	grant := d.granted(t, id+"@eu-central-1", id+"@us-east-1")
	release := d.hold(t)
	first, body := d.open(t, grant)
	if !strings.HasPrefix(first, `{"type":"source","source":0`) {
		t.Errorf("the first piece is %q", first)
	}
	release()
	rest, err := io.ReadAll(body)
	if err != nil || !strings.Contains(string(rest), `"source":1`) ||
		!strings.Contains(string(rest), `{"type":"end","sources":2`) {
		t.Errorf("%v; the rest is …%s", err, rest[max(0, len(rest)-300):])
	}
	if strings.Contains(first+string(rest), "\x00") {
		t.Error("the head's NUL bytes are in the stream")
	}
	// Its lines have all arrived when the process has ended.
	if err := d.function.Close(context.Background()); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(d.audit.String(), `"POST /v1/stream"`) {
		t.Errorf("the audit is %s", d.audit)
	}
}

// TestAStreamThatBreaksOffIsSeen: the process is lost in the middle of an answer. The reader sees a
// cut, the last record is not there, Lambda's log says why, and the next call works.
func TestAStreamThatBreaksOffIsSeen(t *testing.T) {
	d := deploy(t, nil)
	id := d.LinkRole(nil)
	grant := d.granted(t, id+"@eu-central-1", id+"@us-east-1")
	d.hold(t)
	pid := d.pid(t)
	first, body := d.open(t, grant)
	if err := syscall.Kill(pid, syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	rest, err := io.ReadAll(body)
	if !errors.Is(err, io.ErrUnexpectedEOF) ||
		strings.Contains(first+string(rest), `"type":"end"`) ||
		!strings.Contains(d.log.String(), "broke off") {
		t.Errorf("read %q, %v; log %s", rest, err, d.log)
	}
	if answer := d.Do(servicetest.Call{}, http.MethodGet, "/v1/connections",
		nil); answer.Status != http.StatusOK || d.pid(t) == pid {
		t.Errorf("the next call: %d %s", answer.Status, answer.Body)
	}
}

// TestAFreezeIsSurvived: between two calls the process stands still, its connections die, and a
// token it has accepted runs out. It wakes up to the real time and to new connections.
func TestAFreezeIsSurvived(t *testing.T) {
	t.Parallel() // it waits
	d := deploy(t, nil)
	id := d.LinkRole(nil)
	pid := d.pid(t)
	view := servicetest.View("inline", id+"@eu-central-1")
	old, end := d.almostExpired(t, view)
	d.aws.CloseClientConnections()
	d.atlassian.CloseClientConnections()
	<-time.After(time.Until(end)) // the process has the real clock: nothing but time passes here
	if answer := d.Do(old, http.MethodPost, "/v1/views",
		view); answer.Status != http.StatusUnauthorized {
		t.Errorf("an old token after the freeze: %d %s", answer.Status, answer.Body)
	}
	records := d.Do(servicetest.Call{}, http.MethodPost, "/v1/views", view).Records(d.Backend)
	if records[len(records)-1].Type != "end" || records[0].Type != "source" || d.pid(t) != pid {
		t.Errorf("after the freeze: %+v, in %d and not %d", records[0], d.pid(t), pid)
	}
}

// almostExpired returns a call whose token the process has accepted, and when that token expires:
// in seconds, or later where the machine is too busy to use it sooner.
func (d *deployment) almostExpired(t *testing.T, view servicetest.Map) (servicetest.Call,
	time.Time) {
	t.Helper()
	const life = 35 * time.Second // 25 s, and 10 s of leeway
	for left := 3 * time.Second; left < life; left *= 2 {
		end := time.Now().Add(left)
		token, err := d.Issuer.Mint(end.Add(-life), servicetest.Call{}.Claims())
		if err != nil {
			t.Fatal(err)
		}
		call := servicetest.Call{
			Header: func(header http.Header) { header.Set("Authorization", "Bearer "+token) }}
		answer := d.Do(call, http.MethodPost, "/v1/views", view)
		if answer.Status == http.StatusOK {
			return call, end
		}
		if time.Now().Before(end) {
			t.Fatalf("before: %d %s", answer.Status, answer.Body)
		}
	}
	t.Fatal("no token was used before it expired")
	return servicetest.Call{}, time.Time{}
}
