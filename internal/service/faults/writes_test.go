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

// stumbling is a hosted storage whose n-th call fails.
type stumbling struct {
	right http.Handler

	mu    sync.Mutex
	left  int // calls until then; negative: never
	wrong func(right http.Handler, w http.ResponseWriter, r *http.Request)
	// still makes the calls after it fail too.
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

// stumble makes the n-th call from now on fail, and with still those after it. n = 0: none.
func (s *stumbling) stumble(n int, still bool,
	wrong func(http.Handler, http.ResponseWriter, *http.Request)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.left, s.still, s.wrong, s.met = n, still, wrong, false
}

// reached reports whether the failing call has come.
func (s *stumbling) reached() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.met
}

// answerLost performs the call and loses the answer.
func answerLost(right http.Handler, w http.ResponseWriter, r *http.Request) {
	right.ServeHTTP(httptest.NewRecorder(), r)
	cut(taken(w))
}

// refusedAs is a refusal of the storage: a quota, a limit, or a value that it does not accept.
func refusedAs(code int, word string) func(http.Handler, http.ResponseWriter, *http.Request) {
	return func(_ http.Handler, w http.ResponseWriter, r *http.Request) {
		drained(r)
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(code)
		_, _ = fmt.Fprintf(w, `{"code":%q,"message":%q}`, word, planted)
	}
}

// failure is one the storage can have in the middle of a change.
type failure struct {
	name string
	// still: the calls after it fail as well.
	still bool
	wrong func(http.Handler, http.ResponseWriter, *http.Request)
}

var failures = []failure{
	{"not done, once", false, status(503, "")},
	{"not done from then on", true, status(503, "")},
	{"done, and the answer lost", false, answerLost},
	{"done, and lost from then on", true, answerLost},
	{"too busy", true, refusedAs(429, "RATE_LIMIT_EXCEEDED")},
	{"over the quota", true, refusedAs(400, "MAX_SIZE")},
	{"a conflict that is none", false, refusedAs(409, "KEY_ALREADY_EXISTS")},
}

// change is a route that writes. It works on a space with one connection, whose id is id.
type change struct {
	name, method, path string
	// quick: make test tries it, with one of the failures.
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
	{"beginning a rotation", http.MethodPost, "/v1/settings/rotation", true,
		func(*world, string) any { return servicetest.Map{} }},
	{"uninstalling", http.MethodPost, "/v1/lifecycle/uninstall", true,
		func(*world, string) any { return servicetest.Map{} }},
}

// TestChangesThatMeetAFault: the storage fails at the first call of a change, at the second, and so
// on, with each failure. The answer is a code of the table, in time and without a secret. What is
// left is whole or can be repaired: every listed connection can be viewed or removed, the same
// change works, and an uninstall leaves nothing.
func TestChangesThatMeetAFault(t *testing.T) {
	t.Parallel()
	for i, c := range changes {
		for j, failure := range failures {
			t.Run(c.name+"/"+failure.name, func(t *testing.T) {
				if (j != 1+i%2 || !c.quick) && !killed.Long() {
					t.Skip("PAGEWATCH_LONG=1 tries every failure")
				}
				t.Parallel()
				// In a bubble, a busy machine ends no wait of the backend.
				synctest.Test(t, func(t *testing.T) {
					t.Cleanup(func() { time.Sleep(2 * lingering) })
					c.meets(t, failure)
				})
			})
		}
	}
}

// meets makes the change once for each call of the storage that can fail.
func (c change) meets(t *testing.T, failure failure) {
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
		storing.stumble(n, failure.still, failure.wrong)
		got := w.Do(c.by(w), c.method, strings.Replace(c.path, "ID", id, 1), body)
		met = storing.reached()
		storing.stumble(0, false, nil)
		name := fmt.Sprintf("at call %d", n)
		w.checkAnswer(name, got)
		w.checkRepair(name, c, id, external)
		if !met && n < 3 {
			t.Errorf("the storage was asked %d times", n-1)
		}
	}
}
