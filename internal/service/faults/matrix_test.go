package faults_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"pagewatch/internal/service/servicetest"
	"pagewatch/internal/sim/aws"
)

const anHour = time.Hour

// bounds are how long an upstream is waited for at most.
var bounds = map[string]time.Duration{
	keySet: 5 * time.Second, sidecar: 3 * time.Second, confluence: 5 * time.Second,
	storage: 4 * time.Second, sts: 4 * time.Second, cloudWatch: 8 * time.Second,
}

const (
	fine  = "fine"
	stays = "–" // begins the reason why there is no such thing
)

// row is what a view says, for each upstream that has the fault: a code of the table of errors, or
// that it is fine.
type row struct {
	fault string
	said  map[string]string
}

func said(fault, keySetSays, sidecarSays, confluenceSays, storageSays, stsSays,
	cloudWatchSays string) row {
	return row{fault, map[string]string{
		keySet: keySetSays, sidecar: sidecarSays, confluence: confluenceSays, storage: storageSays,
		sts: stsSays, cloudWatch: cloudWatchSays,
	}}
}

const (
	who  = "unauthenticated"
	lost = "store_unavailable"
	// inClear, noTime: why a cell is not there.
	inClear = stays + " the sidecar is next door, in clear"
	noTime  = stays + " nothing in this call carries a time"
)

// matrix is the promise: docs/reliability.md shows it, and TestTheDocumentIsTheMatrix holds the two
// together.
var matrix = []row{
	//                                        key set, sidecar, Confluence, storage, STS, CloudWatch
	said("slow, but in time", fine, fine, fine, fine, fine, fine),
	said("no answer", who, who, "confluence_timeout", lost, "aws_timeout", "aws_timeout"),
	said("no TLS handshake", who, inClear, "confluence_unavailable", lost, "aws_unreachable",
		"aws_unreachable"),
	said("silence in mid-body", who, who, "confluence_timeout", lost, "aws_timeout", "aws_timeout"),
	said("headers without end", who, who, "confluence_timeout", lost, "aws_timeout", "aws_timeout"),
	said("a body without end, byte by byte", who, who, "confluence_timeout", lost, "aws_timeout",
		"aws_timeout"),
	said("connection refused", who, who, "confluence_unavailable", lost, "aws_unreachable",
		"aws_unreachable"),
	said("no such name (DNS)", who, who, "confluence_unavailable", lost, "aws_unreachable",
		"aws_unreachable"),
	said("a certificate of nobody's", who, inClear, "confluence_unavailable", lost,
		"aws_unreachable", "aws_unreachable"),
	said("reset before the answer", who, who, "confluence_unavailable", lost, "aws_unreachable",
		"aws_unreachable"),
	said("reset in mid-body", who, who, "confluence_unavailable", lost, "aws_bad_answer",
		"aws_bad_answer"),
	said("not HTTP", who, who, "confluence_unavailable", lost, "aws_unreachable",
		"aws_unreachable"),
	said("half a body, framed as whole", who, who, "confluence_malformed", lost, "aws_bad_answer",
		"aws_bad_answer"),
	said("an empty 200", who, who, "confluence_malformed", lost, "aws_bad_answer",
		"aws_bad_answer"),
	said("200 with rubbish", who, who, "confluence_malformed", lost, "aws_bad_answer",
		"aws_bad_answer"),
	said("200 with a page for people", who, who, "confluence_malformed", lost, "aws_bad_answer",
		"aws_bad_answer"),
	said("the right body, another content type", fine, fine, fine, fine, "aws_bad_answer",
		"aws_bad_answer"),
	said("too large", who, who, "confluence_malformed", lost, "aws_bad_answer", "aws_bad_answer"),
	said("a redirect to another host (302)", who, who, "confluence_malformed", lost,
		"aws_bad_answer", "aws_bad_answer"),
	said("a redirect to another host (307)", who, who, "confluence_malformed", lost,
		"aws_bad_answer", "aws_bad_answer"),
	said("a redirect to no address", who, who, "confluence_unavailable", lost, "aws_unreachable",
		"aws_unreachable"),
	said("400", who, who, "confluence_refused", lost, "aws_rejected", "aws_rejected"),
	said("401", who, who, "confluence_refused", lost, "aws_rejected", "aws_rejected"),
	said("403", who, who, "confluence_refused", lost, "aws_assume_denied", "aws_alarms_denied"),
	said("404", who, who, "not_found", lost, "aws_rejected", "aws_rejected"),
	said("429", who, who, "confluence_throttled", lost, "aws_sts_throttled", "aws_throttled"),
	said("429, Retry-After 1", who, who, "confluence_throttled", lost, "aws_sts_throttled",
		"aws_throttled"),
	said("429, Retry-After 3600", who, who, "confluence_throttled", lost, "aws_sts_throttled",
		"aws_throttled"),
	said("500", who, who, "confluence_unavailable", lost, "aws_unavailable", "aws_unavailable"),
	said("503, Retry-After 1", who, who, "confluence_unavailable", lost, "aws_unavailable",
		"aws_unavailable"),
	said("its Date is off by an hour", fine, fine, fine, fine, fine, fine),
	said("our clock is off by an hour", who, noTime, noTime, noTime, "principal_refused",
		"aws_expired"),
}

