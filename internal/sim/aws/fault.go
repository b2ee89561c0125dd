package aws

import (
	"context"
	"slices"
	"strings"
	"time"

	"pagewatch/internal/sim/fault"
)

// FaultKind is what a Fault does to the answer.
type FaultKind string

// The kinds of faults.
const (
	FaultNone  FaultKind = ""      // answer as usual, after Delay and Until
	FaultError FaultKind = "error" // refuse with Status and Code
	// never answer; the connection closes when the client gives up
	FaultHang      FaultKind = "hang"
	FaultReset     FaultKind = "reset"     // reset the connection in the middle of the body
	FaultRedirect  FaultKind = "redirect"  // 302 to URL
	FaultEmpty     FaultKind = "empty"     // 200 without a body
	FaultHTML      FaultKind = "html"      // an HTML page with Status, 200 if zero
	FaultTruncated FaultKind = "truncated" // half of the body, under a matching Content-Length
	FaultOversized FaultKind = "oversized" // a well-formed body of Size bytes
)

// Fault makes calls fail. It applies to authenticated requests; the empty Service, Action, Region
// and Account match any. Where several faults match, the one injected first applies.
type Fault struct {
	Service string
	Action  string
	Region  string
	Account string // of the role for AssumeRole, else of the caller
	Times   int    // the number of calls that it applies to; zero: all

	Delay time.Duration   // wait this long first, or until the client gives up
	Until <-chan struct{} // wait until it is closed first, or until the client gives up
	Skew  time.Duration   // added to the Date of the answer

	Do     FaultKind
	Status int    // for FaultError the status of the code if zero; for FaultHTML 200
	Code   string // for FaultError
	// for FaultError; {caller} becomes the caller's ARN, as AWS's own messages name it
	Message string
	URL     string // for FaultRedirect
	Size    int    // for FaultOversized; 32 MiB if zero
}

// Inject adds a fault.
func (c *Cloud) Inject(f Fault) { c.faults.Inject(f) }

// Faults returns the injected faults that are not used up, in the order of injection.
func (c *Cloud) Faults() []Fault { return c.faults.All() }

// ClearFaults removes the injected faults. Calls that already wait keep theirs.
func (c *Cloud) ClearFaults() { c.faults.Clear() }

// fault returns the fault for a call and uses it up. The Fault lab's own come last, and stay.
// Without one it returns the zero Fault, which does nothing.
func (c *Cloud) fault(call Call) Fault {
	hits := func(f Fault) bool { return f.hits(call) }
	if f, found := c.faults.Take(hits); found {
		return f
	}
	if i := slices.IndexFunc(c.lab, hits); i >= 0 {
		return c.lab[i]
	}
	return Fault{}
}

func (f Fault) hits(call Call) bool {
	same := func(want, got string) bool { return want == "" || want == got }
	return same(f.Service, call.Service) && same(f.Action, call.Action) &&
		same(f.Region, call.Region) && same(f.Account, call.Account)
}

// wait delays the call for the fault's Delay and Until. It reports false when the client gave up
// meanwhile.
func (f Fault) wait(ctx context.Context) bool {
	if !fault.Wait(ctx, f.Delay) {
		return false
	}
	if f.Do == FaultHang || f.Until != nil {
		select {
		case <-f.Until: // never, where it is nil
		case <-ctx.Done():
		}
	}
	return ctx.Err() == nil
}

// refusal returns the refusal of a FaultError.
func (f Fault) refusal(who identity) *refusal {
	r := refuse(f.Code, "%s", strings.ReplaceAll(f.Message, "{caller}", who.arn()))
	if f.Status != 0 {
		r.status = f.Status
	}
	return r
}
