package service_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"pagewatch/internal/service"
	"pagewatch/internal/service/servicetest"
	"pagewatch/internal/sim/aws"
)

// The tests here delay AWS's answers while readers arrive, so that all calls are in flight at the
// same time. They run in bubbles of testing/synctest: synctest.Wait returns when every goroutine is
// blocked, and no time passes meanwhile.

// inTheAir runs a test on a backend with one linked role.
func inTheAir(t *testing.T, change func(*service.Settings),
	test func(t *testing.T, b *servicetest.Backend, id string)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		b := servicetest.NewInMemory(t, change)
		id := b.LinkRole(nil)
		b.Cloud.ResetCalls()
		test(t, b, id)
	})
}

// onBackend runs a test on a backend: on loopback, or, for a test that waits for a deadline, in a
// bubble in which the wait takes no time.
func onBackend(t *testing.T, waits bool, test func(t *testing.T, b *servicetest.Backend)) {
	t.Helper()
	if !waits {
		test(t, servicetest.New(t, nil))
		return
	}
	synctest.Test(t, func(t *testing.T) { test(t, servicetest.NewInMemory(t, nil)) })
}

// block delays AWS's answers about alarms until release is called.
func block(b *servicetest.Backend) (release func()) {
	held := make(chan struct{})
	b.Cloud.Inject(aws.Fault{Service: aws.CloudWatch, Until: held})
	return func() {
		b.Cloud.ClearFaults()
		close(held)
	}
}

// later runs do in a goroutine, and returns when that goroutine is blocked.
func later(do func() servicetest.Answer) <-chan servicetest.Answer {
	out := make(chan servicetest.Answer, 1)
	go func() { out <- do() }()
	synctest.Wait()
	return out
}

// viewer returns a function that requests a view.
func viewer(b *servicetest.Backend, c servicetest.Call,
	body servicetest.Map) func() servicetest.Answer {
	return func() servicetest.Answer { return b.Do(c, "POST", "/v1/views", body) }
}

// asked returns how many DescribeAlarms calls AWS received.
func asked(b *servicetest.Backend) int {
	n := 0
	for _, c := range b.Cloud.Calls() {
		if c.Action == "DescribeAlarms" {
			n++
		}
	}
	return n
}

// TestAThousandReadersAreOneCall: a popular page costs the customer one AssumeRole and one
// DescribeAlarms. Each reader gets the whole answer, is authorized and has an audit record. An
// answered flight is not joined.
func TestAThousandReadersAreOneCall(t *testing.T) {
	const readers = 1000
	inTheAir(t, nil, func(t *testing.T, b *servicetest.Backend, id string) {
		authorised, before := b.Confluence.Calls(), b.Audit.String()
		view := servicetest.View("inline", id+frankfurt)
		view["query"] = servicetest.Map{"namePrefix": "checkout-"}
		request := b.Request(servicetest.Call{Person: servicetest.Ravi}, "POST", "/v1/views", view)
		release := block(b)
		answers := make([]servicetest.Answer, readers)
		var wg sync.WaitGroup
		for i := range readers {
			wg.Go(func() { answers[i] = b.Serve(request()) })
		}
		synctest.Wait()
		if got := b.Confluence.Calls() - authorised; got != readers {
			t.Errorf("Confluence was asked %d times for %d readers", got, readers)
		}
		release()
		wg.Wait()
		wantWhole(t, answers[0].Records(b))
		wantSame(t, answers)
		wantCalls(t, b, "sts/AssumeRole", "cloudwatch/DescribeAlarms")
		wantJoined(t, strings.TrimPrefix(b.Audit.String(), before), readers, id)
		b.Cloud.ResetCalls()
		wantWhole(t, b.Serve(request()).Records(b))
		wantCalls(t, b, "sts/AssumeRole", "cloudwatch/DescribeAlarms")
	})
}

// wantSame checks that answers differ in the request's id alone.
func wantSame(t *testing.T, answers []servicetest.Answer) {
	t.Helper()
	first := requestIDs.ReplaceAllString(answers[0].Body, "")
	for i, answer := range answers {
		if requestIDs.ReplaceAllString(answer.Body, "") != first {
			t.Fatalf("reader %d got another answer than the first:\n%s", i, answer.Body)
		}
	}
}

