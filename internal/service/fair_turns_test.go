package service_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"pagewatch/internal/service"
	"pagewatch/internal/service/servicetest"
)

// flood calls do from twelve loops until stop is called, and returns when each loop waits.
func flood(t *testing.T, do func(n int64)) (stop func()) {
	var n atomic.Int64
	var wg sync.WaitGroup
	ctx, cancel := context.WithCancel(t.Context())
	for range 12 {
		wg.Go(func() {
			for ctx.Err() == nil {
				do(n.Add(1))
				time.Sleep(250 * time.Millisecond)
			}
		})
	}
	synctest.Wait()
	return func() { cancel(); wg.Wait() }
}

// about is a view of one source whose question is about that prefix.
func about(id, prefix string) servicetest.Map {
	body := servicetest.View("inline", id+frankfurt)
	body["query"] = servicetest.Map{"namePrefix": prefix}
	return body
}

// TestAReaderTakesNobodysTurns: one reader asks another question each time, from twelve loops. All
// views of another are answered, also those of a page with three questions.
func TestAReaderTakesNobodysTurns(t *testing.T) {
	inTheAir(t, func(s *service.Settings) { s.AlarmRate = 2 },
		func(t *testing.T, b *servicetest.Backend, id string) {
			var asked, refused atomic.Int64
			ravi := servicetest.Call{Person: servicetest.Ravi}
			stop := flood(t, func(n int64) {
				asked.Add(1)
				got := viewer(b, ravi, about(id, fmt.Sprint(n)))().Records(b)[0]
				if got.Type == "error" {
					refused.Add(1)
				}
			})
			for i := range 6 {
				time.Sleep(1700 * time.Millisecond)
				var page []<-chan servicetest.Answer
				for q := range 1 + i%3 {
					page = append(page,
						later(viewer(b, servicetest.Call{}, about(id, fmt.Sprint("ada-", q)))))
				}
				for _, answer := range page {
					if got := (<-answer).Records(b)[0]; got.Type != "source" {
						t.Errorf("page %d: %+v", i, got)
					}
				}
			}
			stop()
			if refused.Load() < asked.Load()/2 {
				t.Errorf("%d of %d questions of the flood are refused", refused.Load(),
					asked.Load())
			}
			audit := b.Audit.String()
			if got := strings.Count(audit, `"outcome":"aws_busy"`); got != int(refused.Load()) {
				t.Errorf("%d refusals leave %d records", refused.Load(), got)
			}
		})
}

// TestAJoinedReaderIsNotRefusedForAnother: a question waits as the last of one reader's many, and
// another joins it. When the first reader's place is lost, the other's turn is their own.
func TestAJoinedReaderIsNotRefusedForAnother(t *testing.T) {
	inTheAir(t, func(s *service.Settings) { s.AlarmRate = 2 },
		func(t *testing.T, b *servicetest.Backend, id string) {
			ravi := servicetest.Call{Person: servicetest.Ravi}
			var last <-chan servicetest.Answer
			for i := range 10 {
				last = later(viewer(b, ravi, about(id, fmt.Sprint(i))))
			}
			joined := later(viewer(b, servicetest.Call{}, about(id, "9")))
			other := later(viewer(b, servicetest.Call{}, about(id, "another")))
			if got := (<-last).Records(b)[0]; got.Error.Code != "aws_busy" {
				t.Errorf("the first reader's last question: %+v", got)
			}
			for name, answer := range map[string]<-chan servicetest.Answer{
				"the joined question": joined, "the other": other} {
				if got := (<-answer).Records(b)[0]; got.Type != "source" {
					t.Errorf("%s: %+v", name, got)
				}
			}
			if strings.Contains(b.Audit.String(), `"joined a flight","outcome":"aws_busy"`) {
				t.Error("a refusal of the first reader is on record as the other's")
			}
			synctest.Wait()
			time.Sleep(3 * time.Second)
		})
}

// TestAFloodOfTestsHarmsNoOtherCustomer: an admin of one space asks for a role that is not theirs
// from twelve loops. What reaches STS is bounded. Another space tests, and another installation
// with a space of the same id tests and views, without a wait.
func TestAFloodOfTestsHarmsNoOtherCustomer(t *testing.T) {
	inTheAir(t, nil, func(t *testing.T, b *servicetest.Backend, id string) {
		b.StepRate = 0
		b.Reconfigure(nil)
		stranger := servicetest.Call{Installation: servicetest.OtherInstallation}
		foreign := body(servicetest.RoleDraft(servicetest.Map{
			"roleArn": "arn:aws:iam::999999999999:role/AnythingAtAll"}))
		proof := b.Test(stranger, foreign, "principal")[0].Proof
		b.Cloud.ResetCalls()
		began := time.Now()
		stop := flood(t, func(int64) {
			var s servicetest.Step
			b.Try(stranger, foreign, "assume", proof).Into(b, &s)
			if s.Outcome == "inconclusive" && (s.Error.Code != "aws_busy" || s.RetryAfter == 0) {
				t.Errorf("a step without a turn: %+v", s)
			}
		})
		neighbour := stranger
		neighbour.Person, neighbour.Space = servicetest.Lena, servicetest.Logistics
		if got := b.Test(neighbour, foreign, "principal")[0]; got.Outcome != "passed" {
			t.Errorf("another space of the installation: %+v", got)
		}
		steps := b.Test(servicetest.Call{}, servicetest.Map{"id": id}, roleSteps...)
		if took := time.Since(began); took > 0 || len(steps) != len(roleSteps) ||
			!steps[len(steps)-1].Complete {
			t.Errorf("the test of another installation took %v: %+v", took, steps)
		}
		time.Sleep(10 * time.Second)
		view := viewer(b, servicetest.Call{}, servicetest.View("inline", id+frankfurt))
		if got := view().Records(b)[0]; got.Type != "source" {
			t.Errorf("the view: %+v", got)
		}
		asked := 0
		for _, call := range b.Cloud.Calls() {
			if strings.Contains(call.RoleARN, "AnythingAtAll") {
				asked++
			}
		}
		// nine at once after the first step, then one a second
		if asked < 18 || asked > 20 {
			t.Errorf("STS was asked for the stranger's role %d times within 10 s", asked)
		}
		stop()
	})
}

// TestNoStepGoesWithoutATurn: once the turns are taken, every step that asks AWS is inconclusive
// and asks nothing.
func TestNoStepGoesWithoutATurn(t *testing.T) {
	inTheAir(t, func(s *service.Settings) { s.AlarmRate = 0.1 },
		func(t *testing.T, b *servicetest.Backend, _ string) {
			b.StepRate = 0.1
			b.Reconfigure(nil)
			for kind, draft := range map[string]servicetest.Map{
				"aws-role": servicetest.RoleDraft(servicetest.Map{"regions": []string{"eu-central-1"}}),
				"aws-user": b.UserDraft(true),
			} {
				proof := b.Proof(servicetest.Call{}, draft)
				for _, step := range servicetest.Steps(kind, "eu-central-1") {
					try := func() (s servicetest.Step) {
						b.Try(servicetest.Call{}, body(draft), step, proof).Into(b, &s)
						return s
					}
					for range 10 {
						try()
					}
					b.Cloud.ResetCalls()
					if got := try(); got.Outcome != "inconclusive" || got.Error.Code != "aws_busy" ||
						got.RetryAfter != 10 {
						t.Errorf("%s, %s: %+v", kind, step, got)
					}
					wantCalls(t, b)
				}
			}
		})
}
