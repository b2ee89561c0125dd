package resolver

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"pagewatch/internal/audit"
	"pagewatch/internal/platform/access"
	"pagewatch/internal/platform/invocation"
	"pagewatch/internal/secret"
	"pagewatch/internal/source"
)

// waits is an authenticator whose callers wait until they are released, and who are nobody then.
type waits struct {
	inside  chan struct{}
	release chan struct{}
}

func (w waits) Authenticate(*http.Request) (invocation.Caller, error) {
	w.inside <- struct{}{}
	<-w.release
	return invocation.Caller{}, errors.New("nobody")
}

// narrow is a service that lets so many calls in at a time.
func narrow(atOnce int) (*service, waits) {
	who := waits{make(chan struct{}, 100), make(chan struct{})}
	s := asking(io.Discard, nil)
	s.Auth, s.Now, s.admission = who, time.Now, newAdmission(atOnce)
	s.routes = s.table()
	return s, who
}

func post(ctx context.Context, s *service, body io.Reader) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	s.ServeHTTP(w, httptest.NewRequest(http.MethodPost, "/v1/views", body).WithContext(ctx))
	return w
}

// TestSlotsBoundTheCallsAtWork: who comes later waits outside, in the order of coming, and how the
// process is, gets its answer at once.
func TestSlotsBoundTheCallsAtWork(t *testing.T) {
	for _, row := range []struct{ atOnce, want int }{{3, 3}, {0, 10}} {
		synctest.Test(t, func(t *testing.T) {
			s, who := narrow(row.atOnce)
			answers := make(chan int, 10)
			for range 10 {
				go func() { answers <- post(t.Context(), s, strings.NewReader("{}")).Code }()
			}
			synctest.Wait()
			if got := len(who.inside); got != row.want {
				t.Errorf("%d at once: %d were let in", row.atOnce, got)
			}
			w := httptest.NewRecorder()
			if s.ServeHTTP(w, httptest.NewRequest(http.MethodGet, healthPath, nil)); w.Code !=
				http.StatusOK {
				t.Errorf("%d at once: it is not well: %d", row.atOnce, w.Code)
			}
			close(who.release)
			for range 10 {
				if got := <-answers; got != http.StatusUnauthorized {
					t.Errorf("%d at once: status %d", row.atOnce, got)
				}
			}
			if len(s.admission.arrivals) != 0 {
				t.Error("a place was not given back")
			}
		})
	}
}

// TestACallWithoutASlotIsRefused, with a code of its own and not as somebody who could not say who
// they are.
func TestACallWithoutASlotIsRefused(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, who := narrow(1)
		go post(t.Context(), s, strings.NewReader("{}"))
		synctest.Wait()
		began := time.Now()
		got := post(t.Context(), s, strings.NewReader("{}"))
		if got.Code != http.StatusServiceUnavailable ||
			!strings.Contains(got.Body.String(), `"code":"crowded"`) ||
			got.Header().Get("Retry-After") == "" || time.Since(began) != budget {
			t.Errorf("after %v: %d %v %s", time.Since(began), got.Code, got.Header(), got.Body)
		}
		close(who.release)
	})
}

// TestACallerWhoLeavesTheQueueIsNotCrowded: the audit says that the caller left, and the log
// reports no failure.
func TestACallerWhoLeavesTheQueueIsNotCrowded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, who := narrow(1)
		var log, record bytes.Buffer
		s.Log = slog.New(slog.NewJSONHandler(&log, nil))
		s.Audit = audit.To(slog.NewJSONHandler(&record, nil), func(string) string { return "" },
			func(err error) { t.Error(err) })
		go post(t.Context(), s, strings.NewReader("{}"))
		synctest.Wait()
		ctx, leave := context.WithCancel(t.Context())
		time.AfterFunc(time.Second, leave)
		post(ctx, s, strings.NewReader("{}"))
		if !strings.Contains(record.String(), `"outcome":"caller_gone"`) || log.Len() > 0 {
			t.Errorf("the audit has %s, the log %s", record.String(), log.String())
		}
		close(who.release)
	})
}

