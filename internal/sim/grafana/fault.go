package grafana

import (
	"bytes"
	"context"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// FaultKind is what a Fault does to the answer.
type FaultKind string

// The kinds of faults.
const (
	FaultNone      FaultKind = ""          // answer as usual, after Delay
	FaultToken     FaultKind = "token"     // refuse the token for the reason that Word names
	FaultDenied    FaultKind = "denied"    // 403: the permission is missing
	FaultHidden    FaultKind = "hidden"    // 404 for dashboards that the token may not read
	FaultStatus    FaultKind = "status"    // JSON with Status; 429 with a Retry-After
	FaultHTML      FaultKind = "html"      // an HTML page with Status
	FaultEdge      FaultKind = "edge"      // the edge's answer with Status and the code Word
	FaultHang      FaultKind = "hang"      // never answer
	FaultDrip      FaultKind = "drip"      // a byte at a time, Pace apart
	FaultReset     FaultKind = "reset"     // reset the connection in the middle of the body
	FaultTruncated FaultKind = "truncated" // half of the body, under a matching Content-Length
	FaultRedirect  FaultKind = "redirect"  // 302 to Word
	FaultOversized FaultKind = "oversized" // 10 MiB of JSON
	FaultText      FaultKind = "text"      // JSON's type without JSON
	FaultNull      FaultKind = "null"      // null in place of the member Word
	FaultLeak      FaultKind = "leak"      // pages of rules after the first ignore the filters
	FaultRepeat    FaultKind = "repeat"    // the last page of rules names itself as the next one
)

// Fault makes calls to stacks that are awake fail. The empty Stack and Path match any. Where
// several faults match, the one injected first applies.
type Fault struct {
	Title  string
	Stack  string // its slug
	Path   string // the beginning of the path
	Times  int    // the number of calls that it applies to; zero: all
	Delay  time.Duration
	Do     FaultKind
	Status int
	Word   string
	Pace   time.Duration // of FaultDrip
}

type faults struct {
	mu       sync.Mutex
	injected []Fault
}

// Inject adds a fault.
func (c *Cloud) Inject(f Fault) {
	c.faults.mu.Lock()
	defer c.faults.mu.Unlock()
	c.faults.injected = append(c.faults.injected, f)
}

// Faults returns the faults that are not used up, in the order of injection.
func (c *Cloud) Faults() []Fault {
	c.faults.mu.Lock()
	defer c.faults.mu.Unlock()
	return slices.Clone(c.faults.injected)
}

// ClearFaults removes all faults. Calls that already wait keep theirs.
func (c *Cloud) ClearFaults() {
	c.faults.mu.Lock()
	defer c.faults.mu.Unlock()
	c.faults.injected = nil
}

// take returns the fault for a call and uses it up. Without one it returns the zero Fault, which
// does nothing.
func (fs *faults) take(slug, path string) Fault {
	fs.mu.Lock()
	defer fs.mu.Unlock()
	for i := range fs.injected {
		f := &fs.injected[i]
		if f.Stack != "" && f.Stack != slug || !strings.HasPrefix(path, f.Path) ||
			f.Do == FaultToken && path == "/api/health" {
			continue
		}
		taken := *f
		if f.Times == 1 {
			fs.injected = slices.Delete(fs.injected, i, i+1)
		} else if f.Times > 1 {
			f.Times--
		}
		return taken
	}
	return Fault{}
}

// wait delays the call. It reports false when the client gave up meanwhile.
func (f Fault) wait(ctx context.Context) bool {
	if f.Do == FaultHang {
		<-ctx.Done()
		return false
	}
	return pause(ctx, f.Delay)
}

// pause waits for a time. It reports false when the client gave up meanwhile.
func pause(ctx context.Context, d time.Duration) bool {
	if d > 0 {
		timer := time.NewTimer(d)
		defer timer.Stop()
		select {
		case <-timer.C:
		case <-ctx.Done():
		}
	}
	return ctx.Err() == nil
}

// tokenFaults are the refusals of FaultToken.
var tokenFaults = map[string]refusal{"invalid": invalid, "expired": expired, "revoked": revoked,
	"disabled": disabled}

// spoil applies a fault to an answer. Faults that delay were applied before.
func (f Fault) spoil(q *request, a answer) answer {
	switch f.Do {
	case FaultToken:
		return *tokenFaults[f.Word].answer(q.stack.version)
	case FaultDenied:
		return denied("alert.rules:read")
	case FaultStatus:
		a = message(f.Status, http.StatusText(f.Status))
		if f.Status == http.StatusTooManyRequests {
			a.header.Set("Retry-After", "7")
		}
	case FaultHTML:
		return answer{f.Status, http.Header{"Content-Type": {htmlType}}, []byte("<!doctype html>" +
			"<title>Grafana</title><h1>This is a web page, not an answer</h1>")}
	case FaultEdge:
		return reply(f.Status, object{"code": f.Word, "message": "Your instance is unavailable."})
	case FaultTruncated:
		a.body = a.body[:len(a.body)/2]
	case FaultRedirect:
		return redirect(f.Word)
	case FaultOversized:
		a.body = append(bytes.Repeat([]byte(" "), oversized), a.body...)
	case FaultText:
		a.body = []byte("Everything is fine.")
	case FaultNull:
		a.body = nullIn(a.body, f.Word)
	}
	return a
}

// oversized is how many bytes FaultOversized puts in front of an answer.
const oversized = 10 << 20

// drip writes an answer a byte at a time, until the client has enough of it.
func (a answer) drip(ctx context.Context, w http.ResponseWriter, pace time.Duration) {
	for name, values := range a.header {
		w.Header()[name] = values
	}
	w.Header().Set("Content-Length", strconv.Itoa(len(a.body)))
	w.WriteHeader(a.status)
	for _, b := range a.body {
		w.Write([]byte{b}) // the client may be gone; the error has no receiver
		http.NewResponseController(w).Flush()
		if !pause(ctx, pace) {
			return
		}
	}
}
