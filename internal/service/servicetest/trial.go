package servicetest

import (
	"net/http"
	"strings"
)

// Step is an answer of POST /v1/connections/test.
type Step struct {
	Step, Region, Outcome string
	Complete              bool
	Proof                 string
	RetryAfter            int
	Alarms                *int
	NamePrefix            string
	Account, Composites   string
	Notes                 []struct {
		Code  string
		About []string
	}
	Error struct{ Code, Message, Hint, RequestID string }
}

// Steps are the steps of a role's or a user's test in order, alarms as alarms@region.
func Steps(kind string, regions ...string) []string {
	steps := []string{"identity"}
	if kind == "aws-role" {
		steps = []string{"principal", "assume", "refuse-missing", "refuse-random", "refuse-foreign",
			"refuse-sibling"}
	}
	for _, region := range regions {
		steps = append(steps, "alarms@"+region)
	}
	return append(steps, "composites")
}

// Try runs one step, written as step or step@region. body selects what to test: {"connection":
// draft}, or {"id": …}.
func (b *Backend) Try(c Call, body Map, step, proof string) Answer {
	b.t.Helper()
	name, region, _ := strings.Cut(step, "@")
	asked := Map{"step": name, "region": region, "proof": proof}
	for field, value := range body {
		asked[field] = value
	}
	return b.Do(c, http.MethodPost, "/v1/connections/test", asked)
}

// Test runs the steps one after the other, as the settings page does, and returns every answer. It
// continues after a step that did not pass for as long as the backend allows it.
func (b *Backend) Test(c Call, body Map, steps ...string) []Step {
	b.t.Helper()
	var out []Step
	proof := ""
	for _, step := range steps {
		answer := b.Try(c, body, step, proof)
		if answer.Status != http.StatusOK {
			break
		}
		var s Step
		answer.Into(b, &s)
		proof = s.Proof
		out = append(out, s)
	}
	return out
}
