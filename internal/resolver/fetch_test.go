package resolver

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"pagewatch/internal/audit"
	"pagewatch/internal/cloudwatch/account"
	"pagewatch/internal/cloudwatch/alarm"
	"pagewatch/internal/connection"
	"pagewatch/internal/platform/invocation"
	"pagewatch/internal/proof"
	"pagewatch/internal/resolver/flight"
	"pagewatch/internal/resolver/limit"
	"pagewatch/internal/resolver/stream"
	"pagewatch/internal/secret"
	"pagewatch/internal/upstream"
)

// describer plays CloudWatch for plans with keys of their own.
type describer func(ctx context.Context) (alarm.Answer, error)

func (d describer) Describe(ctx context.Context, _ account.Keys, _ string, _ alarm.Page) (
	alarm.Answer, upstream.Trace, error) {
	answer, err := d(ctx)
	return answer, upstream.Trace{}, err
}

// userPlan is a plan with keys of its own: nobody is asked for any.
func userPlan(index int) plan {
	return plan{Index: index, Link: connection.Link{ID: "c-1", Kind: connection.AWSUser,
		Target: connection.Target{AWS: &account.Target{}}}}
}

// asking is a service that can do no more than ask a source.
func asking(log io.Writer, alarms describer) *service {
	return &service{
		Config: Config{
			Alarms: alarms, Limit: limit.New(2, time.Now),
			Log:   slog.New(slog.NewJSONHandler(log, nil)),
			Audit: audit.To(slog.DiscardHandler, func(string) string { return "" }, func(error) {}),
		},
		flights: flight.New[question, alarm.Answer](budget),
	}
}

func TestAPanicInAFlightReachesEveryReader(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var log bytes.Buffer
		release := make(chan struct{})
		s := asking(&log, func(context.Context) (alarm.Answer, error) {
			<-release
			panic("planted")
		})
		answers := make(chan stream.Answer, 3)
		for _, id := range []string{"r1", "r2", "r3"} {
			go func() { answers <- s.ask(t.Context(), id, "a", userPlan(0)) }()
		}
		synctest.Wait()
		close(release)
		var ids []string
		for range 3 {
			got := <-answers
			if got.Failure == nil || got.Failure.Error.Code != codeInternal {
				t.Fatalf("got %+v", got)
			}
			ids = append(ids, got.Failure.Error.RequestID)
		}
		slices.Sort(ids)
		if strings.Join(ids, " ") != "r1 r2 r3" {
			t.Errorf("the readers got the request ids %v, want their own", ids)
		}
		if text := log.String(); strings.Count(text, "a source panicked") != 1 ||
			!strings.Contains(text, "TestAPanicInAFlight") || strings.Contains(text, "planted") {
			t.Errorf("the log: %s", text)
		}
	})
}

// TestAFlightGoesOutForWhoWaits: in a container every call names an invocation that is under way.
// It is that of whoever asked first, and when they leave, of the next.
func TestAFlightGoesOutForWhoWaits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		release, named := make(chan struct{}), []string{}
		s := asking(io.Discard, func(ctx context.Context) (alarm.Answer, error) {
			for range 2 {
				named = append(named, invocation.ArrivalOf(ctx).ID.Reveal())
				<-release // until it is closed
			}
			return alarm.Answer{}, nil
		})
		first, leave := context.WithCancel(t.Context())
		ask := func(ctx context.Context, id string) <-chan stream.Answer {
			out := make(chan stream.Answer, 1)
			ctx = invocation.WithArrival(ctx, invocation.Arrival{ID: secret.New(id)})
			go func() { out <- s.ask(ctx, id, "a", userPlan(0)) }()
			synctest.Wait()
			return out
		}
		ask(first, "first")
		second := ask(t.Context(), "second")
		leave()
		synctest.Wait()
		close(release)
		if got := <-second; got.Failure != nil ||
			!slices.Equal(named, []string{"first", "second"}) {
			t.Errorf("called for %v, and the second got %+v", named, got)
		}
		synctest.Wait()
		if len(s.waiters.waiting) != 0 {
			t.Error("somebody who has left is still waited for")
		}
	})
}

