package hygiene_test

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"pagewatch/internal/hygiene"
)

// server is a handler with a sweeper, in a bubble of testing/synctest: its clock only advances
// while all goroutines are blocked.
type server struct {
	handler http.Handler
	began   time.Time

	mu sync.Mutex
	// cleared are the times of clearings, in milliseconds since the beginning.
	cleared []int64
}

func newServer() *server {
	s := &server{began: time.Now()}
	sweeper := hygiene.NewSweeper(func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.cleared = append(s.cleared, time.Since(s.began).Milliseconds())
	})
	s.handler = sweeper.Around(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		took, _ := time.ParseDuration(r.URL.Query().Get("takes"))
		time.Sleep(took)
		if r.URL.Query().Has("refused") {
			w.WriteHeader(http.StatusUnauthorized)
		}
		if r.URL.Query().Has("panics") {
			panic("a call")
		}
	}))
	return s
}

// call calls the server at that time.
func (s *server) call(at time.Duration, target string) {
	go func() {
		defer func() { _ = recover() }()
		time.Sleep(at - time.Since(s.began))
		s.handler.ServeHTTP(httptest.NewRecorder(),
			httptest.NewRequest(http.MethodPost, target, nil))
	}()
}

func TestSweeper(t *testing.T) {
	const ms = time.Millisecond
	for name, row := range map[string]struct {
		calls func(*server)
		want  []int64
	}{
		"nothing":        {func(*server) {}, nil},
		"a health check": {func(s *server) { s.call(0, "/healthz") }, nil},
		"a refusal":      {func(s *server) { s.call(0, "/v1/views?refused") }, nil},
		"a call": {func(s *server) { s.call(0, "/v1/views?takes=50ms") },
			[]int64{150, 1150}},
		"a panic": {func(s *server) { s.call(0, "/v1/views?panics") }, []int64{100, 1100}},
		"a burst is cleared at its end": {func(s *server) {
			for n := range 10 {
				s.call(time.Duration(n)*90*ms, "/v1/views")
			}
		}, []int64{910, 1910}},
		"a call under way is waited for": {func(s *server) {
			s.call(0, "/v1/views")
			s.call(50*ms, "/v1/views?takes=2s")
		}, []int64{2150, 3150}},
		"at most once a second": {func(s *server) {
			s.call(0, "/v1/views")
			s.call(200*ms, "/v1/views")
			s.call(300*ms, "/v1/views")
			s.call(5*time.Second, "/v1/views")
		}, []int64{100, 1100, 2100, 5100, 6100}},
		"nobody puts it off by calling on and on": {func(s *server) {
			s.call(0, "/v1/views")
			for n := range 220 {
				s.call(time.Duration(n)*50*ms, "/v1/views?refused")
			}
		}, []int64{5000, 10000}},
		"a call that ends after its clearing is cleared too": {func(s *server) {
			s.call(0, "/v1/views")
			s.call(0, "/v1/views?takes=7s")
		}, []int64{5000, 7100, 8100}},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := newServer()
				row.calls(s)
				time.Sleep(time.Minute)
				s.mu.Lock()
				defer s.mu.Unlock()
				if !slices.Equal(s.cleared, row.want) {
					t.Errorf("cleared at %v ms, want %v", s.cleared, row.want)
				}
			})
		})
	}
}

// TestNoAnswerWaitsForAClearing checks that calls are answered during a clearing that does not end.
func TestNoAnswerWaitsForAClearing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		end := make(chan struct{})
		handler := hygiene.NewSweeper(func() { <-end }).Around(
			http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				if err := http.NewResponseController(w).Flush(); err != nil {
					t.Errorf("the way to the platform's writer is blocked: %v", err)
				}
			}))
		began := time.Now()
		for range 3 {
			handler.ServeHTTP(httptest.NewRecorder(),
				httptest.NewRequest(http.MethodPost, "/v1/views", nil))
			time.Sleep(2 * time.Second)
		}
		if took := time.Since(began); took != 6*time.Second {
			t.Errorf("the calls took %v more", took-6*time.Second)
		}
		close(end)
	})
}
