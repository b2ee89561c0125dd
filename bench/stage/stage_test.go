package stage_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"pagewatch/bench/stage"
)

// open builds a home and sets its stage.
func open(t *testing.T, home stage.Home, variant stage.Variant,
	env map[string]string) *stage.Stage {
	t.Helper()
	if testing.Short() {
		t.Skip("with -short no program is built")
	}
	binary, err := stage.Build(t.Context(), t.TempDir(), home, variant)
	if err != nil {
		t.Fatal(err)
	}
	s, err := stage.Open(t.Context(),
		stage.Config{Home: home, Binary: binary, Env: env, Output: t.Output()})
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

// TestAViewInEveryHome: the same alarms come out of all of them, by as many calls as each home
// needs, and the program's CPU, memory and files can be seen.
func TestAViewInEveryHome(t *testing.T) {
	want := map[stage.Home]stage.Counts{
		stage.Container:       {Context: 1, Confluence: 1, Storage: 1, STS: 1, Alarms: 1},
		stage.Lambda:          {Confluence: 1, Storage: 1, STS: 1, Alarms: 1},
		stage.Yardstick:       {STS: 1, Alarms: 1, Extra: 2},
		stage.YardstickLambda: {STS: 1, Alarms: 1, Extra: 2},
	}
	for home, calls := range want {
		t.Run(string(home), func(t *testing.T) {
			t.Parallel()
			s := open(t, home, stage.Released, map[string]string{"EXTRA": "2"})
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

// alarms counts those of an answer, ours or the yardstick's.
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

// TestAStream: a function answers with a grant, and the grant opens.
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

// TestTheProbe: a probed program counts, and says so after a signal.
func TestTheProbe(t *testing.T) {
	for _, home := range []stage.Home{stage.Container, stage.Lambda, stage.Yardstick} {
		t.Run(string(home), func(t *testing.T) {
			t.Parallel()
			s := open(t, home, stage.Probed, stage.ProbeEnv(t.TempDir()))
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

// TestWhoIsRefused: a stage lets nobody in whom the platform would not.
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