// twice are the calls that are made twice, and no others: a storage that asks for a second's wait
// is asked once more.
func twice(f fault, upstream string) bool {
	return upstream == storage && f.name == "429, Retry-After 1"
}

// TestTheMatrixIsWhole: every upstream has every fault, or a reason why not.
func TestTheMatrixIsWhole(t *testing.T) {
	if len(matrix) != len(faults) {
		t.Fatalf("%d rows, and %d faults", len(matrix), len(faults))
	}
	reasons := 0
	for i, f := range faults {
		if matrix[i].fault != f.name {
			t.Errorf("row %d is %q, the fault is %q", i, matrix[i].fault, f.name)
		}
		for _, on := range targets {
			for _, upstream := range on.asks {
				said := matrix[i].said[upstream]
				if said == "" || strings.HasPrefix(said, stays) && len(said) < len(stays)+10 {
					t.Errorf("%s of %s: nothing is said", f.name, upstream)
				}
				if strings.HasPrefix(said, stays) {
					reasons++
				}
			}
		}
	}
	t.Logf("%d faults, %d cells without sense in both targets", len(faults), reasons)
}

// TestMatrix makes each upstream fail in each way, in both targets. Every answer is honest, in time
// and without a secret; nobody is asked twice or in vain; and once the fault is over, the next view
// works.
func TestMatrix(t *testing.T) {
	t.Parallel()
	for _, on := range targets {
		t.Run(on.name+"/on loopback", func(t *testing.T) {
			t.Parallel()
			newWorld(t, on, false).suffer(false)
		})
		t.Run(on.name+"/while time passes", func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				t.Cleanup(func() { time.Sleep(2 * lingering) })
				newWorld(t, on, true).suffer(true)
			})
		})
	}
}

// suffer goes through the faults that take time, or through those that do not.
func (w *world) suffer(takingTime bool) {
	w.t.Helper()
	view := servicetest.View("inline", w.link()+frankfurt)
	cells := 0
	for i, f := range faults {
		for place, upstream := range w.target.asks {
			says := matrix[i].said[upstream]
			if f.takesTime != takingTime || strings.HasPrefix(says, stays) ||
				w.target.container && needsTLS(f) {
				continue
			}
			cells++
			c := cell{w, f, upstream, says, w.target.asks[:place], w.target.asks[place+1:],
				fmt.Sprintf("%s of %s", f.name, upstream)}
			c.check(view)
		}
	}
	if cells < 20 {
		w.t.Errorf("only %d cells", cells)
	}
	if w.stray > 0 {
		w.t.Errorf("%d requests went to strangers", w.stray)
	}
}

// needsTLS: between a container and its sidecar there is none.
func needsTLS(f fault) bool { return f.strangeCertificate || f.name == "no TLS handshake" }

// link links a role.
func (w *world) link() string {
	w.t.Helper()
	draft := servicetest.RoleDraft(nil)
	w.Trust(servicetest.RoleARN, w.ExternalID(w.call))
	return w.Create(w.call, draft)
}

// cell is one upstream with one fault.
type cell struct {
	*world
	fault         fault
	upstream      string
	says          string
	before, after []string // who is asked earlier and later
	name          string
}

func (c cell) check(view servicetest.Map) {
	c.t.Helper()
	logged, audited := len(c.Log.String()), len(c.Audit.String())
	call := c.begun()
	started := time.Now()
	got := c.Do(call, http.MethodPost, "/v1/views", view)
	// in a bubble; on loopback the real clock shows how busy the machine is, and no more
	if c.fault.takesTime {
		c.inTime(time.Since(started))
	}
	c.honest(got)
	c.counted()
	for place, text := range map[string]string{
		"answer": got.Body, "log": c.Log.String()[logged:], "audit": c.Audit.String()[audited:]} {
		if found := c.secrets.in(text); len(found) > 0 {
			c.t.Errorf("%s: the %s holds %q: %s", c.name, place, found, text)
		}
	}
	c.lifted(view)
}

