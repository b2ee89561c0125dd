package faults_test

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"pagewatch/internal/service/servicetest"
	"pagewatch/internal/sim/aws"
)

const anHour = time.Hour

// bounds are the longest waits for each upstream.
var bounds = map[string]time.Duration{
	keySet: 5 * time.Second, sidecar: 3 * time.Second, confluence: 5 * time.Second,
	storage: 4 * time.Second, sts: 4 * time.Second, cloudWatch: 8 * time.Second,
	grafana: 12 * time.Second,
}

const (
	fine   = "fine"
	noCode = "–" // begins the reason why a cell has no code
)

// row is a view's error code for each upstream with the fault, or fine.
type row struct {
	fault string
	codes map[string]string
}

func codes(fault, keySetCode, sidecarCode, confluenceCode, storageCode, stsCode,
	cloudWatchCode, grafanaCode string) row {
	return row{fault, map[string]string{
		keySet: keySetCode, sidecar: sidecarCode, confluence: confluenceCode, storage: storageCode,
		sts: stsCode, cloudWatch: cloudWatchCode, grafana: grafanaCode,
	}}
}

const (
	who  = "unauthenticated"
	lost = "store_unavailable"
	// inClear, noTime: reasons why a cell has no code.
	inClear = noCode + " the sidecar is next door, in clear"
	noTime  = noCode + " nothing in this call carries a time"
	blind   = noCode + " rules may look stale, and then are no OK"
)

// matrix is the published promise: docs/reliability.md shows it, and TestTheDocumentIsTheMatrix
// compares the two.
var matrix = []row{
	//                                        key set, sidecar, Confluence, storage, STS, CloudWatch, Grafana
	codes("slow, but in time", fine, fine, fine, fine, fine, fine,
		fine),
	codes("no answer", who, who, "confluence_timeout", lost, "aws_timeout", "aws_timeout",
		"grafana_timeout"),
	codes("no TLS handshake", who, inClear, "confluence_unavailable", lost, "aws_unreachable",
		"aws_unreachable",
		"grafana_timeout"),
	codes("silence in mid-body", who, who, "confluence_timeout", lost, "aws_timeout",
		"aws_timeout",
		"grafana_timeout"),
	codes("headers without end", who, who, "confluence_timeout", lost, "aws_timeout",
		"aws_timeout",
		"grafana_timeout"),
	codes("a body without end, byte by byte", who, who, "confluence_timeout", lost, "aws_timeout",
		"aws_timeout",
		"grafana_timeout"),
	codes("connection refused", who, who, "confluence_unavailable", lost, "aws_unreachable",
		"aws_unreachable",
		"grafana_unreachable"),
	codes("no such name (DNS)", who, who, "confluence_unavailable", lost, "aws_unreachable",
		"aws_unreachable",
		"grafana_unreachable"),
	codes("a certificate of nobody's", who, inClear, "confluence_unavailable", lost,
		"aws_unreachable", "aws_unreachable",
		"grafana_unreachable"),
	codes("reset before the answer", who, who, "confluence_unavailable", lost, "aws_unreachable",
		"aws_unreachable",
		"grafana_unreachable"),
	codes("reset in mid-body", who, who, "confluence_unavailable", lost, "aws_bad_answer",
		"aws_bad_answer",
		"grafana_bad_answer"),
	codes("not HTTP", who, who, "confluence_unavailable", lost, "aws_unreachable",
		"aws_unreachable",
		"grafana_unreachable"),
	codes("half a body, framed as whole", who, who, "confluence_malformed", lost, "aws_bad_answer",
		"aws_bad_answer",
		"grafana_bad_answer"),
	codes("an empty 200", who, who, "confluence_malformed", lost, "aws_bad_answer",
		"aws_bad_answer",
		"grafana_bad_answer"),
	codes("200 with rubbish", who, who, "confluence_malformed", lost, "aws_bad_answer",
		"aws_bad_answer",
		"grafana_bad_answer"),
	codes("200 with a page for people", who, who, "confluence_malformed", lost, "aws_bad_answer",
		"aws_bad_answer",
		"grafana_bad_answer"),
	codes("the right body, another content type", fine, fine, fine, fine, "aws_bad_answer",
		"aws_bad_answer",
		"grafana_bad_answer"),
	codes("too large", who, who, "confluence_malformed", lost, "aws_bad_answer", "aws_bad_answer",
		"grafana_bad_answer"),
	codes("a redirect to another host (302)", who, who, "confluence_malformed", lost,
		"aws_bad_answer", "aws_bad_answer",
		"grafana_redirect"),
	codes("a redirect to another host (307)", who, who, "confluence_malformed", lost,
		"aws_bad_answer", "aws_bad_answer",
		"grafana_redirect"),
	codes("a redirect to no address", who, who, "confluence_unavailable", lost, "aws_unreachable",
		"aws_unreachable",
		"grafana_unreachable"),
	codes("400", who, who, "confluence_refused", lost, "aws_rejected", "aws_rejected",
		"grafana_rejected"),
	codes("401", who, who, "confluence_refused", lost, "aws_rejected", "aws_rejected",
		"grafana_token_invalid"),
	codes("403", who, who, "confluence_refused", lost, "aws_assume_denied", "aws_alarms_denied",
		"grafana_forbidden"),
	codes("404", who, who, "not_found", lost, "aws_rejected", "aws_rejected",
		"grafana_not_found"),
	codes("429", who, who, "confluence_throttled", lost, "aws_sts_throttled", "aws_throttled",
		"grafana_throttled"),
	codes("429, Retry-After 1", who, who, "confluence_throttled", lost, "aws_sts_throttled",
		"aws_throttled",
		"grafana_throttled"),
	codes("429, Retry-After 1800", who, who, "confluence_throttled", lost, "aws_sts_throttled",
		"aws_throttled",
		"grafana_throttled"),
	codes("500", who, who, "confluence_unavailable", lost, "aws_unavailable", "aws_unavailable",
		"grafana_unavailable"),
	codes("503, Retry-After 1", who, who, "confluence_unavailable", lost, "aws_unavailable",
		"aws_unavailable",
		"grafana_unavailable"),
	codes("its Date is off by an hour", fine, fine, fine, fine, fine, fine,
		fine),
	codes("our clock is off by an hour", who, noTime, noTime, noTime, "aws_clock", "aws_clock",
		blind),
}

