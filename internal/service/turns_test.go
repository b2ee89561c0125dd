package service_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"pagewatch/internal/service"
	"pagewatch/internal/service/servicetest"
)

// TestManyQuestionsWait: calls for a connection and Region are rate-limited, and a waiting call can
// be joined.
func TestManyQuestionsWait(t *testing.T) {
	inTheAir(t, func(s *service.Settings) { s.AlarmRate = 2 },
		func(t *testing.T, b *servicetest.Backend, id string) {
			var answers []<-chan servicetest.Answer
			for _, prefix := range []string{"a", "b", "c", "d", "e", "e", "f"} {
				body := servicetest.View("inline", id+frankfurt)
				body["query"] = servicetest.Map{"namePrefix": prefix}
				answers = append(answers, later(viewer(b, servicetest.Call{}, body)))
			}
			started := time.Now()
			for i, want := range []time.Duration{
				0, 0, 0, 0, 500 * time.Millisecond, 500 * time.Millisecond, time.Second} {
				if got := (<-answers[i]).Records(b)[0]; got.Type != "source" ||
					time.Since(started) != want {
					t.Errorf("question %d: %s after %v, want an answer after %v", i, got.Type,
						time.Since(started), want)
				}
			}
			if asked(b) != 6 {
				t.Errorf("AWS was asked %d times, want 6", asked(b))
			}
		})
}

// TestTooManyQuestionsAreRefused: a call that would wait too long is refused with the time to
// retry, and does not reach AWS. Another Region and another connection do not wait.
func TestTooManyQuestionsAreRefused(t *testing.T) {
	inTheAir(t, func(s *service.Settings) { s.AlarmRate = 0.1 },
		func(t *testing.T, b *servicetest.Backend, id string) {
			user := b.Create(servicetest.Call{}, b.UserDraft(true))
			twin := b.Create(servicetest.Call{},
				servicetest.RoleDraft(servicetest.Map{"name": "The same account"}))
			ask := func(source string) servicetest.Record {
				return b.Do(servicetest.Call{}, "POST", "/v1/views",
					servicetest.View("inline", source)).Records(b)[0]
			}
			for range 4 {
				ask(id + frankfurt)
			}
			b.Cloud.ResetCalls()
			streamed := b.Stream(granted(t, b, id+frankfurt), servicetest.Origin).Records(b)[0]
			for name, got := range map[string]servicetest.Record{
				"inline": ask(id + frankfurt), "streamed": streamed} {
				if got.Error.Code != "aws_busy" || got.Error.RetryAfter != 10 ||
					got.Error.Message == "" || got.Error.Hint == "" {
					t.Errorf("%s: %+v, want a retry after 10 s", name, got)
				}
			}
			wantCalls(t, b)
			wantBusy(t, b, "POST /v1/views", "POST /v1/stream")
			for name, source := range map[string]string{
				"another Region": id + "@us-east-1", "another connection": twin + frankfurt,
				"another account": user + frankfurt} {
				if got := ask(source); got.Type != "source" {
					t.Errorf("%s is held up: %+v", name, got)
				}
			}
			time.Sleep(10 * time.Second)
			if got := ask(id + frankfurt); got.Type != "source" {
				t.Errorf("after the wait: %+v", got)
			}
		})
}

// TestABusyTestIsInconclusive: a step that could not be asked proves nothing.
func TestABusyTestIsInconclusive(t *testing.T) {
	inTheAir(t, func(s *service.Settings) { s.AlarmRate = 0.1 },
		func(t *testing.T, b *servicetest.Backend, id string) {
			for range 4 {
				viewer(b, servicetest.Call{}, servicetest.View("inline", id+frankfurt))()
			}
			steps := b.Test(servicetest.Call{}, servicetest.Map{"id": id}, roleSteps[:7]...)
			if last := steps[len(steps)-1]; last.Step != "alarms" ||
				last.Outcome != "inconclusive" || last.RetryAfter != 10 ||
				last.Error.Code != "aws_busy" || last.Complete {
				t.Errorf("got %+v", last)
			}
			wantBusy(t, b, "POST /v1/connections/test alarms")
		})
}

// TestEveryRefusedSourceIsOneRecord: the call's own record names the first, and each other one has
// its own.
func TestEveryRefusedSourceIsOneRecord(t *testing.T) {
	inTheAir(t, func(s *service.Settings) { s.AlarmRate = 0.1 },
		func(t *testing.T, b *servicetest.Backend, id string) {
			view := viewer(b, servicetest.Call{}, servicetest.View("inline", id+frankfurt,
				id+"@us-east-1"))
			for range 5 {
				view()
			}
			wantBusy(t, b, "use of a connection", "POST /v1/views")
		})
}

// wantBusy checks that the audit has one record for each refusal as busy, of these operations, each
// with person, connection and Region.
func wantBusy(t *testing.T, b *servicetest.Backend, operations ...string) {
	t.Helper()
	var got []string
	for line := range strings.Lines(b.Audit.String()) {
		var r struct{ Operation, Outcome, Account, Connection, Region string }
		servicetest.Answer{Body: line}.Into(b, &r)
		if r.Outcome != "aws_busy" {
			continue
		}
		got = append(got, r.Operation)
		if r.Account == "" || r.Connection == "" || r.Region == "" {
			t.Errorf("a record lacks something: %s", line)
		}
	}
	slices.Sort(got)
	slices.Sort(operations)
	if !slices.Equal(got, operations) {
		t.Errorf("refusals are on record as %q, want %q", got, operations)
	}
}