// TestAReaderWhoseTimeIsUp is told so in the words of the call to AWS that took too long, while the
// flight goes on for the others.
func TestAReaderWhoseTimeIsUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		release := make(chan struct{})
		s := asking(io.Discard, func(ctx context.Context) (alarm.Answer, error) {
			select {
			case <-release:
			case <-ctx.Done():
			}
			return alarm.Answer{}, ctx.Err()
		})
		short, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		other := make(chan stream.Answer)
		hurried := make(chan stream.Answer)
		go func() { hurried <- s.ask(short, "r1", "a", userPlan(0)) }()
		go func() { other <- s.ask(t.Context(), "r2", "a", userPlan(0)) }()
		if got := <-hurried; got.Failure == nil || got.Failure.Error.Code != "aws_timeout" {
			t.Errorf("got %+v", got)
		}
		close(release)
		if got := <-other; got.Failure != nil {
			t.Errorf("the other got %+v", got.Failure)
		}
	})
}

// TestAWaitForATurnIsNotAWS: AWS has not been asked while a question waits for its turn, so nothing
// is said of AWS when the reader leaves or the time is up.
func TestAWaitForATurnIsNotAWS(t *testing.T) {
	for want, end := range map[string]func(context.Context) (context.Context, context.CancelFunc){
		"caller_gone": func(ctx context.Context) (context.Context, context.CancelFunc) {
			ctx, leave := context.WithCancel(ctx)
			time.AfterFunc(time.Second, leave)
			return ctx, leave
		},
		"timeout": func(ctx context.Context) (context.Context, context.CancelFunc) {
			return context.WithTimeout(ctx, time.Second)
		},
	} {
		for name, ask := range map[string]func(s *service, ctx context.Context, p plan) string{
			"a view": func(s *service, ctx context.Context, p plan) string {
				return s.ask(ctx, "r", "a", p).Failure.Error.Code
			},
			"a step": func(s *service, ctx context.Context, p plan) string {
				_, err := s.use(ctx, "r", "a", p)
				return planCode(p, err)
			},
		} {
			synctest.Test(t, func(t *testing.T) {
				var log bytes.Buffer
				s := asking(io.Discard, func(context.Context) (alarm.Answer, error) {
					t.Errorf("%s, %s: AWS was asked", want, name)
					return alarm.Answer{}, nil
				})
				s.Audit = audit.To(slog.NewJSONHandler(&log, nil),
					func(string) string { return "" }, func(err error) { t.Error(err) })
				p := userPlan(0)
				for range limit.Burst + 2 { // the next turn is in more than a second
					go func() { _ = s.Limit.Wait(t.Context(), p.turns()) }()
				}
				synctest.Wait()
				ctx, leave := end(t.Context())
				defer leave()
				got := ask(s, ctx, p)
				synctest.Wait()
				if got != want || strings.Count(log.String(), `"outcome":"`+want+`"`) != 1 ||
					strings.Contains(log.String(), "aws_") {
					t.Errorf("%s, %s: told %s, and the audit has %s", want, name, got, log.String())
				}
				time.Sleep(3 * time.Second)
			})
		}
	}
}

// TestAnUnknownKindAsksNobody: a plan of a kind that is not known has no keys, and is not taken for
// AWS's.
func TestAnUnknownKindAsksNobody(t *testing.T) {
	for _, kind := range []connection.Kind{"", "a kind of tomorrow"} {
		var log bytes.Buffer
		s := asking(io.Discard, func(context.Context) (alarm.Answer, error) {
			t.Errorf("%q: AWS was asked", kind)
			return alarm.Answer{}, nil
		})
		s.Audit = audit.To(slog.NewJSONHandler(&log, nil), func(string) string { return "" },
			func(err error) { t.Error(err) })
		p := userPlan(0)
		p.Link.Kind = kind
		if got := s.ask(t.Context(), "r", "a", p); got.Failure == nil ||
			got.Failure.Error.Code != "unknown_kind" || got.Failure.Error.Message == "" {
			t.Errorf("%q: got %+v", kind, got)
		}
		if !strings.Contains(log.String(), `"outcome":"unknown_kind"`) {
			t.Errorf("%q: the audit has %s", kind, log.String())
		}
	}
}