// twice reports the calls that are made twice: only a storage that asks for a second's wait is
// called again.
func twice(f fault, upstream string) bool {
	return upstream == storage && f.name == "429, Retry-After 1"
}

// TestTheMatrixIsWhole: every upstream has a code for every fault, or a reason why not.
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
			for _, upstream := range append(slices.Clone(on.asks), grafana) {
				code := matrix[i].codes[upstream]
				if code == "" || strings.HasPrefix(code, noCode) && len(code) < len(noCode)+10 {
					t.Errorf("%s of %s: no code", f.name, upstream)
				}
				if strings.HasPrefix(code, noCode) {
					reasons++
				}
			}
		}
	}
	t.Logf("%d faults, %d cells without sense in both targets", len(faults), reasons)
}

// TestMatrix makes each upstream fail with each fault, in both targets. Every answer names the
// fault, in time and without a secret. No upstream is called twice or needlessly, and after the
// fault the next view works.
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

// suffer runs the faults that take time, or those that do not.
func (w *world) suffer(takingTime bool) {
	w.t.Helper()
	view := servicetest.View("inline", w.link()+frankfurt)
	ofStack := servicetest.AlertView(w.Create(w.call, servicetest.StackDraft(nil)),
		servicetest.Map{})
	cells := 0
	for i, f := range faults {
		suffers := func(view servicetest.Map, upstream string, before, after []string) {
			code := matrix[i].codes[upstream]
			if f.takesTime != takingTime || strings.HasPrefix(code, noCode) ||
				w.target.container && needsTLS(f) {
				return
			}
			cells++
			c := cell{w, f, upstream, code, before, after,
				fmt.Sprintf("%s of %s", f.name, upstream)}
			c.check(view)
		}
		asks := w.target.asks
		for place, upstream := range asks {
			suffers(view, upstream, asks[:place], asks[place+1:])
		}
		suffers(ofStack, grafana, asks[:slices.Index(asks, sts)], nil)
	}
	if cells < 20 {
		w.t.Errorf("only %d cells", cells)
	}
	if w.stray > 0 {
		w.t.Errorf("%d requests went to other hosts", w.stray)
	}
}

