package grafana

import (
	"bytes"
	"context"
	"net/http"
	"strings"
	"time"

	"pagewatch/internal/sim/fault"
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

// Inject adds a fault.
func (c *Cloud) Inject(f Fault) { c.faults.Inject(f) }

// Faults returns the faults that are not used up, in the order of injection.
func (c *Cloud) Faults() []Fault { return c.faults.All() }

// ClearFaults removes all faults. Calls that already wait keep theirs.
func (c *Cloud) ClearFaults() { c.faults.Clear() }

// hits reports whether the fault applies to a call.
func (f Fault) hits(slug, path string) bool {
	return (f.Stack == "" || f.Stack == slug) && strings.HasPrefix(path, f.Path) &&
		(f.Do != FaultToken || path != "/api/health")
}

// wait delays the call. It reports false when the client gave up meanwhile.
func (f Fault) wait(ctx context.Context) bool {
	if f.Do == FaultHang {
		<-ctx.Done()
		return false
	}
	return fault.Wait(ctx, f.Delay)
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
			a.Header.Set("Retry-After", "7")
		}
	case FaultHTML:
		return webPage(f.Status, "<!doctype html>"+
			"<title>Grafana</title><h1>This is a web page, not an answer</h1>")
	case FaultEdge:
		return reply(f.Status, object{"code": f.Word, "message": "Your instance is unavailable."})
	case FaultTruncated:
		a.Body = a.Body[:len(a.Body)/2]
	case FaultRedirect:
		return redirect(f.Word)
	case FaultOversized:
		a.Body = append(bytes.Repeat([]byte(" "), oversized), a.Body...)
	case FaultText:
		a.Body = []byte("Everything is fine.")
	case FaultNull:
		a.Body = nullIn(a.Body, f.Word)
	}
	return a
}

// oversized is how many bytes FaultOversized puts in front of an answer.
const oversized = 10 << 20
