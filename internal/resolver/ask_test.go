package resolver

import (
	"bytes"
	"context"
	"errors"
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
	"pagewatch/internal/connection"
	"pagewatch/internal/platform/invocation"
	"pagewatch/internal/resolver/flight"
	"pagewatch/internal/resolver/limit"
	"pagewatch/internal/resolver/stream"
	"pagewatch/internal/secret"
	"pagewatch/internal/source"
	"pagewatch/internal/upstream"
)

// player is a provider that does what a test wants of Ask.
type player func(ctx context.Context) (*source.Answer, error)

func (p player) Plan(connection.Link, source.Source) (source.Question, error) {
	return source.Question{}, nil
}

func (p player) Ask(ctx context.Context, _ connection.Link, _ source.Question, _ source.Call) (
	*source.Answer, error) {
	return p(ctx)
}

func (p player) Test(context.Context, connection.Link, source.Trial,
	source.Call) source.Finding {
	return source.Finding{}
}

func (p player) Errors() source.Errors {
	return source.Errors{Busy: "player_busy", Timeout: "player_timeout",
		Code: func(string, *upstream.Error) string { return "" },
		Words: map[string]source.Words{
			"player_busy":    {Message: "The player is busy."},
			"player_timeout": {Message: "The player is slow."},
		}}
}

// explaining is a player that explains a code of the resolver's.
type explaining struct{ player }

func (e explaining) Errors() source.Errors {
	names := e.player.Errors()
	names.Words = map[string]source.Words{codeBusy: {Message: "Again."}}
	return names
}

// nameless is a player that cannot name the failure of a call.
type nameless struct{ player }

func (nameless) Errors() source.Errors { return source.Errors{} }

// planless is a player whose Plan panics.
type planless struct{ player }

func (planless) Plan(connection.Link, source.Source) (source.Question, error) { panic("planted") }

// TestAPanicWhileAQuestionIsPlannedFailsItsSource, and not the view.
func TestAPanicWhileAQuestionIsPlannedFailsItsSource(t *testing.T) {
	var log bytes.Buffer
	s := asking(&log, nil)
	s.Providers.CloudWatch = planless{}
	_, err := s.question(t.Context(), by("r"), userTask(0), source.Source{})
	if !errors.Is(err, errPanic) || !strings.Contains(log.String(), "a source panicked") ||
		strings.Contains(log.String(), "planted") {
		t.Errorf("%v, and the log has %s", err, log.String())
	}
}

// userTask is a task of a kind that the player answers.
func userTask(index int) task {
	return task{Index: index, Link: connection.Link{ID: "c-1", Kind: connection.AWSUser}}
}

// burst is how many calls leave at once.
const burst = 4

// asking is a service that can do no more than ask a source.
func asking(log io.Writer, p player) *service {
	return &service{
		Config: Config{
			Providers: Providers{CloudWatch: p},
			Limit:     limit.New(2, burst, time.Now), Steps: limit.New(2, burst, time.Now),
			Log:   slog.New(slog.NewJSONHandler(log, nil)),
			Audit: audit.To(slog.DiscardHandler, func(string) string { return "" }, func(error) {}),
		},
		flights: flight.New[flightKey, *source.Answer](budget),
	}
}

// by is the call with that request id.
func by(requestID string) asker { return asker{requestID: requestID, account: "a"} }

// freely holds nothing.
func freely(context.Context, *source.Answer) error { return nil }

