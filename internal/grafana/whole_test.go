package grafana_test

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"pagewatch/internal/grafana"
	"pagewatch/internal/grafana/alert"
	"pagewatch/internal/grafana/stack"
	"pagewatch/internal/upstream"
)

// TestAFullListOfFolders: folders beyond the longest list may be in scope, so that no answer about
// folders is whole.
func TestAFullListOfFolders(t *testing.T) {
	for n, cut := range map[int]bool{4998: false, 4999: true} {
		list := `[{"uid":"prod"}` + strings.Repeat(`,{"uid":"x"}`, n) + `]`
		for _, row := range []struct {
			fence []string
			q     alert.Query
			cut   bool
		}{
			{[]string{"prod"}, alert.Query{}, cut},
			{nil, alert.Query{Folders: []string{"prod"}}, cut},
			{nil, alert.Query{}, false},
		} {
			s := &server{answers: map[string][]string{foldersPath: {list},
				rulesPath: {page("", "a1 prod Normal", "b1 sub Alerting")}}}
			answer, err := ask(t, s, fenced(row.fence...), row.q)
			if err != nil || answer.Truncated != row.cut {
				t.Errorf("%d folders, %+v: %+v, %v", n+1, row, answer, err)
			}
		}
	}
}

// TestRulesOutsideLeaveNoTrace: a fence answers about a dashboard outside of it as about none,
// however many rules it has.
func TestRulesOutsideLeaveNoTrace(t *testing.T) {
	labels := make([]string, 30)
	for i := range labels {
		labels[i] = fmt.Sprintf(`"l%02d":"%s"`, i, strings.Repeat("v", 200))
	}
	rule := `{"uid":"r","folderUid":"%s","name":"R","type":"%s","state":"firing","health":"ok",` +
		`"annotations":{"__dashboardUid__":"%s"},"labels":{` + strings.Join(labels, ",") + `}}`
	many := func(folder, kind, dashboard string) string {
		one := fmt.Sprintf(rule, folder, kind, dashboard)
		return `{"status":"success","data":{"groups":[{"rules":[` + one +
			strings.Repeat(","+one, 599) + `]}]}}`
	}
	for name, row := range map[string]struct {
		body string
		cut  bool
	}{
		"outside":                {many("dev", "alerting", "dash"), false},
		"recording rules inside": {many("prod", "recording", "dash"), false},
		"another dashboard":      {many("prod", "alerting", "x"), false},
		"nowhere":                {page(""), false},
		"inside":                 {many("prod", "alerting", "dash"), true},
	} {
		s := &server{answers: map[string][]string{foldersPath: {folders}, rulesPath: {row.body}}}
		answer, err := ask(t, s, fenced("prod"), alert.Query{Dashboard: "dash"})
		if err != nil || answer.Truncated != row.cut || (len(answer.Records) > 0) != row.cut {
			t.Errorf("%s: %+v, %v", name, answer, err)
		}
	}
}

// TestABrokenPage: what fires on the pages before it is shown, unless access was refused meanwhile.
// The audit has the error.
func TestABrokenPage(t *testing.T) {
	for status, code := range map[int]string{500: "", 429: "", 404: "",
		401: "grafana_token_invalid", 403: "grafana_forbidden"} {
		asked := 0
		p, call, used := stacked(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			if asked++; asked > 1 {
				w.WriteHeader(status)
			}
			_, _ = w.Write([]byte(page("more", "a1 prod Alerting")))
		}))
		question, err := p.Plan(fenced(), asking(alert.Query{}))
		if err != nil {
			t.Fatal(err)
		}
		answer, err := p.Ask(context.Background(), fenced(), question, call)
		if got := grafana.Code(stack.Kind, upstream.As(err)); got != code {
			t.Errorf("%d: %q, %v", status, got, err)
		}
		if err == nil && (!answer.Truncated || !slices.Equal(names(answer), []string{"a1"})) {
			t.Errorf("%d: %+v", status, answer)
		}
		if len(*used) != 2 || (*used)[1] == "rules ok" {
			t.Errorf("%d: %q", status, *used)
		}
	}
}

// TestLabelsThatWereCut: a rule fires also where the label of a filter is beyond those that are kept.
func TestLabelsThatWereCut(t *testing.T) {
	labels := make([]string, 30)
	for i := range labels {
		labels[i] = fmt.Sprintf(`"a%02d":"v"`, i)
	}
	many := strings.Join(labels, ",")
	long := `"svc":"` + strings.Repeat("a", 201) + `"`
	for _, row := range []struct {
		rule, instance string
		q              alert.Matcher
		shown          bool
	}{
		{many + `,"severity":"critical"`, ``, label("severity", "=", "critical"), true},
		{``, many + `,"severity":"critical"`, label("severity", "=", "critical"), true},
		{many, ``, label("severity", "=", "critical"), false},
		{many + `,"severity":"critical"`, ``, label("a00", "=", "other"), false},
		{long, ``, label("svc", "=~", "a+"), true},
		{long, ``, label("svc", "=", strings.Repeat("a", 200)), true},
		{`"svc":"a…"`, ``, label("svc", "=", "a"), false},
	} {
		s := &server{answers: map[string][]string{rulesPath: {`{"status":"success","data":{"groups":[
			{"rules":[{"uid":"r","state":"firing","health":"ok","labels":{` + row.rule +
			`},"alerts":[{"state":"Alerting","labels":{` + row.instance + `}}]}]}]}}`}}}
		answer, err := ask(t, s, fenced(), alert.Query{Labels: []alert.Matcher{row.q}})
		if err != nil || (len(answer.Records) == 1) != row.shown {
			t.Errorf("%+v: %+v, %v", row.q, answer, err)
		}
	}
}

// TestDashboardsOfRulesWithManyAnnotations: how many annotations a rule has does not matter.
func TestDashboardsOfRulesWithManyAnnotations(t *testing.T) {
	annotations := make([]string, 50)
	for i := range annotations {
		annotations[i] = fmt.Sprintf(`"A%02d":"v"`, i)
	}
	s := &server{answers: map[string][]string{rulesPath: {`{"status":"success","data":{"groups":[
		{"rules":[{"uid":"r","state":"firing","health":"ok","annotations":{` +
		strings.Join(annotations, ",") + `,"__dashboardUid__":"dash"}}]}]}}`}}}
	answer, err := ask(t, s, fenced(), alert.Query{Dashboard: "dash"})
	if err != nil || len(answer.Records) != 1 {
		t.Errorf("%+v, %v", answer, err)
	}
}
