package stack_test

import (
	"encoding/json"
	"errors"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"pagewatch/internal/grafana/rights"
	"pagewatch/internal/grafana/stack"
	"pagewatch/internal/input"
	"pagewatch/internal/proof"
	"pagewatch/internal/secret"
)

const wire = "../../../testdata/wire/"

// fields are the cases that the settings page checks too.
type fields struct {
	Hosts []struct{ Input, Host, Field, Fault string }
	// Tokens are in parts: a whole one in a file would look like a leak.
	Tokens []struct {
		Parts        []string
		Field, Fault string
	}
	Expiries []struct {
		Day  stack.Date
		Now  time.Time
		Days int
		Soon bool
	}
	Rights, Required []string
}

func read(t *testing.T, name string, to any) {
	t.Helper()
	raw, err := os.ReadFile(wire + name)
	if err == nil {
		err = json.Unmarshal(raw, to)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// says are the words of each fault, as far as they tell it from the others.
var says = map[string]string{
	"stack empty":      "Give the stack's address",
	"stack malformed":  "not the address of a stack",
	"stack spelling":   "small letters",
	"stack website":    "Grafana's website",
	"stack elsewhere":  "ends in .grafana.net",
	"stack service":    "another service",
	"token empty":      "Give the service account's token",
	"token incomplete": "incomplete",
	"token damaged":    "damaged",
	"token policy":     "cloud access policy",
	"token api-key":    "older Grafana",
	"token other":      "not a token of a service account",
}

func checkFault(t *testing.T, of string, err error, field, fault string) {
	t.Helper()
	if fault == "" {
		if err != nil {
			t.Errorf("%q: %v", of, err)
		}
		return
	}
	words, known := says[field+" "+fault]
	var wrong *input.Error
	if !known || !errors.As(err, &wrong) || wrong.Field != field ||
		!strings.Contains(err.Error(), words) {
		t.Errorf("%q: %v, want %s of %s", of, err, fault, field)
	}
}

func TestFieldsAsTheBrowserChecksThem(t *testing.T) {
	var golden fields
	read(t, "stack-fields.json", &golden)
	if len(golden.Hosts) == 0 || len(golden.Tokens) == 0 || len(golden.Expiries) == 0 {
		t.Fatal("no cases")
	}
	for _, row := range golden.Hosts {
		host, err := stack.ParseHost("stack", row.Input)
		checkFault(t, row.Input, err, row.Field, row.Fault)
		if host != row.Host {
			t.Errorf("%q: %q, want %q", row.Input, host, row.Host)
		}
	}
	for _, row := range golden.Tokens {
		err := stack.CheckToken("token", secret.New(strings.Join(row.Parts, "")))
		checkFault(t, strings.Join(row.Parts, "|"), err, row.Field, row.Fault)
	}
	for _, row := range golden.Expiries {
		if days, soon := row.Day.DaysLeft(row.Now); days != row.Days || soon != row.Soon {
			t.Errorf("%s: %d, %v", row.Day, days, soon)
		}
	}
	none := rights.Of(nil)
	if !slices.Equal(none.Missing, golden.Rights) || !slices.Equal(none.Blocking, golden.Required) {
		t.Errorf("the browser names %v and %v", golden.Rights, golden.Required)
	}
}

// TestBrowserKnowsTheSteps checks that the browser displays the steps that the backend asks for.
func TestBrowserKnowsTheSteps(t *testing.T) {
	var want map[string][]proof.Step
	read(t, "test-steps.json", &want)
	var got []proof.Step
	for _, q := range stack.Steps().Questions() {
		got = append(got, q.Step)
	}
	if !slices.Equal(got, want[stack.Kind]) {
		t.Errorf("%v, the browser has %v", got, want[stack.Kind])
	}
}
