package faults_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"pagewatch/internal/service/faults/killed"
	"pagewatch/internal/service/servicetest"
)

// stumbling is a hosted storage whose n-th call goes wrong.
type stumbling struct {
	right http.Handler

	mu    sync.Mutex
	left  int // calls until then; negative: never
	wrong func(right http.Handler, w http.ResponseWriter, r *http.Request)
	// still is whether the calls after it go wrong too.
	still bool
	met   bool
}

func (s *stumbling) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	s.left--
	fails := s.left == 0 || s.left < 0 && s.still && s.met
	if fails {
		s.met = true
	}
	s.mu.Unlock()
	if fails {
		s.wrong(s.right, w, r)
		return
	}
	s.right.ServeHTTP(w, r)
}

// stumble makes the n-th call from now on go wrong, and those after it where they still do. n = 0:
// none.
func (s *stumbling) stumble(n int, still bool,
	wrong func(http.Handler, http.ResponseWriter, *http.Request)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.left, s.still, s.wrong, s.met = n, still, wrong, false
}

// reached reports whether the call that goes wrong has come.
func (s *stumbling) reached() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.met
}

// answerLost does what was asked and loses the answer.
func answerLost(right http.Handler, w http.ResponseWriter, r *http.Request) {
	right.ServeHTTP(httptest.NewRecorder(), r)
	cut(taken(w))
}

// refusedAs is the storage's own no: a quota, a limit, a value it does not take.
func refusedAs(code int, word string) func(http.Handler, http.ResponseWriter, *http.Request) {
	return func(_ http.Handler, w http.ResponseWriter, r *http.Request) {
		drained(r)
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(code)
		_, _ = fmt.Fprintf(w, `{"code":%q,"message":%q}`, word, planted)
	}
}

// ways are how the storage goes wrong in the middle of a change.
type way struct {
	name string
	// still: the calls after it go wrong as well.
	still bool
	wrong func(http.Handler, http.ResponseWriter, *http.Request)
}

var ways = []way{
	{"not done, once", false, status(503, "")},
	{"not done from then on", true, status(503, "")},
	{"done, and the answer lost", false, answerLost},
	{"done, and lost from then on", true, answerLost},
	{"too busy", true, refusedAs(429, "RATE_LIMIT_EXCEEDED")},
	{"over the quota", true, refusedAs(400, "MAX_SIZE")},
	{"a conflict that is none", false, refusedAs(409, "KEY_ALREADY_EXISTS")},
}

// change is a route that writes. It works on a space with one connection, of which id is the id.
type change struct {
	name, method, path string
	// quick: make test tries it, with one of the ways.
	quick bool
	body  func(w *world, id string) any
}

var changes = []change{
	{"linking", http.MethodPost, "/v1/connections", true, func(w *world, _ string) any {
		draft := servicetest.RoleDraft(servicetest.Map{"name": "Second"})
		return servicetest.Map{"connection": draft, "proof": w.Proof(w.call, draft)}
	}},
	{"renaming", http.MethodPatch, "/v1/connections/ID", false, func(*world, string) any {
		return servicetest.Map{"connection": servicetest.Map{"name": renamed}}
	}},
	{"other Regions", http.MethodPatch, "/v1/connections/ID", false, func(w *world, _ string) any {
		draft := servicetest.RoleDraft(servicetest.Map{"regions": []string{"eu-central-1"}})
		return servicetest.Map{"connection": servicetest.Map{"regions": draft["regions"]},
			"proof": w.Proof(w.call, draft)}
	}},
	{"removing", http.MethodDelete, "/v1/connections/ID", true, nil},
	{"another External ID", http.MethodPost, "/v1/settings/external-id", false,
		func(w *world, _ string) any {
			return servicetest.Map{"current": w.ExternalID(w.call)}
		}},
	{"uninstalling", http.MethodPost, "/v1/lifecycle/uninstall", true,
		func(*world, string) any { return servicetest.Map{} }},
}

// TestChangesThatMeetAFault: the storage goes wrong at the first call of a change, at the second,
// and so on, in each way. The answer is a code of the table and in time, no secret is in it, and
// what is left is whole or can be put right: all that the settings list can be viewed or removed,
// the same change works, and an uninstall leaves nothing.
func TestChangesThatMeetAFault(t *testing.T) {
	t.Parallel()
	for i, c := range changes {
		for j, way := range ways {
			t.Run(c.name+"/"+way.name, func(t *testing.T) {
				if (j != 1+i%2 || !c.quick) && !killed.Long() {
					t.Skip("PAGEWATCH_LONG=1 tries every way")
				}
				t.Parallel()
				// In a bubble, no wait of the backend's ends because the machine is busy.
				synctest.Test(t, func(t *testing.T) {
					t.Cleanup(func() { time.Sleep(2 * lingering) })
					c.meets(t, way)
				})
			})
		}
	}
}

// meets makes the change, and the storage go wrong at each of its calls.
func (c change) meets(t *testing.T, way way) {
	t.Helper()
	w := newWorld(t, targets[1], true)
	storing := &stumbling{right: w.ends[storage].right}
	w.ends[storage].right = storing
	for n, met := 1, true; met; n++ {
		id, body := w.link(), any(nil)
		external := w.ExternalID(w.call)
		if c.body != nil {
			body = c.body(w, id)
		}
		storing.stumble(n, way.still, way.wrong)
		got := w.Do(c.by(w), c.method, strings.Replace(c.path, "ID", id, 1), body)
		met = storing.reached()
		storing.stumble(0, false, nil)
		name := fmt.Sprintf("at call %d", n)
		w.toldHonestly(name, got)
		w.putRight(name, c, id, external)
		if !met && n < 3 {
			t.Errorf("the storage was asked %d times", n-1)
		}
	}
}