// TestQuestionsDifferInAnything: two plans that AWS, the fence or CloudTrail would tell apart are
// two questions. A field that a query gets one day is in the key too.
func TestQuestionsDifferInAnything(t *testing.T) {
	seen := map[question]string{plan{}.question(): "nothing"}
	differs := func(name string, p plan) {
		if twin, taken := seen[p.question()]; taken {
			t.Errorf("a plan with %s is the same question as one with %s", name, twin)
		}
		seen[p.question()] = name
	}
	differs("an installation", plan{Installation: "x"})
	differs("a space", plan{Space: "x"})
	differs("a connection", plan{Link: connection.Link{ID: "x"}})
	differs("a version", plan{Link: connection.Link{Version: "x"}})
	differs("a Region", plan{Region: "x"})
	differs("a cursor", plan{Page: alarm.Page{Next: "x"}})
	differs("a session", plan{Session: "x"})
	query := reflect.TypeFor[alarm.Query]()
	for i := range query.NumField() {
		var p plan
		field := reflect.ValueOf(&p.Page.Query).Elem().Field(i)
		switch field.Kind() {
		case reflect.String:
			field.SetString("x")
		case reflect.Bool:
			field.SetBool(true)
		case reflect.Slice:
			field.Set(reflect.MakeSlice(field.Type(), 1, 1))
		default:
			t.Errorf("this test does not know how to set %s", query.Field(i).Name)
		}
		differs(query.Field(i).Name, p)
	}
	if query.NumField() == 0 {
		t.Error("a query has no fields")
	}
}

// TestTurnsAreAConnections: nobody takes another's, and a connection's Regions have their own.
func TestTurnsAreAConnections(t *testing.T) {
	base := plan{Link: connection.Link{ID: "c-1"}, Region: "eu-central-1",
		Installation: "i", Space: "1"}
	for name, change := range map[string]func(*plan){
		"connection":   func(p *plan) { p.Link.ID = "c-2" },
		"Region":       func(p *plan) { p.Region = "us-east-1" },
		"space":        func(p *plan) { p.Space = "2" },
		"installation": func(p *plan) { p.Installation = "j" },
	} {
		other := base
		change(&other)
		if other.turns() == base.turns() {
			t.Errorf("another %s has the same turns", name)
		}
	}
	changed := base
	changed.Link.Version, changed.Session, changed.Page.NamePrefix = "v2", "s", "x"
	if changed.turns() != base.turns() {
		t.Error("another question has other turns")
	}
}

func TestInsideLeavesTheAnswerAlone(t *testing.T) {
	alarms := []alarm.Alarm{{Name: "outside"}, {Name: "inside-1"}, {Name: "inside-2"}}
	kept := withinQuery(alarms, alarm.Query{NamePrefix: "inside-"})
	if len(kept) != 2 || kept[0].Name != "inside-1" || alarms[0].Name != "outside" {
		t.Errorf("kept %v of %v", kept, alarms)
	}
}

func TestWaitIsToldWhereItHelps(t *testing.T) {
	throttled := func(service upstream.Service) error {
		return &upstream.Error{Service: service, Kind: upstream.Refused, Code: "Throttling"}
	}
	for name, row := range map[string]struct {
		err  error
		want int
	}{
		"busy":                    {&limit.Busy{After: 3500 * time.Millisecond}, 4},
		"CloudWatch is throttled": {throttled(upstream.CloudWatch), retryAfter},
		"STS is throttled":        {throttled(upstream.STS), retryAfter},
		"denied": {
			&upstream.Error{Service: upstream.STS, Kind: upstream.Refused, Code: "AccessDenied"},
			0},
		"internal": {errPanic, 0},
	} {
		if got := describe(row.err, planCode(plan{}, row.err), "r").RetryAfter; got != row.want {
			t.Errorf("%s: told to wait for %d s, want %d", name, got, row.want)
		}
	}
}

// TestABusyLimiterIsOfItsConnection: only the limiter of an AWS connection leaves a quota to AWS
// accounts.
func TestABusyLimiterIsOfItsConnection(t *testing.T) {
	busy := fmt.Errorf("waiting: %w", &limit.Busy{After: time.Second})
	for kind, want := range map[connection.Kind]string{
		connection.AWSRole: "aws_busy", connection.AWSUser: "aws_busy", "": "busy",
		"a kind of tomorrow": "busy",
	} {
		p := plan{Link: connection.Link{Kind: kind}}
		if got := planCode(p, busy); got != want {
			t.Errorf("the limiter of a connection of kind %q says %s, want %s", kind, got, want)
		}
		if f := judged(p, busy); f.outcome != proof.Inconclusive {
			t.Errorf("a busy step of a connection of kind %q is %s", kind, f.outcome)
		}
	}
	if got := code(busy); got != "busy" {
		t.Errorf("a limiter without a connection says %s", got)
	}
}