// wantJoined checks that the audit names every reader of an answer: the one whose view called AWS,
// and each that joined it.
func wantJoined(t *testing.T, audit string, readers int, id string) {
	t.Helper()
	for record, want := range map[string]int{
		`"operation":"use of a connection","outcome":"ok"`: 2, // one for STS, one for CloudWatch
		`"operation":"joined a flight","outcome":"ok"`:     readers - 1,
		`"operation":"POST /v1/views","outcome":"ok"`:      readers,
	} {
		if got := strings.Count(audit, record); got != want {
			t.Errorf("%d audit records of %s, want %d", got, record, want)
		}
	}
	requests := map[string]bool{}
	for line := range strings.Lines(audit) {
		if !strings.Contains(line, `"joined a flight"`) {
			continue
		}
		requests[requestIDs.FindString(line)] = true
		for _, want := range []string{`"account":"`, servicetest.Installation, servicetest.Payments,
			id, "eu-central-1"} {
			if !strings.Contains(line, want) {
				t.Fatalf("no %s in %s", want, line)
			}
		}
	}
	if len(requests) != readers-1 {
		t.Errorf("%d readers are on record, want %d", len(requests), readers-1)
	}
}

// wantShared requests two views while AWS does not answer, one after the other, and checks whether
// they share its answer.
func wantShared(t *testing.T, b *servicetest.Backend, shared bool, first,
	second func() servicetest.Answer) {
	t.Helper()
	b.Cloud.ResetCalls()
	release := block(b)
	a, z := later(first), later(second)
	want := 2
	if shared {
		want = 1
	}
	if got := asked(b); got != want {
		t.Errorf("AWS was asked %d times, want %d", got, want)
	}
	release()
	for _, answer := range []servicetest.Answer{<-a, <-z} {
		if records := answer.Records(b); records[0].Type != "source" ||
			records[len(records)-1].Type != "end" {
			t.Errorf("got %s", answer.Body)
		}
	}
	if got := asked(b); got != want {
		t.Errorf("in the end AWS was asked %d times, want %d", got, want)
	}
}

// TestOnlyTheSameQuestionIsShared holds a row per difference that makes another question: AWS gets
// a second call while the first is in flight. The last rows differ in what makes no difference.
func TestOnlyTheSameQuestionIsShared(t *testing.T) {
	type fields = servicetest.Map
	rows := []struct {
		name   string
		call   servicetest.Call
		region string
		query  servicetest.Map
		shared bool
	}{
		{"another Region", servicetest.Call{}, "@us-east-1", nil, false},
		{"a name prefix", servicetest.Call{}, frankfurt, fields{"namePrefix": "checkout-"}, false},
		{"names", servicetest.Call{}, frankfurt, fields{"names": []string{"checkout-5xx"}}, false},
		{"kinds", servicetest.Call{}, frankfurt, fields{"kinds": []string{"metric"}}, false},
		{"an action", servicetest.Call{}, frankfurt, fields{"actionPrefix": "arn:aws:sns:"}, false},
		{"firing only", servicetest.Call{}, frankfurt, fields{"firingOnly": true}, false},
		{"without Auto Scaling", servicetest.Call{}, frankfurt,
			fields{"withoutAutoScaling": true}, false},
		{"another site", servicetest.Call{Site: servicetest.OtherSite}, frankfurt, nil, false},
		{"another person", servicetest.Call{Person: servicetest.Ravi}, frankfurt, nil, true},
		{"an empty query", servicetest.Call{}, frankfurt, fields{}, true},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			inTheAir(t, nil, func(t *testing.T, b *servicetest.Backend, id string) {
				body := servicetest.View("inline", id+row.region)
				if row.query != nil {
					body["query"] = row.query
				}
				wantShared(t, b, row.shared,
					viewer(b, servicetest.Call{}, servicetest.View("inline", id+frankfurt)),
					viewer(b, row.call, body))
			})
		})
	}
}

// TestAnotherPageIsAnotherQuestion: the next page of an answer is not the answer itself.
func TestAnotherPageIsAnotherQuestion(t *testing.T) {
	inTheAir(t, nil, func(t *testing.T, b *servicetest.Backend, id string) {
		first := viewer(b, servicetest.Call{}, servicetest.View("inline", id+"@us-east-1"))
		cursor := first().Records(b)[0].Cursor
		next := viewer(b, servicetest.Call{}, servicetest.View("inline", id+"@us-east-1@"+cursor))
		wantShared(t, b, false, first, next)
		wantShared(t, b, true, next, next)
	})
}

