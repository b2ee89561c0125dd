package stage_test

import (
	"net/http"
	"strings"
	"testing"

	"pagewatch/bench/stage"
)

// TestAStackInEveryTarget checks that all targets show the same rules, page by page, with their
// number of calls.
func TestAStackInEveryTarget(t *testing.T) {
	want := map[stage.Target]stage.Counts{
		stage.Container:       {Context: 1, Confluence: 1, Storage: 1, Stacks: 3},
		stage.Lambda:          {Confluence: 1, Storage: 1, Stacks: 3},
		stage.Yardstick:       {Stacks: 3},
		stage.YardstickLambda: {Stacks: 3},
	}
	for target, calls := range want {
		t.Run(string(target), func(t *testing.T) {
			t.Parallel()
			s := open(t, target, stage.Released, nil)
			id, err := s.LinkStack(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if err := s.SetRules(stage.Rules{Count: 30, Instances: 2, Pages: 3}); err != nil {
				t.Fatal(err)
			}
			view := s.RulesView(id)
			do(t, s, view) // fetches the key set
			before := s.Counts()
			answer := do(t, s, view)
			if got := s.Counts().Since(before); got != calls {
				t.Errorf("calls: %+v, want %+v", got, calls)
			}
			shown := strings.Count(string(answer.Body), `"type":"rule"`) +
				strings.Count(string(answer.Body), `"lastEvaluation":`)
			if answer.Status != http.StatusOK || shown != 30 {
				t.Errorf("%d rules: %d %.600s", shown, answer.Status, answer.Body)
			}
		})
	}
}