func TestAPanicInAFlightReachesEveryReader(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var log bytes.Buffer
		release := make(chan struct{})
		s := asking(&log, func(context.Context) (*source.Answer, error) {
			<-release
			panic("planted")
		})
		answers := make(chan stream.Answer, 3)
		for _, id := range []string{"r1", "r2", "r3"} {
			go func() { answers <- s.ask(t.Context(), by(id), userTask(0), freely) }()
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

// bursting is a record whose JSON panics.
type bursting struct{ source.Record }

func (bursting) Type() string { return "alarm" }

func (bursting) MarshalJSON() ([]byte, error) { panic("planted") }

// TestAPanicWhileARecordIsWrittenFailsItsSource, and neither the process nor the other sources.
func TestAPanicWhileARecordIsWrittenFailsItsSource(t *testing.T) {
	var log bytes.Buffer
	s := asking(&log, func(context.Context) (*source.Answer, error) {
		return &source.Answer{Records: []source.Record{bursting{}}}, nil
	})
	unknown := userTask(1)
	unknown.Link.ID, unknown.Link.Kind = "c-2", "a kind of tomorrow"
	doc := &stream.Document{}
	s.run(t.Context(), asker{requestID: "r", account: "a", holding: s.admission.holding()}, []task{userTask(0), unknown}, doc)
	var text string
	for _, record := range doc.Records() {
		text += string(record)
	}
	if strings.Count(text, `"code":"internal"`) != 1 || !strings.Contains(text, "unknown_kind") {
		t.Errorf("wrote %s", text)
	}
	if !strings.Contains(log.String(), "a source panicked") ||
		strings.Contains(log.String()+text, "planted") {
		t.Errorf("the log: %s", log.String())
	}
}

// TestAFlightUsesTheInvocationOfItsLongestWaiter: in a container every call names an invocation
// that is under way. It is that of whoever asked first, and when they leave, of the next.
func TestAFlightUsesTheInvocationOfItsLongestWaiter(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		release, named := make(chan struct{}), []string{}
		s := asking(io.Discard, func(ctx context.Context) (*source.Answer, error) {
			for range 2 {
				named = append(named, invocation.ArrivalOf(ctx).ID.Reveal())
				<-release // until it is closed
			}
			return &source.Answer{}, nil
		})
		first, leave := context.WithCancel(t.Context())
		ask := func(ctx context.Context, id string) <-chan stream.Answer {
			out := make(chan stream.Answer, 1)
			ctx = invocation.WithArrival(ctx, invocation.Arrival{ID: secret.New(id)})
			go func() { out <- s.ask(ctx, by(id), userTask(0), freely) }()
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

// TestAReaderWhoseTimeIsUp gets the code of the service that took too long, while the flight goes
// on for the others.
func TestAReaderWhoseTimeIsUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		release := make(chan struct{})
		s := asking(io.Discard, func(ctx context.Context) (*source.Answer, error) {
			select {
			case <-release:
			case <-ctx.Done():
			}
			return &source.Answer{}, ctx.Err()
		})
		short, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		other := make(chan stream.Answer)
		hurried := make(chan stream.Answer)
		go func() { hurried <- s.ask(short, by("r1"), userTask(0), freely) }()
		go func() { other <- s.ask(t.Context(), by("r2"), userTask(0), freely) }()
		if got := <-hurried; got.Failure == nil || got.Failure.Error.Code != "player_timeout" {
			t.Errorf("got %+v", got)
		}
		close(release)
		if got := <-other; got.Failure != nil {
			t.Errorf("the other got %+v", got.Failure)
		}
	})
}

// TestAWaitForATurnBlamesNoService: AWS has not been asked while a question waits for its turn, so
// no code names it when the reader leaves or the time is up.
func TestAWaitForATurnBlamesNoService(t *testing.T) {
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
		for name, ask := range map[string]func(s *service, ctx context.Context, p task) string{
			"a view": func(s *service, ctx context.Context, p task) string {
				return s.ask(ctx, by("r"), p, freely).Failure.Error.Code
			},
			"a step": func(s *service, ctx context.Context, p task) string {
				f, _ := s.step(ctx, by("r"), p, source.Trial{})
				return f.Code
			},
		} {
			synctest.Test(t, func(t *testing.T) {
				var log bytes.Buffer
				s := asking(io.Discard, func(context.Context) (*source.Answer, error) {
					t.Errorf("%s, %s: AWS was asked", want, name)
					return &source.Answer{}, nil
				})
				s.Audit = audit.To(slog.NewJSONHandler(&log, nil),
					func(string) string { return "" }, func(err error) { t.Error(err) })
				p := userTask(0)
				p.Question.Place = "x"
				for person := range burst + 2 { // the next turn is in more than a second
					go func() { _ = s.Limit.Wait(t.Context(), p.quota(), fmt.Sprint(person)) }()
				}
				synctest.Wait()
				ctx, leave := end(t.Context())
				defer leave()
				got := ask(s, ctx, p)
				synctest.Wait()
				own := 1 // a step's is that of its call
				if name == "a step" {
					own = 0
				}
				if got != want || strings.Count(log.String(), `"outcome":"`+want+`"`) != own ||
					strings.Contains(log.String(), "player_") {
					t.Errorf("%s, %s: got %s, and the audit has %s", want, name, got, log.String())
				}
				time.Sleep(3 * time.Second)
			})
		}
	}
}