// begun brings the fault about, and returns the call that meets it.
func (c cell) begun() servicetest.Call {
	c.t.Helper()
	if c.upstream == keySet {
		c.begin() // or it would know the keys
	}
	for _, e := range c.ends {
		e.trouble(nil)
	}
	f := c.fault
	if f.name == "slow, but in time" {
		delay := bounds[c.upstream] - time.Second/2
		f.serve = func(right http.Handler, w http.ResponseWriter, r *http.Request) {
			time.Sleep(delay)
			right.ServeHTTP(w, r)
		}
	}
	if !f.clock {
		c.ends[c.upstream].trouble(&f)
		return c.call
	}
	if c.upstream == keySet {
		return c.anHourAhead(c.call)
	}
	c.Cloud.Inject(aws.Fault{
		Service: map[string]string{sts: aws.STS, cloudWatch: aws.CloudWatch}[c.upstream],
		Do:      aws.FaultError, Status: http.StatusForbidden, Code: "RequestTimeTooSkewed",
		Message: planted, Skew: anHour,
	})
	return c.call
}

// inTime: an upstream is waited for as long as was promised, and no longer.
func (c cell) inTime(took time.Duration) {
	c.t.Helper()
	if bound := bounds[c.upstream]; took > bound {
		c.t.Errorf("%s: it took %v, of %v", c.name, took, bound)
	}
}

// honest: the answer says what happened, and never that there are no alarms.
func (c cell) honest(got servicetest.Answer) {
	c.t.Helper()
	if !slices.Contains([]string{storage, sts, cloudWatch}, c.upstream) && c.says != fine {
		code, _ := got.Error(c.Backend)
		if code != c.says || got.Status < http.StatusBadRequest ||
			got.Header.Get("Content-Type") != "application/json" {
			c.t.Errorf("%s: %d %s, want %s", c.name, got.Status, got.Body, c.says)
		}
		return
	}
	if got.Status != http.StatusOK {
		c.t.Errorf("%s: %d %s, want records", c.name, got.Status, got.Body)
		return
	}
	records := got.Records(c.Backend)
	if c.says == fine {
		c.whole(records)
	} else if len(records) != 2 || records[0].Error.Code != c.says ||
		records[0].Error.Message == "" || records[0].Error.Hint == "" || records[1].Type != "end" {
		c.t.Errorf("%s: %+v, want %s and the end", c.name, records, c.says)
	}
}

// whole: all the alarms, announced and ended.
func (w *world) whole(records []servicetest.Record) {
	w.t.Helper()
	n := len(records) - 2
	if n < 1 || records[0].Type != "source" || records[0].Count != n ||
		records[n+1].Type != "end" || records[n+1].Alarms != n {
		w.t.Errorf("not a whole answer: %+v", records)
	}
}

// counted: everybody was asked once, and nobody in vain.
func (c cell) counted() {
	c.t.Helper()
	want := map[string]int{c.upstream: 1}
	for _, earlier := range c.before {
		want[earlier] = 1
	}
	if twice(c.fault, c.upstream) {
		want[c.upstream] = 2
	}
	for _, later := range c.after {
		if c.says == fine {
			want[later] = 1
		}
	}
	for name, e := range c.ends {
		known := name == keySet && c.upstream != keySet // asked when the backend began
		if n := e.dialled(); n != want[name] && !(known && n == 0) {
			c.t.Errorf("%s: %s was asked %d times, want %d", c.name, name, n, want[name])
		}
	}
}

// lifted: the fault is over, and the next view works. A key set that failed is asked again after
// two seconds.
func (c cell) lifted(view servicetest.Map) {
	c.t.Helper()
	for _, e := range c.ends {
		e.trouble(nil)
	}
	c.Cloud.ClearFaults()
	if c.upstream == keySet {
		c.Clock.Advance(2 * time.Second)
	}
	got := c.Do(c.call, http.MethodPost, "/v1/views", view)
	if got.Status != http.StatusOK {
		c.t.Errorf("%s: afterwards %d %s", c.name, got.Status, got.Body)
		return
	}
	c.whole(got.Records(c.Backend))
}