// TestTenantsNeverShare: another space and another installation that have linked the same role get
// calls of their own.
func TestTenantsNeverShare(t *testing.T) {
	for name, other := range map[string]servicetest.Call{
		"another space":        {Person: servicetest.Lena, Space: servicetest.Logistics},
		"another installation": {Installation: servicetest.OtherInstallation},
	} {
		t.Run(name, func(t *testing.T) {
			inTheAir(t, nil, func(t *testing.T, b *servicetest.Backend, id string) {
				b.Trust(servicetest.RoleARN, b.ExternalID(servicetest.Call{}), b.ExternalID(other))
				theirs := b.Create(other, servicetest.RoleDraft(nil))
				wantShared(t, b, false,
					viewer(b, servicetest.Call{}, servicetest.View("inline", id+frankfurt)),
					viewer(b, other, servicetest.View("inline", theirs+frankfurt)))
			})
		})
	}
}

// TestAGrantJoinsAView: a streamed view and an inline one ask the same question.
func TestAGrantJoinsAView(t *testing.T) {
	inTheAir(t, nil, func(t *testing.T, b *servicetest.Backend, id string) {
		grant := granted(t, b, id+frankfurt)
		wantShared(t, b, true,
			viewer(b, servicetest.Call{}, servicetest.View("inline", id+frankfurt)),
			func() servicetest.Answer { return b.Stream(grant, servicetest.Origin) })
	})
}

// TestAnIAMUsersViewsAreShared: the key of a flight contains no secret, and needs none.
func TestAnIAMUsersViewsAreShared(t *testing.T) {
	inTheAir(t, nil, func(t *testing.T, b *servicetest.Backend, _ string) {
		user := b.Create(servicetest.Call{}, b.UserDraft(true))
		view := viewer(b, servicetest.Call{}, servicetest.View("inline", user+frankfurt))
		wantShared(t, b, true, view, view)
	})
}

// TestAChangedConnectionIsNotJoined: a changed or removed connection does not join a flight that
// began before.
func TestAChangedConnectionIsNotJoined(t *testing.T) {
	inTheAir(t, nil, func(t *testing.T, b *servicetest.Backend, id string) {
		view := viewer(b, servicetest.Call{}, servicetest.View("inline", id+frankfurt))
		release := block(b)
		first := later(view)
		// the smallest of changes
		change := servicetest.Map{"connection": servicetest.Map{"name": "Renamed"}}
		if answer := b.Do(servicetest.Call{}, "PATCH", "/v1/connections/"+id,
			change); answer.Status != http.StatusOK {
			t.Fatalf("changing: %d %s", answer.Status, answer.Body)
		}
		changed := later(view)
		if answer := b.Do(servicetest.Call{}, "DELETE", "/v1/connections/"+id,
			nil); answer.Status != http.StatusOK {
			t.Fatalf("removing: %d %s", answer.Status, answer.Body)
		}
		if got := view().Records(b); got[0].Error.Code != "connection_not_found" {
			t.Errorf("a removed connection is joined: %+v", got)
		}
		release()
		wantWhole(t, (<-changed).Records(b))
		wantWhole(t, (<-first).Records(b))
		if got := asked(b); got != 2 {
			t.Errorf("AWS was asked %d times, want once for each version", got)
		}
	})
}

// TestATestAsksForItself: a step proves AWS's answer to itself, so it joins neither a reader's call
// nor another step's.
func TestATestAsksForItself(t *testing.T) {
	inTheAir(t, nil, func(t *testing.T, b *servicetest.Backend, id string) {
		saved := servicetest.Map{"id": id}
		steps := b.Test(servicetest.Call{}, saved, roleSteps[:6]...)
		b.Cloud.ResetCalls()
		release := block(b)
		view := later(viewer(b, servicetest.Call{}, servicetest.View("inline", id+frankfurt)))
		step := func() servicetest.Answer {
			return b.Try(servicetest.Call{}, saved, roleSteps[6], steps[5].Proof)
		}
		one, two := later(step), later(step)
		if got := asked(b); got != 3 {
			t.Errorf("AWS was asked %d times, want 3", got)
		}
		release()
		wantWhole(t, (<-view).Records(b))
		for _, answer := range []servicetest.Answer{<-one, <-two} {
			if !strings.Contains(answer.Body, `"outcome":"passed"`) {
				t.Errorf("the step: %d %s", answer.Status, answer.Body)
			}
		}
	})
}