// TestAnUnknownKindAsksNobody: a plan of a kind that is not known has no keys, and is not taken for
// AWS's or Grafana's.
func TestAnUnknownKindAsksNobody(t *testing.T) {
	for _, kind := range []connection.Kind{"", "a kind of tomorrow"} {
		var log bytes.Buffer
		s := asking(io.Discard, func(context.Context) (*source.Answer, error) {
			t.Errorf("%q: a service was asked", kind)
			return &source.Answer{}, nil
		})
		s.Providers.Grafana = s.Providers.CloudWatch
		s.Audit = audit.To(slog.NewJSONHandler(&log, nil), func(string) string { return "" },
			func(err error) { t.Error(err) })
		p := userTask(0)
		p.Link.Kind = kind
		if got := s.ask(t.Context(), by("r"), p, freely); got.Failure == nil ||
			got.Failure.Error.Code != "unknown_kind" || got.Failure.Error.Message == "" {
			t.Errorf("%q: got %+v", kind, got)
		}
		if !strings.Contains(log.String(), `"outcome":"unknown_kind"`) {
			t.Errorf("%q: the audit has %s", kind, log.String())
		}
	}
}

// TestAKindThatIsNotOfferedAsksNobody: a grant can be older than the settings.
func TestAKindThatIsNotOfferedAsksNobody(t *testing.T) {
	s := asking(io.Discard, nil)
	s.Providers = Providers{}
	if got := s.ask(t.Context(), by("r"), userTask(0), freely); got.Failure == nil ||
		got.Failure.Error.Code != "not_offered" {
		t.Errorf("got %+v", got)
	}
}

// TestFlightsDifferInAnything: two tasks that a service, the fence or the customer's logs would
// tell apart are of two flights.
func TestFlightsDifferInAnything(t *testing.T) {
	seen := map[flightKey]string{task{}.key(): "nothing"}
	differs := func(name string, one task) {
		if twin, taken := seen[one.key()]; taken {
			t.Errorf("a task with %s joins the flight of one with %s", name, twin)
		}
		seen[one.key()] = name
	}
	differs("an installation", task{Installation: "x"})
	differs("a space", task{Space: "x"})
	differs("a site", task{Site: "x"})
	differs("a connection", task{Link: connection.Link{ID: "x"}})
	differs("a version", task{Link: connection.Link{Version: "x"}})
	question := reflect.TypeFor[source.Question]()
	for i := range question.NumField() {
		var one task
		reflect.ValueOf(&one.Question).Elem().Field(i).SetString("x")
		differs(question.Field(i).Name, one)
	}
	if question.NumField() == 0 {
		t.Error("a question has no fields")
	}
}

// TestAQuotaIsAConnections: no connection draws on another's, and each place has its own.
func TestAQuotaIsAConnections(t *testing.T) {
	base := task{Link: connection.Link{ID: "c-1"}, Installation: "i", Space: "1",
		Question: source.Question{Place: "eu-central-1"}}
	for name, change := range map[string]func(*task){
		"connection":   func(p *task) { p.Link.ID = "c-2" },
		"Region":       func(p *task) { p.Question.Place = "us-east-1" },
		"space":        func(p *task) { p.Space = "2" },
		"installation": func(p *task) { p.Installation = "j" },
	} {
		other := base
		change(&other)
		if other.quota() == base.quota() {
			t.Errorf("another %s draws on the same quota", name)
		}
	}
	changed := base
	changed.Link.Version, changed.Site, changed.Question.Text = "v2", "s", "x"
	if changed.quota() != base.quota() {
		t.Error("another question draws on another quota")
	}
}

// TestABusyLimiterIsOfItsConnection: the provider of a connection names its quota, and nothing is
// blamed on a provider for a kind that is not known.
func TestABusyLimiterIsOfItsConnection(t *testing.T) {
	s := asking(io.Discard, nil)
	busy := fmt.Errorf("waiting: %w", &limit.Busy{After: 3500 * time.Millisecond})
	for kind, want := range map[connection.Kind]string{
		connection.AWSRole: "player_busy", connection.AWSUser: "player_busy", "": "busy",
		"a kind of tomorrow": "busy",
	} {
		one := task{Link: connection.Link{Kind: kind}}
		if got := s.taskCode(one, busy); got != want {
			t.Errorf("the limiter of a connection of kind %q reports %s, want %s", kind, got, want)
		}
		if got := s.describe(busy, s.taskCode(one, busy), "r", toReaders).RetryAfter; got != 4 {
			t.Errorf("kind %q: to wait for %d s, want 4", kind, got)
		}
	}
	if got := code(busy); got != "busy" {
		t.Errorf("a limiter without a connection reports %s", got)
	}
}