// TestAHalfSentRequestTakesNoSlot: a body is waited for outside.
func TestAHalfSentRequestTakesNoSlot(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, who := narrow(1)
		half, rest := io.Pipe()
		done := make(chan int, 1)
		go func() { done <- post(t.Context(), s, half).Code }()
		synctest.Wait()
		close(who.release)
		if got := post(t.Context(), s,
			strings.NewReader("{}")); got.Code != http.StatusUnauthorized {
			t.Errorf("the other one got %d %s", got.Code, got.Body)
		}
		_ = rest.CloseWithError(io.ErrUnexpectedEOF)
		if got := <-done; got != http.StatusUnauthorized {
			t.Errorf("who broke off got %d", got)
		}
	})
}

// TestABodyKeepsItsError: what was wrong with it is still wrong.
func TestABodyKeepsItsError(t *testing.T) {
	for text, wrong := range map[string]error{
		"whole": nil, "": nil, "half": io.ErrUnexpectedEOF,
		"large": &http.MaxBytesError{Limit: 5}} {
		from, to := io.Pipe()
		go func() {
			_, _ = io.WriteString(to, text)
			_ = to.CloseWithError(wrong)
		}()
		got, err := io.ReadAll(arrived(httptest.NewRequest(http.MethodPost, "/", from)))
		if string(got) != text || !errors.Is(err, wrong) {
			t.Errorf("%q ended in %v, want %v", got, err, wrong)
		}
	}
}

// TestAWaitingCallHoldsNoSlot: neither those who come nor those who are answered are held up by a
// slow Region, and answers are written so many at a time. A call of several sources keeps no place
// between them.
func TestAWaitingCallHoldsNoSlot(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		land := make(chan struct{})
		s := asking(io.Discard, func(context.Context) (*source.Answer, error) {
			<-land
			return &source.Answer{}, nil
		})
		s.admission = newAdmission(2)
		w := &held{release: make(chan struct{})}
		call := func(tasks ...task) {
			h := s.admission.holding()
			defer h.release()
			if err := h.slot.move(t.Context(), s.admission.arrivals); err != nil {
				t.Error(err)
			}
			s.run(t.Context(), asker{requestID: "r", account: "a", holding: h}, tasks, w)
		}
		for range 5 {
			go call(userTask(0))
		}
		synctest.Wait()
		if len(s.admission.arrivals) != 0 || len(s.admission.answers) != 0 {
			t.Errorf("%d and %d keep a place while they wait", len(s.admission.arrivals),
				len(s.admission.answers))
		}
		close(land)
		synctest.Wait()
		if got := w.count(); got != 1 {
			t.Errorf("%d answers are written at a time, want 1", got)
		}
		go call(userTask(0), userTask(1))
		synctest.Wait()
		if got := w.count(); got != 3 {
			t.Errorf("%d answers are written, want those of the two sources too", got)
		}
		close(w.release)
		synctest.Wait()
		if got := w.count(); got != 7 || len(s.admission.answers) != 0 {
			t.Errorf("%d answers were written in the end, and %d places are taken", got,
				len(s.admission.answers))
		}
	})
}

// known is an authenticator to whom everybody is the platform.
type known struct{}

func (known) Authenticate(*http.Request) (invocation.Caller, error) {
	return invocation.Caller{Installation: "i", Module: "sweep", SystemToken: secret.New("system")},
		nil
}

// TestLifecycleCallsHoldNoSlot: they last, and come for all installations at once.
func TestLifecycleCallsHoldNoSlot(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, _ := narrow(1)
		release, inside := make(chan struct{}), make(chan struct{}, 5)
		s.Auth = known{}
		s.routes = []route{
			{method: http.MethodPost, path: "/v1/views",
				handle: platform(s, func(context.Context, *call, access.Platform) (reply, error) {
					inside <- struct{}{}
					<-release
					return ok(struct{}{})
				}, "sweep")}}
		for range 5 {
			go post(t.Context(), s, strings.NewReader("{}"))
		}
		synctest.Wait()
		if got := len(inside); got != 5 {
			t.Errorf("%d of 5 are under way", got)
		}
		close(release)
	})
}