// TestAFailureReachesEveryReader: each gets the code in words, with the id of their own request.
func TestAFailureReachesEveryReader(t *testing.T) {
	inTheAir(t, nil, func(t *testing.T, b *servicetest.Backend, id string) {
		held := make(chan struct{})
		fault := refuse(400, "Throttling")
		fault.Service, fault.Until = aws.CloudWatch, held
		b.Cloud.Inject(fault)
		var answers []<-chan servicetest.Answer
		for range 3 {
			answers = append(answers,
				later(viewer(b, servicetest.Call{}, servicetest.View("inline", id+frankfurt))))
		}
		close(held)
		var ids []string
		for _, answer := range answers {
			got := (<-answer).Records(b)[0].Error
			if got.Code != "aws_throttled" || got.RetryAfter != 5 ||
				slices.Contains(ids, got.RequestID) {
				t.Errorf("got %+v after %v", got, ids)
			}
			ids = append(ids, got.RequestID)
		}
		if got := strings.Count(b.Audit.String(),
			`"operation":"joined a flight","outcome":"aws_throttled"`); got != 2 || asked(b) != 1 {
			t.Errorf("%d readers are on record as having joined, want 2; AWS was asked %d times",
				got, asked(b))
		}
	})
}

// TestReadersWhoLeave: a reader that leaves does not cancel the call for the others; the last one
// does.
func TestReadersWhoLeave(t *testing.T) {
	inTheAir(t, nil, func(t *testing.T, b *servicetest.Backend, id string) {
		request := b.Request(servicetest.Call{}, "POST", "/v1/views",
			servicetest.View("inline", id+frankfurt))
		reader := func() (leave context.CancelFunc) {
			ctx, leave := context.WithCancel(t.Context())
			go b.ServeHTTP(httptest.NewRecorder(), request().WithContext(ctx))
			synctest.Wait()
			return leave
		}
		ended := func() int {
			return strings.Count(b.Audit.String(), `"operation":"DescribeAlarms"`)
		}
		release := block(b)
		defer release()
		leaveFirst, leaveSecond := reader(), reader()
		leaveFirst()
		synctest.Wait()
		if ended() != 0 || asked(b) != 1 {
			t.Errorf("%d calls ended, %d began: the second reader was taken along", ended(),
				asked(b))
		}
		leaveSecond()
		synctest.Wait()
		if audit := b.Audit.String(); ended() != 1 ||
			!strings.Contains(audit, `"outcome":"caller_gone"`) || strings.Contains(audit, "aws_") {
			t.Errorf("the call was not broken off, or somebody else is blamed for it:\n%s", audit)
		}
	})
}

// TestTheLastReadersTimeIsUp: a call to AWS that exceeds the deadline is a timeout of AWS, although
// it is cancelled.
func TestTheLastReadersTimeIsUp(t *testing.T) {
	inTheAir(t, nil, func(t *testing.T, b *servicetest.Backend, id string) {
		release := block(b)
		defer release()
		short, end := context.WithTimeout(t.Context(), time.Second)
		defer end()
		request := b.Request(servicetest.Call{}, "POST", "/v1/views",
			servicetest.View("inline", id+frankfurt))
		w := httptest.NewRecorder()
		b.ServeHTTP(w, request().WithContext(short))
		synctest.Wait()
		if audit := b.Audit.String(); !strings.Contains(w.Body.String(), `"code":"aws_timeout"`) ||
			!strings.Contains(audit, `"outcome":"aws_timeout"`) ||
			strings.Contains(audit, "caller_gone") {
			t.Errorf("the reader got %s, and the audit has\n%s", w.Body, audit)
		}
	})
}

// TestSharedAnswersAreReadOnly: readers of a fenced connection read one answer concurrently, under
// the race detector.
func TestSharedAnswersAreReadOnly(t *testing.T) {
	inTheAir(t, nil, func(t *testing.T, b *servicetest.Backend, _ string) {
		id := b.Create(servicetest.Call{},
			servicetest.RoleDraft(servicetest.Map{
				"name": "Fenced", "namePrefixes": []string{"checkout-"}}))
		release := block(b)
		view := viewer(b, servicetest.Call{}, servicetest.View("inline", id+frankfurt))
		var waiting []<-chan servicetest.Answer
		for range 20 {
			waiting = append(waiting, later(view))
		}
		release()
		var answers []servicetest.Answer
		for _, answer := range waiting {
			answers = append(answers, <-answer)
		}
		wantWhole(t, answers[0].Records(b))
		wantSame(t, answers)
	})
}
