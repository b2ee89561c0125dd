package service_test

import (
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"pagewatch/internal/service/servicetest"
	simaws "pagewatch/internal/sim/aws"
)

// TestADenialSaysWhetherPagesGoOn: where AWS denies the role with the new External ID, the step
// asks with the former one too, and says that pages go on only where AWS accepts that. Each call
// has its record, and the former ID's keys allow nothing. The connection counts as failed only where
// AWS refuses both.
func TestADenialSaysWhetherPagesGoOn(t *testing.T) {
	for name, row := range map[string]struct {
		trust    func(fresh, old string) []string
		after    simaws.Fault // of the second call
		code     string
		outcomes []string
		last     string // what the settings say of the last test; it passed before
	}{
		"the former alone": {func(_, old string) []string { return []string{old} },
			simaws.Fault{}, "trust_new_id", []string{"aws_assume_denied", "ok"}, "passed"},
		"neither": {func(fresh, _ string) []string { return []string{fresh + "x"} },
			simaws.Fault{}, "trust_neither_id",
			[]string{"aws_assume_denied", "aws_assume_denied"}, "failed"},
		"the former is throttled": {func(_, old string) []string { return []string{old} },
			simaws.Fault{Do: simaws.FaultError, Code: "Throttling"}, "trust_former_unknown",
			[]string{"aws_assume_denied", "aws_sts_throttled"}, "passed"},
		"half an answer about the former": {func(_, old string) []string { return []string{old} },
			simaws.Fault{Do: simaws.FaultReset}, "trust_former_unknown",
			[]string{"aws_assume_denied", "aws_bad_answer"}, "passed"},
		"an unexplained refusal of the former": {func(_, old string) []string { return []string{old} },
			simaws.Fault{Do: simaws.FaultHTML, Status: 403}, "trust_former_unknown",
			[]string{"aws_assume_denied", "aws_assume_denied"}, "passed"},
	} {
		t.Run(name, func(t *testing.T) {
			r := newRotation(t)
			fresh := r.begin().ExternalID
			r.Trust(servicetest.RoleARN, row.trust(fresh, r.old)...)
			own := servicetest.Map{"id": r.first}
			proof := r.Test(servicetest.Call{}, own, "principal")[0].Proof
			r.Cloud.ResetCalls()
			before := len(r.Audit.String())
			r.Cloud.Inject(simaws.Fault{Action: "AssumeRole", Times: 1})
			row.after.Action = "AssumeRole"
			r.Cloud.Inject(row.after)
			var got servicetest.Step
			r.Try(servicetest.Call{}, own, "assume", proof).Into(r.Backend, &got)
			if got.Outcome != "failed" || got.Error.Code != row.code || got.RetryAfter == 0 {
				t.Errorf("got %+v, want %s", got, row.code)
			}
			wantAsked(t, r, fresh, r.old)
			if got := assumed(r.Audit.String()[before:]); !slices.Equal(got, row.outcomes) {
				t.Errorf("on record are %q, want %q", got, row.outcomes)
			}
			if got := r.settings().Connections[0].Test.Outcome; got != row.last {
				t.Errorf("the last test %s, want %s", got, row.last)
			}
		})
	}
}

// wantAsked checks that AWS was asked for the role with these External IDs in turn, and that only
// the first one's keys would have allowed anything.
func wantAsked(t *testing.T, r *rotation, ids ...string) {
	t.Helper()
	calls := r.Cloud.Calls()
	if len(calls) != len(ids) {
		t.Fatalf("AWS was asked %d times, want %d", len(calls), len(ids))
	}
	for i, call := range calls {
		if call.ExternalID != ids[i] ||
			strings.Contains(call.SessionPolicy, `"Effect":"Allow"`) != (i == 0) {
			t.Errorf("call %d: %+v", i+1, call)
		}
	}
}

// assumed returns the outcomes of calls for the step "assume", as the audit has them.
func assumed(audited string) []string {
	var out []string
	for line := range strings.Lines(audited) {
		_, rest, _ := strings.Cut(line, `"operation":"test of a connection: assume","outcome":"`)
		if outcome, _, found := strings.Cut(rest, `"`); found {
			out = append(out, outcome)
		}
	}
	return out
}

