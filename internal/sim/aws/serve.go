package aws

import (
	"crypto/rand"
	"fmt"
	"io"
	"net/http"
	"time"

	"pagewatch/internal/sim/aws/sigv4"
	"pagewatch/internal/sim/fault"
)

// maxBody bounds a request; the largest that STS or DescribeAlarms can need is far smaller.
const maxBody = 256 << 10

// request is a call to one operation, whatever the protocol it came in.
type request struct {
	http   *http.Request
	body   []byte
	id     string // the request id of the answer
	call   *Call
	format format
	do     func(*Cloud, *request, identity) (answer, *refusal)
}

// format writes the errors of a protocol.
type format interface {
	refuse(r *refusal, requestID string) answer
}

// identify finds the service and operation of a request. It returns nil for a request to no service
// here.
func identify(r *http.Request, body []byte) *request {
	q := &request{http: r, body: body, id: newRequestID(), call: &Call{}}
	if auth, err := sigv4.Parse(r.Header.Get("Authorization")); err == nil {
		q.call.Region = auth.Region
	}
	if identifyAlarms(q) || identifySTS(q) {
		return q
	}
	return nil
}

// ServeHTTP answers for STS (awsQuery) and CloudWatch (Smithy RPC v2 CBOR and AWS JSON 1.0) at the
// root path.
func (c *Cloud) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if err != nil {
		http.Error(w, "the request is too large or was cut short", http.StatusRequestEntityTooLarge)
		return
	}
	q := identify(r, body)
	if q == nil {
		http.Error(w, "local simulation: only AWS STS and CloudWatch are answered here",
			http.StatusNotFound)
		return
	}
	q.call.At = c.now()
	c.calls.Begin(q.call)
	a, hit, ok := c.answer(q)
	if !ok {
		c.log.Debug("cloud call abandoned", "service", q.call.Service, "action", q.call.Action,
			"region", q.call.Region)
		fault.Reset(w)
		return
	}
	c.calls.Update(func() { q.call.Status, q.call.Code = a.Status, a.code })
	c.log.Debug("cloud call", answered(q.call, a)...)
	w.Header().Set("X-Amzn-Requestid", q.id)
	w.Header().Set("Date", c.now().Add(hit.Skew).UTC().Format(http.TimeFormat))
	if hit.Do == FaultReset {
		a.SendHalf(w)
		return
	}
	a.Send(w)
}

// answered returns the log's members of a call. An answer without an error has no code.
func answered(call *Call, a answer) []any {
	members := []any{"service", call.Service, "action", call.Action, "region", call.Region,
		"status", a.Status}
	if a.code != "" {
		members = append(members, "code", a.code)
	}
	return members
}

// answer authenticates, applies the fault of the call, and runs the operation. It reports false
// when the client gave up before the answer.
func (c *Cloud) answer(q *request) (answer, Fault, bool) {
	service := signingNames[q.call.Service]
	who, refused := c.authenticate(q.http, q.body, service)
	if refused != nil {
		return q.refuse(refused), Fault{}, true
	}
	if q.call.Account == "" {
		c.calls.Update(func() { q.call.Account = who.caller.Account })
	}
	hit := c.fault(*q.call)
	if !hit.wait(q.http.Context()) {
		return answer{}, hit, false
	}
	if hit.Do == FaultError {
		return q.refuse(hit.refusal(who)), hit, true
	}
	a, refused := q.do(c, q, who)
	if refused != nil {
		a = q.refuse(refused)
	}
	return hit.spoil(a), hit, true
}

// signingNames are the service names in credential scopes.
var signingNames = map[string]string{STS: "sts", CloudWatch: "monitoring"}

func (q *request) refuse(r *refusal) answer {
	a := q.format.refuse(r, q.id)
	a.Status, a.code = r.status, r.code
	return a
}

// newRequestID makes an id of the form AWS uses, a random UUID.
func newRequestID() string {
	var b [16]byte
	rand.Read(b[:])
	b[6], b[8] = b[6]&0x0f|0x40, b[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}

// rfc3339 prints a time as the XML protocols do.
func rfc3339(t time.Time) string { return t.UTC().Format(time.RFC3339) }
