package stage_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"pagewatch/bench/stage"
)

// open builds a target and opens its stage.
func open(t *testing.T, target stage.Target, variant stage.Variant,
	env map[string]string) *stage.Stage {
	t.Helper()
	if testing.Short() {
		t.Skip("with -short no program is built")
	}
	binary, err := stage.Build(t.Context(), t.TempDir(), target, variant)
	if err != nil {
		t.Fatal(err)
	}
	s, err := stage.Open(t.Context(),
		stage.Config{Target: target, Binary: binary, Env: env, Output: t.Output()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return s
}

func do(t *testing.T, s *stage.Stage, c stage.Call) stage.Answer {
	t.Helper()
	answer, err := s.Do(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	return answer
}

// TestAViewInEveryTarget checks that all targets show the same alarms with their number of calls,
// and that the program's CPU, memory and files can be measured.
func TestAViewInEveryTarget(t *testing.T) {
	want := map[stage.Target]stage.Counts{
		stage.Container:       {Context: 1, Confluence: 1, Storage: 1, STS: 1, Alarms: 1},
		stage.Lambda:          {Confluence: 1, Storage: 1, STS: 1, Alarms: 1},
		stage.Yardstick:       {STS: 1, Alarms: 1, Extra: 2},
		stage.YardstickLambda: {STS: 1, Alarms: 1, Extra: 2},
	}
	for target, calls := range want {
		t.Run(string(target), func(t *testing.T) {
			t.Parallel()
			s := open(t, target, stage.Released, map[string]string{"EXTRA": "2"})
			id, err := s.Link(t.Context(), "eu-central-1", "us-east-1")
			if err != nil {
				t.Fatal(err)
			}
			if err := s.SetAlarms(10, "us-east-1"); err != nil {
				t.Fatal(err)
			}
			view := s.View("inline", id+"@us-east-1")
			do(t, s, view) // fetches the key set
			before, used := s.Counts(), cpu(t, s)
			answer := do(t, s, view)
			if got := s.Counts().Since(before); got != calls {
				t.Errorf("calls: %+v, want %+v", got, calls)
			}
			if answer.Status != http.StatusOK || alarms(answer) != 10 {
				t.Errorf("%d alarms: %d %.600s", alarms(answer), answer.Status, answer.Body)
			}
			if answer.First == 0 || answer.Last < answer.First {
				t.Errorf("came after %v and %v", answer.First, answer.Last)
			}
			if more := cpu(t, s) - used; more <= 0 || more > 5*time.Second {
				t.Errorf("a view took %v of CPU", more)
			}
			memory, err := s.Memory()
			if err != nil || memory.Resident < 4<<20 || memory.Peak < memory.Resident ||
				memory.Threads == 0 {
				t.Errorf("%+v, %v", memory, err)
			}
		})
	}
}

// alarms counts the alarms of an answer of Pagewatch or the yardstick.
func alarms(a stage.Answer) int {
	return strings.Count(string(a.Body), `"type":"alarm"`) +
		strings.Count(string(a.Body), `"AlarmArn":`)
}

func cpu(t *testing.T, s *stage.Stage) time.Duration {
	t.Helper()
	used, err := s.CPU()
	if err != nil {
		t.Fatal(err)
	}
	return used
}

// TestAStream checks that a function answers with a grant, and that the grant opens.
func TestAStream(t *testing.T) {
	s := open(t, stage.Lambda, stage.Released, nil)
	id, err := s.Link(t.Context(), "us-east-1")
	if err != nil {
		t.Fatal(err)
	}
	var granted struct{ Grant string }
	if err := do(t, s, s.View("stream", id+"@us-east-1")).Into(&granted); err != nil ||
		granted.Grant == "" {
		t.Fatal("no grant", err)
	}
	if answer := do(t, s, stage.Opening(granted.Grant)); alarms(answer) != 100 {
		t.Errorf("%d alarms: %d %.600s", alarms(answer), answer.Status, answer.Body)
	}
}

// TestTheProbe checks that a probed program counts and writes its counters on a signal.
func TestTheProbe(t *testing.T) {
	for _, target := range []stage.Target{stage.Container, stage.Lambda, stage.Yardstick} {
		t.Run(string(target), func(t *testing.T) {
			t.Parallel()
			s := open(t, target, stage.Probed, stage.ProbeEnv(t.TempDir()))
			id, err := s.Link(t.Context(), "us-east-1")
			if err != nil {
				t.Fatal(err)
			}
			do(t, s, s.View("inline", id+"@us-east-1"))
			before, err := s.Probe()
			if err != nil || before.Goroutines == 0 {
				t.Fatalf("%+v, %v", before, err)
			}
			do(t, s, s.View("inline", id+"@us-east-1"))
			if after, err := s.Probe(); err != nil || after.Mallocs-before.Mallocs < 1000 {
				t.Errorf("%+v after %+v, %v", after, before, err)
			}
		})
	}
}

// TestWhoIsRefused checks that a stage refuses calls that the platform would refuse.
func TestWhoIsRefused(t *testing.T) {
	s := open(t, stage.Container, stage.Released, nil)
	if answer := do(t, s,
		stage.Call{Method: http.MethodGet, Path: "/v1/settings", Token: "forged",
			Platform: true}); answer.Status != http.StatusUnauthorized {
		t.Errorf("a forged token: %d", answer.Status)
	}
	if _, err := s.Do(t.Context(),
		stage.Call{Method: http.MethodGet, Path: "/v1/settings", Token: "forged"}); err == nil {
		t.Error("a forged token is held")
	}
	if answer := do(t, s,
		stage.Call{Method: http.MethodGet, Path: "/v1/settings",
			Person: stage.Reader}); answer.Status != http.StatusForbidden {
		t.Errorf("a reader's settings: %d", answer.Status)
	}
}