// needsTLS reports faults of TLS, which a container does not use to its sidecar.
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
	want          string
	before, after []string // the upstreams called earlier and later
	name          string
}

func (c cell) check(view servicetest.Map) {
	c.t.Helper()
	logged, audited := len(c.Log.String()), len(c.Audit.String())
	call := c.begun()
	started := time.Now()
	got := c.Do(call, http.MethodPost, "/v1/views", view)
	// in a bubble; on loopback the real clock would measure how busy the machine is
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

// begun starts the fault, and returns the call that meets it.
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

// inTime checks that the wait for an upstream is as long as promised, and no longer.
func (c cell) inTime(took time.Duration) {
	c.t.Helper()
	if bound := bounds[c.upstream]; took > bound {
		c.t.Errorf("%s: it took %v, of %v", c.name, took, bound)
	}
}

// honest checks that the answer names the fault, and never reports that there are no alarms.
func (c cell) honest(got servicetest.Answer) {
	c.t.Helper()
	if !slices.Contains([]string{storage, sts, cloudWatch, grafana}, c.upstream) && c.want != fine {
		code, _ := got.Error(c.Backend)
		if code != c.want || got.Status < http.StatusBadRequest ||
			got.Header.Get("Content-Type") != "application/json" {
			c.t.Errorf("%s: %d %s, want %s", c.name, got.Status, got.Body, c.want)
		}
		if asks := strconv.Itoa(c.fault.asks); c.want != who && c.fault.asks > 0 &&
			(got.Header.Get("Retry-After") != asks ||
				!strings.Contains(got.Body, `"retryAfter":`+asks+`}`)) {
			c.t.Errorf("%s: Retry-After %q, %s", c.name, got.Header.Get("Retry-After"), got.Body)
		}
		return
	}
	if got.Status != http.StatusOK {
		c.t.Errorf("%s: %d %s, want records", c.name, got.Status, got.Body)
		return
	}
	records := got.Records(c.Backend)
	if c.want == fine {
		c.whole(records)
	} else if len(records) != 2 || records[0].Error.Code != c.want ||
		records[0].Error.Message == "" || records[0].Error.Hint == "" || records[1].Type != "end" {
		c.t.Errorf("%s: %+v, want %s and the end", c.name, records, c.want)
	} else if asks := c.fault.asks; asks > 0 && records[0].Error.RetryAfter != asks {
		c.t.Errorf("%s: to wait for %d s, want %d", c.name, records[0].Error.RetryAfter, asks)
	}
}

// whole checks for all the alarms, announced and ended.
func (w *world) whole(records []servicetest.Record) {
	w.t.Helper()
	n := len(records) - 2
	if n < 1 || records[0].Type != "source" || records[0].Count != n ||
		records[n+1].Type != "end" || records[n+1].Alarms != n {
		w.t.Errorf("not a whole answer: %+v", records)
	}
}

// counted checks that every upstream was called once, and none needlessly.
func (c cell) counted() {
	c.t.Helper()
	want := map[string]int{c.upstream: 1}
	for _, earlier := range c.before {
		want[earlier] = 1
	}
	if twice(c.fault, c.upstream) {
		want[c.upstream] = 2
	}
	if c.fault.clock && c.upstream == keySet {
		want[c.upstream] = 0 // the token's times are wrong, whatever its key
	}
	for _, later := range c.after {
		if c.want == fine {
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

// lifted ends the fault and checks that the next view works. A key set that failed is fetched again
// after two seconds.
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
