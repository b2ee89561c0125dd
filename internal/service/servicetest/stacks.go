package servicetest

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"sync"

	"pagewatch/internal/connection"
	"pagewatch/internal/connection/connectiontest"
	"pagewatch/internal/grafana/stack"
	"pagewatch/internal/grafana/stack/stacktest"
	"pagewatch/internal/proof"
	"pagewatch/internal/secret"
)

// Stacks is a transport that answers for Grafana Cloud, and passes all else on.
type Stacks struct {
	http.RoundTripper
	// Answer answers a request. It may be changed between requests.
	Answer func(*http.Request) *http.Response

	mu    sync.Mutex
	asked []*http.Request
}

// RoundTrip implements http.RoundTripper.
func (s *Stacks) RoundTrip(req *http.Request) (*http.Response, error) {
	if !strings.HasSuffix(req.URL.Hostname(), "."+stack.Suffix) {
		return s.RoundTripper.RoundTrip(req)
	}
	s.mu.Lock()
	s.asked = append(s.asked, req)
	s.mu.Unlock()
	return s.Answer(req), nil
}

// Asked returns the requests so far, and forgets them.
func (s *Stacks) Asked() []*http.Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	asked := s.asked
	s.asked = nil
	return asked
}

// JSON is an answer of a stack.
func JSON(status int, body io.Reader) *http.Response {
	return &http.Response{StatusCode: status, ContentLength: -1, Body: io.NopCloser(body),
		Header: http.Header{"Content-Type": {"application/json"}}}
}

// FaceStacks puts answer in place of Grafana Cloud.
func (b *Backend) FaceStacks(answer func(*http.Request) *http.Response) *Stacks {
	b.t.Helper()
	s := &Stacks{RoundTripper: b.Client.Transport, Answer: answer}
	b.Client.Transport = s
	b.Reconfigure(nil)
	return s
}

// StackToken is the token of every StackDraft.
var StackToken = stacktest.Token("servicetest").Reveal()

// StackDraft is a connection to a stack that is limited to folders.
func StackDraft(change Map, folders ...string) Map {
	var fence []Map
	for _, uid := range folders {
		fence = append(fence, Map{"uid": uid, "title": "Folder " + uid})
	}
	draft := Map{"name": "Payments Grafana", "kind": stack.Kind, "token": StackToken,
		"stack": "https://example.grafana.net", "folders": fence}
	for name, value := range change {
		draft[name] = value
	}
	return draft
}

// stackProof is Proof for a stack.
func (b *Backend) stackProof(c Call, draft Map) string {
	b.t.Helper()
	var d connection.Draft
	b.must(json.Unmarshal([]byte(b.text(draft)), &d))
	subject := proof.Subject{
		Installation: or(c.Installation, Installation), Space: or(c.Space, Payments),
		Account: c.Claims().Principal, Steps: stack.Steps(),
		About: append([]secret.Value{secret.New(""), secret.New(stack.Kind)},
			stack.Record{}.With(d.GrafanaDraft).Target().Subject()...),
	}
	return b.Proofs().Seal(connectiontest.Passed(subject, b.Clock.Now()), subject)
}

// AlertView is the body of an inline view of rules of StackDraft's stack, one source for each
// selection.
func AlertView(id string, alerts ...Map) Map {
	return AlertViewOf("example.grafana.net", id, alerts...)
}

// AlertViewOf is AlertView for another stack.
func AlertViewOf(host, id string, alerts ...Map) Map {
	var list []Map
	for _, selection := range alerts {
		list = append(list, Map{"connection": id, "alerts": selection, "account": host})
	}
	return Map{"answer": "inline", "sources": list}
}