// TestAChangedRoleIsNotAskedWithTheFormerID: pages do not use the role of a change, so its answer
// would say nothing about them.
func TestAChangedRoleIsNotAskedWithTheFormerID(t *testing.T) {
	r := newRotation(t)
	fresh := r.begin().ExternalID
	other := servicetest.Map{"id": r.first, "connection": servicetest.Map{
		"roleArn": "arn:aws:iam::111122223333:role/PagewatchElsewhere"}}
	proof := r.Test(servicetest.Call{}, other, "principal")[0].Proof
	r.Cloud.ResetCalls()
	var got servicetest.Step
	r.Try(servicetest.Call{}, other, "assume", proof).Into(r.Backend, &got)
	if got.Error.Code != "aws_assume_denied" {
		t.Errorf("got %+v", got)
	}
	wantAsked(t, r, fresh)
}

// TestTestsOfAWaitingConnectionAreKept: a fault that has nothing to do with the External ID is one
// of the pages too. A test that ends with the new ID alone drops an earlier failure once the former
// works again.
func TestTestsOfAWaitingConnectionAreKept(t *testing.T) {
	steps := servicetest.Steps("aws-role", "eu-central-1", "us-east-1")
	for name, row := range map[string]struct {
		spoil func(r *rotation, fresh string)
		ask   []string
		want  string
	}{
		"a role that lets in everybody": {func(r *rotation, _ string) {
			if err := r.Cloud.PutTrustPolicy(servicetest.RoleARN, trust(r.Backend, "")); err != nil {
				t.Fatal(err)
			}
		}, steps, "failed"},
		"alarms denied": {func(r *rotation, fresh string) {
			r.Trust(servicetest.RoleARN, fresh, r.old)
			r.Cloud.Inject(simaws.Fault{Action: "DescribeAlarms", Do: simaws.FaultError,
				Code: "AccessDenied", Status: 403})
		}, steps, "failed"},
		"the former again": {func(r *rotation, fresh string) {
			r.Trust(servicetest.RoleARN, fresh+"x")
			r.Test(servicetest.Call{}, servicetest.Map{"id": r.first}, "principal", "assume")
			r.Trust(servicetest.RoleARN, r.old)
		}, []string{"principal", "assume"}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			r := newRotation(t)
			row.spoil(r, r.begin().ExternalID)
			r.Test(servicetest.Call{}, servicetest.Map{"id": r.first}, row.ask...)
			if got := r.settings().Connections[0].Test.Outcome; got != row.want {
				t.Errorf("the last test %q, want %q", got, row.want)
			}
		})
	}
}

// TestTheFormerIDTakesATurn: without one more turn, the step does not ask with the former External
// ID, and says that the answer is not known.
func TestTheFormerIDTakesATurn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) { // no turn comes back while the others are taken
		r := rotationOn(t, servicetest.NewInMemory(t, nil))
		fresh := r.begin().ExternalID
		r.StepRate = 0.1
		r.Reconfigure(nil)
		own := servicetest.Map{"id": r.first}
		var proof string
		for range 9 { // the tenth turn is the step's own
			proof = r.Test(servicetest.Call{}, own, "principal")[0].Proof
		}
		r.Cloud.ResetCalls()
		var got servicetest.Step
		r.Try(servicetest.Call{}, own, "assume", proof).Into(r.Backend, &got)
		if got.Outcome != "failed" || got.Error.Code != "trust_former_unknown" {
			t.Errorf("got %+v", got)
		}
		wantAsked(t, r, fresh)
	})
}

// TestADenialOfAMovedConnectionNamesTheNewID: pages do not use the former External ID any more, so
// AWS is not asked with it. The connection stays moved, and its test is kept with the code.
func TestADenialOfAMovedConnectionNamesTheNewID(t *testing.T) {
	r := newRotation(t)
	fresh := r.begin().ExternalID
	r.Trust(servicetest.RoleARN, fresh, r.old)
	r.passes(r.first, "eu-central-1", "us-east-1")
	r.Trust(servicetest.RoleARN, r.old)
	own := servicetest.Map{"id": r.first}
	proof := r.Test(servicetest.Call{}, own, "principal")[0].Proof
	r.Cloud.ResetCalls()
	var got servicetest.Step
	r.Try(servicetest.Call{}, own, "assume", proof).Into(r.Backend, &got)
	if got.Outcome != "failed" || got.Error.Code != "trust_needs_new_id" ||
		!strings.Contains(got.Error.Hint, "new External ID") {
		t.Errorf("got %+v", got)
	}
	wantAsked(t, r, fresh)
	after := r.settings()
	results := after.Connections[0].Test.Results
	if after.state(r.first) != "moved" || results[len(results)-1].Code != "trust_needs_new_id" {
		t.Errorf("it is %s after %+v", after.state(r.first), results)
	}
}
