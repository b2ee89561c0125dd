package service_test

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"pagewatch/internal/service"
	"pagewatch/internal/service/servicetest"
	"pagewatch/internal/sim/grafana"
)

// stacked is a transport that knows stacks beside what its base knows, and counts their requests.
type stacked struct {
	http.RoundTripper
	cloud *grafana.Cloud
	asked atomic.Int64
	// after delays each answer.
	after time.Duration
}

func (s *stacked) RoundTrip(req *http.Request) (*http.Response, error) {
	if !strings.HasSuffix(req.URL.Host, ".grafana.net") {
		return s.RoundTripper.RoundTrip(req)
	}
	s.asked.Add(1)
	time.Sleep(s.after)
	return servicetest.InMemory(s.cloud).RoundTrip(req)
}

// onStack runs a test in a bubble, on a backend with a linked stack whose rules come in one page.
func onStack(t *testing.T, change func(*service.Settings),
	test func(t *testing.T, b *servicetest.Backend, s *stacked, view servicetest.Map)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		b := servicetest.NewInMemory(t, change)
		cloud, err := grafana.New(grafana.Config{Now: b.Clock.Now})
		if err != nil {
			t.Fatal(err)
		}
		s := &stacked{RoundTripper: b.Client.Transport, cloud: cloud}
		b.Client.Transport = s
		b.Reconfigure(nil)
		draft := servicetest.Map{"name": "Payments Grafana", "kind": "grafana",
			"stack": "payments.grafana.net", "token": cloud.Stacks()[0].Accounts[0].Token}
		tested := b.Test(servicetest.Call{}, body(draft), "stack", "token-needed", "token", "rights",
			"folders", "alerts", "renderer")
		made := b.Do(servicetest.Call{}, "POST", "/v1/connections",
			servicetest.Map{"connection": draft, "proof": tested[len(tested)-1].Proof})
		var out struct{ Connection struct{ ID string } }
		if made.Into(b, &out); out.Connection.ID == "" {
			t.Fatalf("linking: %+v, %s", tested, made.Body)
		}
		s.asked.Store(0)
		test(t, b, s, servicetest.Map{"answer": "inline", "sources": []servicetest.Map{
			{"connection": out.Connection.ID, "alerts": servicetest.Map{}, "account": "payments.grafana.net"}}})
	})
}

// TestAThousandReadersOfAStack: readers within one second cost Grafana no more requests than the
// limiter has turns, and all have the whole answer. At one moment they cost one.
func TestAThousandReadersOfAStack(t *testing.T) {
	const readers, perSecond, burst = 1000, 2, 4
	onStack(t, func(s *service.Settings) { s.AlarmRate = perSecond },
		func(t *testing.T, b *servicetest.Backend, s *stacked, view servicetest.Map) {
			s.after = 50 * time.Millisecond
			for name, row := range map[string]struct {
				within time.Duration
				least  int64
			}{"at one moment": {0, 1}, "within a second": {time.Second, 2}} {
				time.Sleep(time.Minute) // the turns are back
				s.asked.Store(0)
				began := time.Now()
				request := b.Request(servicetest.Call{Person: servicetest.Ravi}, "POST",
					"/v1/views", view)
				answers := make([]servicetest.Answer, readers)
				var wg sync.WaitGroup
				for i := range readers {
					wg.Go(func() {
						time.Sleep(time.Duration(i) * row.within / readers)
						answers[i] = b.Serve(request())
					})
				}
				wg.Wait()
				allowed := burst + int64(time.Since(began).Seconds()*perSecond)
				if row.within == 0 {
					allowed = 1
				}
				if got := s.asked.Load(); got > allowed || got < row.least {
					t.Errorf("%s: Grafana got %d requests, and %d are allowed", name, got, allowed)
				}
				wantRules(t, b, name, answers)
			}
		})
}

// wantRules checks that answers have rules and no error.
func wantRules(t *testing.T, b *servicetest.Backend, name string, answers []servicetest.Answer) {
	t.Helper()
	outcomes := map[string]int{}
	for _, answer := range answers {
		first := answer.Records(b)[0]
		outcomes[fmt.Sprint(first.Type, " ", first.Error.Code, first.Count > 0)]++
	}
	if len(outcomes) != 1 || outcomes["source true"] != len(answers) {
		t.Errorf("%s: %v", name, outcomes)
	}
}
