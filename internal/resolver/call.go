package resolver

import (
	"cmp"
	"context"
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"runtime"
	"strings"

	"pagewatch/internal/audit"
	"pagewatch/internal/platform/access"
	"pagewatch/internal/platform/invocation"
)

// call is one request on its way through.
type call struct {
	w     http.ResponseWriter
	r     *http.Request
	id    string // of the request: in every error, in every audit record, in the UI
	route route
	param string // what stood for {id}
	admin bool   // the route is one of the settings: hints are for admins
	begun bool   // the status has been sent
	*holding
	event audit.Event
}

// ServeHTTP answers every request with JSON and leaves one audit record. After a panic in the
// middle of an answer it panics with http.ErrAbortHandler: half an answer must not pass for a whole
// one.
func (s *service) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	started := s.Now()
	c := &call{w: w, r: r, id: requestID(), holding: s.admission.holding()}
	c.event = audit.Event{Operation: "unknown route", Outcome: "ok", RequestID: c.id}
	secureHeaders(w.Header())
	defer func() {
		cause := recover()
		cut := c.begun && cause != nil
		if cause != nil {
			s.panicked(c)
		}
		if c.event.Operation != "GET /healthz" {
			c.event.Duration = s.Now().Sub(started)
			s.Audit.Record(context.WithoutCancel(r.Context()), c.event)
		}
		if cut {
			panic(http.ErrAbortHandler)
		}
	}()
	route, param, allowed, err := s.find(r)
	if err != nil {
		if len(allowed) > 0 {
			w.Header().Set("Allow", strings.Join(allowed, ", ")) // RFC 9110, 15.5.6
		}
		s.fail(c, err)
		return
	}
	ctx, cancel := context.WithTimeout(r.Context(), cmp.Or(route.budget, budget))
	defer cancel()
	defer c.release()
	c.r, c.route, c.param = r.WithContext(ctx), route, param
	c.event.Operation = route.method + " " + route.path
	if err := s.admit(c); err != nil {
		s.fail(c, err)
		return
	}
	route.handle(c)
}

// panicked answers a call that panicked, unless its answer has begun. The value is not logged,
// because it may hold anything; the place is.
func (s *service) panicked(c *call) {
	s.Log.ErrorContext(c.r.Context(), "a call panicked", "requestId", c.id, "at", panicPlace())
	if c.begun {
		c.event.Outcome = codeInternal
		return
	}
	s.fail(c, errPanic)
}

// panicPlace returns the name of our function that panicked: the first of ours below the runtime's
// own frames.
func panicPlace() string {
	var pcs [64]uintptr
	frames := runtime.CallersFrames(pcs[:runtime.Callers(0, pcs[:])])
	panicking := false
	for {
		frame, more := frames.Next()
		if panicking && strings.HasPrefix(frame.Function, "pagewatch/") {
			return frame.Function
		}
		panicking = panicking || frame.Function == "runtime.gopanic"
		if !more {
			return "unknown"
		}
	}
}

// secureHeaders are for every answer: nothing of it is cached, sniffed, framed or run.
func secureHeaders(h http.Header) {
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
	h.Set("Referrer-Policy", "no-referrer")
}

func requestID() string {
	b := make([]byte, 8)
	_, _ = rand.Read(b) // never fails: crypto/rand aborts the program instead
	return hex.EncodeToString(b)
}

// writer is a body that writes its JSON itself, in pieces: a long answer is not in memory twice.
type writer interface{ write(w io.Writer) error }

// send writes the one answer of a call. A write error of an answer in pieces means that the reader
// has left.
func (c *call) send(status int, body any) {
	own, pieces := body.(writer)
	var out []byte
	if !pieces {
		var err error
		if out, err = json.Marshal(body); err != nil {
			panic("an answer does not marshal")
		}
	}
	c.begun = true
	c.w.Header().Set("Content-Type", "application/json")
	c.w.WriteHeader(status)
	if pieces {
		if own.write(c.w) != nil {
			c.event.Outcome = codeGone
		}
		return
	}
	_, _ = c.w.Write(out)
}

// reply is what a route for people answers.
type reply struct {
	status int
	body   any
}

func ok(body any) (reply, error) { return reply{http.StatusOK, body}, nil }

// reader makes a handler of a route that needs the right to read the space.
func reader[T request](s *service,
	do func(context.Context, *call, access.Reader, T) (reply, error)) func(*call) {
	return person(s, func(ctx context.Context, c *call, caller invocation.Caller, req T) (reply,
		error) {
		right, err := s.Gate.Reader(ctx, caller, req.space())
		if err != nil {
			return reply{}, err
		}
		c.event.Space, c.event.Claimed = right.Space(), ""
		return do(ctx, c, right, req)
	})
}

// admin makes a handler of a route that needs the right to administer the space.
func admin[T request](s *service,
	do func(context.Context, *call, access.Admin, T) (reply, error)) func(*call) {
	handle := person(s, func(ctx context.Context, c *call, caller invocation.Caller, req T) (reply,
		error) {
		right, err := s.Gate.Admin(ctx, caller, req.space())
		if err != nil {
			return reply{}, err
		}
		c.event.Space, c.event.Claimed = right.Reader().Space(), ""
		return do(ctx, c, right, req)
	})
	return func(c *call) {
		c.admin = true
		handle(c)
	}
}

// person authenticates, reads the request, and hands both on.
func person[T request](s *service,
	do func(context.Context, *call, invocation.Caller, T) (reply, error)) func(*call) {
	return func(c *call) {
		caller, err := s.authenticate(c)
		if err != nil {
			s.fail(c, err)
			return
		}
		if c.route.licensed && !s.licensed(caller) {
			s.fail(c, errLicence)
			return
		}
		req, err := read[T](c.r)
		if err != nil {
			s.fail(c, err)
			return
		}
		c.event.Claimed, c.event.Connection = cmp.Or(caller.Space, req.space()), c.param
		out, err := do(c.r.Context(), c, caller, req)
		if err != nil {
			s.fail(c, err)
			return
		}
		c.send(out.status, out.body)
	}
}

// authenticate says who calls. Its one error is errUnauthenticated; operators find the cause in the
// log.
func (s *service) authenticate(c *call) (invocation.Caller, error) {
	caller, err := s.Auth.Authenticate(c.r)
	if err != nil {
		s.Log.WarnContext(c.r.Context(), "a call was not authenticated", "requestId", c.id, "cause",
			cause(err))
		return invocation.Caller{}, errUnauthenticated
	}
	c.event.Installation, c.event.Account, c.event.TraceID = caller.Installation, caller.Account,
		caller.TraceID
	return caller, nil
}

// licensed reports whether the caller's installation may use what the licence is for. Only
// production has licences, and only where the operator asks for one.
func (s *service) licensed(caller invocation.Caller) bool {
	return !s.Licensing || !caller.Production || caller.License != nil && caller.License.Active
}

// cause returns why authentication failed, for operators alone. It may repeat a word of the token's
// header, so it is kept short.
func cause(err error) string {
	const longest = 120
	if inner := errors.Unwrap(err); inner != nil {
		err = inner
	}
	text := err.Error()
	return text[:min(len(text), longest)]
}
