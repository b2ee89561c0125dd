package grafana_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"pagewatch/internal/budget"
	"pagewatch/internal/grafana"
	"pagewatch/internal/grafana/alert"
	"pagewatch/internal/upstream"
)

// heavy is a page of n rules of about 20 KB each in a folder.
func heavy(next, folder string, n int) string {
	labels := make([]string, 25)
	for i := range labels {
		labels[i] = fmt.Sprintf(`"l%d":"%s"`, i, strings.Repeat("v", 8))
	}
	instance := `{"state":"Normal","labels":{` + strings.Join(labels, ",") + `}}`
	rules := make([]string, n)
	for i := range rules {
		rules[i] = fmt.Sprintf(`{"uid":"r%s-%d","name":"Rule r","folderUid":"%s",`+
			`"state":"inactive","health":"ok","alerts":[%s]}`, next, i, folder,
			instance+strings.Repeat(","+instance, 19))
	}
	return `{"status":"success","data":{"groups":[{"rules":[` + strings.Join(rules, ",") +
		`]}],"groupNextToken":"` + next + `"}}`
}

// TestLongAnswers: pages together hold no more than one connection may, rules outside of the fence do
// not count, no page is asked for after too many bytes, and the memory is free afterwards.
func TestLongAnswers(t *testing.T) {
	junk := make([]string, 20)
	for i := range junk {
		junk[i] = strings.Replace(page(fmt.Sprint("n", i), fmt.Sprint("a", i, " prod Normal")), `{`,
			`{"x":"`+strings.Repeat("x", 1<<20)+`",`, 1)
	}
	for name, row := range map[string]struct {
		pages    []string
		fence    []string
		requests int
		rules    string
	}{
		"one page":               {[]string{heavy("", "prod", 100)}, nil, 1, "100 false"},
		"a page of too many":     {[]string{heavy("n", "prod", 200), page("", "a prod Normal")}, nil, 1, "150 true"},
		"two pages of too many":  {[]string{heavy("n", "prod", 100), heavy("", "prod", 100)}, nil, 2, "150 true"},
		"outside of the fence":   {[]string{heavy("n", "dev", 100), heavy("", "prod", 100)}, []string{"prod"}, 3, "100 false"},
		"too many bytes to read": {junk, nil, 8, "7 true"},
	} {
		s := &server{answers: map[string][]string{rulesPath: row.pages, foldersPath: {folders}}}
		p, call, _ := stacked(t, s)
		p.Memory = budget.OfAnswers()
		link := fenced(row.fence...)
		question, err := p.Plan(link, asking(alert.Query{}))
		if err != nil {
			t.Fatal(err)
		}
		answer, err := p.Ask(context.Background(), link, question, call)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		n := len(answer.Records)
		if n > 120 { // the exact number is the estimate's
			n = 150
		}
		if got := fmt.Sprint(n, " ", answer.Truncated); got != row.rules || len(s.asked) != row.requests {
			t.Errorf("%s: %s after %d requests", name, got, len(s.asked))
		}
		ctx, cancel := context.WithCancel(context.Background())
		cancel() // an Acquire that waits fails
		if _, err := p.Memory.Acquire(ctx, budget.Holder{}, budget.Longest); err != nil {
			t.Errorf("%s: memory is held: %v", name, err)
		}
	}
}

// TestNarrowed: an answer that leaves out anything says so, also where the fence alone does.
func TestNarrowed(t *testing.T) {
	for name, row := range map[string]struct {
		fence []string
		q     alert.Query
		want  bool
	}{
		"everything":  {nil, alert.Query{}, false},
		"a limit":     {nil, alert.Query{Limit: 1}, false},
		"a fence":     {[]string{"prod"}, alert.Query{}, true},
		"a folder":    {nil, alert.Query{Folders: []string{"prod"}}, true},
		"a rule":      {nil, alert.Query{Rules: []string{"a1"}}, true},
		"a dashboard": {nil, alert.Query{Dashboard: "dash"}, true},
		"states":      {nil, alert.Query{States: []alert.State{alert.Firing}}, true},
		"a label":     {nil, alert.Query{Labels: []alert.Matcher{label("team", "=", "a")}}, true},
	} {
		s := &server{answers: map[string][]string{foldersPath: {folders},
			rulesPath: {page("", "a1 prod Normal")}}}
		answer, err := ask(t, s, fenced(row.fence...), row.q)
		if err != nil || answer.Narrowed != row.want {
			t.Errorf("%s: %+v, %v", name, answer, err)
		}
	}
}

// TestAnEndedCallIsNoAnswer: rules are not filtered for a caller who has left.
func TestAnEndedCallIsNoAnswer(t *testing.T) {
	s := &server{answers: map[string][]string{rulesPath: {page("", "a1 prod Normal")}}}
	p, call, _ := stacked(t, s)
	ctx, cancel := context.WithCancel(context.Background())
	used := call.Used
	call.Used = func(trace upstream.Trace, outcome string) {
		used(trace, outcome)
		cancel() // once the rules have come
	}
	question, err := p.Plan(fenced(), asking(alert.Query{}))
	if err != nil {
		t.Fatal(err)
	}
	if answer, err := p.Ask(ctx, fenced(), question, call); err == nil {
		t.Errorf("%+v", answer)
	}
}

// TestPatternsThatEndAView: a question whose patterns need too much work on a stack's labels is not
// answered in part.
func TestPatternsThatEndAView(t *testing.T) {
	rules := make([]string, 1500)
	for i := range rules {
		rules[i] = fmt.Sprintf(`{"uid":"r%d","folderUid":"prod","state":"inactive","health":"ok",`+
			`"labels":{"x":"%0199d"},"alerts":[{"state":"Normal"}]}`, i, i)
	}
	s := &server{answers: map[string][]string{rulesPath: {
		`{"status":"success","data":{"groups":[{"rules":[` + strings.Join(rules, ",") + `]}]}}`}}}
	for value, code := range map[string]string{"0.*": "", "(?:.?.?){60}b": "grafana_timeout"} {
		_, err := ask(t, s, fenced(), alert.Query{Labels: []alert.Matcher{label("x", "=~", value)}})
		if got := grafana.Code("", upstream.As(err)); got != code {
			t.Errorf("%s: %q, want %q", value, got, code)
		}
	}
}
