package grafana_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"pagewatch/internal/connection"
	"pagewatch/internal/grafana"
	"pagewatch/internal/grafana/alert"
	"pagewatch/internal/grafana/client"
	"pagewatch/internal/grafana/stack"
	"pagewatch/internal/grafana/stack/stacktest"
	"pagewatch/internal/source"
	"pagewatch/internal/upstream"
)

var now = time.Date(2026, 11, 29, 12, 0, 0, 0, time.UTC)

// server is a stack that answers each path with a fixed body, page after page.
type server struct {
	answers map[string][]string
	status  int
	asked   []string
}

func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	n := 0
	for _, earlier := range s.asked {
		if path, _, _ := strings.Cut(earlier, "?"); path == r.URL.Path {
			n++
		}
	}
	s.asked = append(s.asked, r.RequestURI)
	bodies := s.answers[r.URL.Path]
	if len(bodies) == 0 {
		w.WriteHeader(http.StatusNotFound)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	if s.status != 0 {
		w.WriteHeader(s.status)
	}
	_, _ = w.Write([]byte(bodies[min(n, len(bodies)-1)]))
}

// stacked returns a provider whose stacks are the server, and a call of it.
func stacked(t *testing.T, s http.Handler) (*grafana.Provider, source.Call, *[]string) {
	t.Helper()
	backend := httptest.NewServer(s)
	t.Cleanup(backend.Close)
	p := &grafana.Provider{Now: func() time.Time { return now },
		Stacks: client.New(client.Settings{Client: backend.Client(), Origin: backend.URL,
			Now: func() time.Time { return now }})}
	var used []string
	return p, source.Call{
		Code: func(err error) string {
			if err == nil {
				return "ok"
			}
			return grafana.Code(stack.Kind, upstream.As(err))
		},
		Used: func(trace upstream.Trace, outcome string) {
			used = append(used, trace.Operation+" "+outcome)
		},
	}, &used
}

// fenced is a connection limited to folders.
func fenced(uids ...string) connection.Link {
	target := stack.Target{Identity: stack.Identity{Stack: "example.grafana.net"},
		Token: stacktest.Token("a")}
	for _, uid := range uids {
		target.Folders = append(target.Folders, stack.Folder{UID: uid})
	}
	var link connection.Link
	link.Kind, link.Target.Grafana = connection.Grafana, &target
	return link
}

const (
	rulesPath   = "/api/prometheus/grafana/api/v1/rules"
	foldersPath = "/api/search"
	folders     = `[{"uid":"prod","title":"Production"},{"uid":"pay","title":"Payments","folderUid":"prod"},
		{"uid":"dev","title":"Development"}]`
)

// page is a page of rules: "uid folder state" each.
func page(next string, rules ...string) string {
	var all []map[string]any
	for _, text := range rules {
		f := strings.Fields(text)
		state := map[string]string{"Alerting": "firing", "Pending": "pending"}[f[2]]
		if state == "" {
			state = "inactive"
		}
		all = append(all, map[string]any{"uid": f[0], "folderUid": strings.Trim(f[1], "-"),
			"name": "Rule " + f[0], "state": state, "health": "ok", "lastEvaluation": now,
			"labels":      map[string]string{"team": f[0][:1]},
			"annotations": map[string]string{"__dashboardUid__": "dash", "__panelId__": "2"},
			"alerts":      []map[string]any{{"state": f[2]}}})
	}
	out, _ := json.Marshal(map[string]any{"status": "success", "data": map[string]any{
		"groups": []any{map[string]any{"name": "g", "rules": all}}, "groupNextToken": next}})
	return string(out)
}

func label(name, op, value string) alert.Matcher {
	return alert.Matcher{Name: name, Op: op, Value: value}
}

// asking is a source whose author confirmed the stack of fenced.
func asking(q alert.Query) source.Source {
	return source.Source{Account: "example.grafana.net", Alerts: &q}
}

// ask answers a source on a connection.
func ask(t *testing.T, s *server, link connection.Link, q alert.Query) (*source.Answer, error) {
	t.Helper()
	p, call, _ := stacked(t, s)
	question, err := p.Plan(link, asking(q))
	if err != nil {
		t.Fatal(err)
	}
	return p.Ask(context.Background(), link, question, call)
}

func names(a *source.Answer) (uids []string) {
	for _, r := range a.Records {
		uids = append(uids, strings.TrimPrefix(r.Row().Name, "Rule "))
	}
	return uids
}

// TestAnswers holds a row per question: what of the stack's rules comes.
func TestAnswers(t *testing.T) {
	first := page("more", "a1 prod Normal", "a2 pay Alerting", "b1 dev Pending")
	second := page("", "b2 dev Normal", "c1 pay Normal")
	for name, row := range map[string]struct {
		fence []string
		q     alert.Query
		want  string
	}{
		"everything":               {nil, alert.Query{}, "[a2 b1 a1 b2 c1] truncated false missing false left 0"},
		"a fence":                  {[]string{"pay"}, alert.Query{}, "[a2 c1] truncated false missing false left 0"},
		"subfolders":               {[]string{"prod"}, alert.Query{}, "[a2 a1 c1] truncated false missing false left 0"},
		"half a fence":             {[]string{"dev", "gone"}, alert.Query{}, "[b1 b2] truncated false missing true left 0"},
		"a folder":                 {nil, alert.Query{Folders: []string{"dev"}}, "[b1 b2] truncated false missing false left 0"},
		"a folder inside a fence":  {[]string{"prod"}, alert.Query{Folders: []string{"pay"}}, "[a2 c1] truncated false missing false left 0"},
		"rules":                    {nil, alert.Query{Rules: []string{"a1", "c1"}}, "[a1 c1] truncated false missing false left 0"},
		"a lost rule":              {nil, alert.Query{Rules: []string{"a1", "zz"}}, "[a1] truncated false missing true left 0"},
		"a rule outside the fence": {[]string{"dev"}, alert.Query{Rules: []string{"a1"}}, "[] truncated false missing true left 0"},
		"a label":                  {nil, alert.Query{Labels: []alert.Matcher{label("team", "=", "b")}}, "[b1 b2] truncated false missing false left 3 firing"},
		"not a label":              {nil, alert.Query{Labels: []alert.Matcher{label("team", "!=", "b")}}, "[a2 a1 c1] truncated false missing false left 2 pending"},
		"two labels":               {nil, alert.Query{Labels: []alert.Matcher{label("team", "=~", "a|b"), label("team", "!=", "a")}}, "[b1 b2] truncated false missing false left 3 firing"},
		"a whole value":            {nil, alert.Query{Labels: []alert.Matcher{label("team", "=~", "")}}, "[] truncated false missing false left 5 firing"},
		"an absent label":          {nil, alert.Query{Labels: []alert.Matcher{label("severity", "=", "")}}, "[a2 b1 a1 b2 c1] truncated false missing false left 0"},
		"states":                   {nil, alert.Query{States: []alert.State{alert.Firing}}, "[a2] truncated false missing false left 4 pending"},
		"no such state":            {[]string{"dev"}, alert.Query{States: []alert.State{alert.Firing, alert.Error}}, "[] truncated false missing false left 2 pending"},
		"a limit":                  {nil, alert.Query{Limit: 2}, "[a2 b1] truncated true missing false left 0"},
		"a panel":                  {nil, alert.Query{Dashboard: "dash", Panel: 2}, "[a2 b1 a1 b2 c1] truncated false missing false left 0"},
		"another panel":            {nil, alert.Query{Dashboard: "dash", Panel: 3}, "[] truncated false missing true left 0"},
		"another dashboard":        {nil, alert.Query{Dashboard: "gone"}, "[] truncated false missing true left 0"},
		"a panel, and a label":     {nil, alert.Query{Dashboard: "dash", Panel: 2, Labels: []alert.Matcher{label("team", "=", "z")}}, "[] truncated false missing false left 5 firing"},
	} {
		s := &server{answers: map[string][]string{rulesPath: {first, second}, foldersPath: {folders}}}
		answer, err := ask(t, s, fenced(row.fence...), row.q)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		got := fmt.Sprintf("%v truncated %v missing %v left 0", names(answer), answer.Truncated, answer.Missing)
		if answer.Left != nil {
			got = strings.TrimSuffix(got, "0") + fmt.Sprintf("%d %s", answer.Left.Count, answer.Left.Worst)
		}
		if got != row.want {
			t.Errorf("%s: %s, want %s", name, got, row.want)
		}
	}
}

// TestRefusals: what is no answer, and why.
func TestRefusals(t *testing.T) {
	for name, row := range map[string]struct {
		answers map[string][]string
		fence   []string
		asked   []string
		code    string
	}{
		"a vanished fence": {map[string][]string{foldersPath: {folders}}, []string{"gone"}, nil,
			"grafana_folder_gone"},
		"a vanished fence, asked": {map[string][]string{foldersPath: {folders}}, []string{"gone"},
			[]string{"dev"}, "grafana_folder_gone"},
		"a vanished question": {map[string][]string{foldersPath: {folders}}, nil,
			[]string{"gone"}, "grafana_folder_not_found"},
		"a question outside the fence": {map[string][]string{foldersPath: {folders}},
			[]string{"prod"}, []string{"dev"}, "grafana_folder_not_found"},
		"a vanished question in a fence": {map[string][]string{foldersPath: {folders}},
			[]string{"prod"}, []string{"gone"}, "grafana_folder_not_found"},
		"half a fence, and outside": {map[string][]string{foldersPath: {folders}},
			[]string{"gone", "prod"}, []string{"dev"}, "grafana_folder_not_found"},
		"no folders": {map[string][]string{foldersPath: {`[]`}}, []string{"prod"}, nil,
			"grafana_no_folders"},
		"nothing, and no folders": {map[string][]string{rulesPath: {page("")}, foldersPath: {`[]`}},
			nil, nil, "grafana_no_folders"},
		"rules without folders": {map[string][]string{rulesPath: {page("", "a1 - Normal")},
			foldersPath: {folders}}, []string{"prod"}, nil, "grafana_no_scope"},
		"a broken page": {map[string][]string{rulesPath: {`{`}}, nil, nil, "grafana_bad_answer"},
		"nothing there": {nil, nil, nil, "grafana_not_found"},
	} {
		_, err := ask(t, &server{answers: row.answers}, fenced(row.fence...),
			alert.Query{Folders: row.asked})
		if got := grafana.Code(stack.Kind, upstream.As(err)); got != row.code {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
}

// TestEmptyAnswers: folders without rules are an answer.
func TestEmptyAnswers(t *testing.T) {
	s := &server{answers: map[string][]string{rulesPath: {page("")}, foldersPath: {folders}}}
	answer, err := ask(t, s, fenced(), alert.Query{})
	if err != nil || len(answer.Records) != 0 || answer.Truncated {
		t.Error(answer, err)
	}
}

// TestPages: the end of an answer, and what ends it otherwise.
func TestPages(t *testing.T) {
	many := make([]string, 150)
	endless := make([]string, 40)
	full := make([]string, 40)
	for i := range endless {
		for j := range many {
			many[j] = fmt.Sprintf("r%d-%d prod Normal", i, j)
		}
		endless[i] = page(fmt.Sprint("next-", i), fmt.Sprintf("a%d prod Normal", i))
		full[i] = page(fmt.Sprint("next-", i), many...)
	}
	for name, row := range map[string]struct {
		pages    []string
		requests int
		rules    int
		cut      bool
	}{
		"one":                      {[]string{page("", "a prod Normal")}, 1, 1, false},
		"an empty one":             {[]string{page("n"), page("", "a prod Normal")}, 2, 1, false},
		"a repeated token":         {[]string{page("n", "a prod Normal"), page("n", "b prod Normal")}, 2, 2, true},
		"a broken page":            {[]string{page("n", "a prod Alerting"), `{`}, 2, 1, true},
		"a page that names itself": {[]string{page("n", "a prod Normal", "b prod Normal")}, 2, 2, true},
		"a token that leads back": {[]string{page("n", "a prod Normal"), page("m", "b prod Normal"),
			page("n", "a prod Normal"), page("", "d prod Alerting")}, 3, 2, true},
		"a rule that moved": {[]string{page("n", "a prod Normal"), page("", "a prod Normal", "b prod Normal")}, 2, 2, false},
		"endless":           {endless, 20, 20, true},
		"2,000 rules":       {full, 14, 2000, true},
	} {
		s := &server{answers: map[string][]string{rulesPath: row.pages}}
		answer, err := ask(t, s, fenced(), alert.Query{})
		if err != nil || len(s.asked) != row.requests || len(answer.Records) != row.rules ||
			answer.Truncated != row.cut {
			t.Errorf("%s: %d requests, %v", name, len(s.asked), err)
		}
	}
}

// TestFiltersAreApplied: a Grafana that ignores a filter shows nothing more.
func TestFiltersAreApplied(t *testing.T) {
	s := &server{answers: map[string][]string{foldersPath: {folders},
		rulesPath: {page("", "a1 prod Alerting", "b1 dev Alerting")}}}
	answer, err := ask(t, s, fenced("dev"), alert.Query{})
	if err != nil || !slices.Equal(names(answer), []string{"b1"}) {
		t.Error(answer, err)
	}
	if !strings.Contains(s.asked[1], "folder_uid=dev") {
		t.Errorf("asked %q", s.asked)
	}
}

// TestStatesThatAFilterMayName: nothing that a filter leaves out may look well.
func TestStatesThatAFilterMayName(t *testing.T) {
	for _, row := range []struct {
		states []alert.State
		ok     bool
	}{
		{nil, true},
		{[]alert.State{alert.Firing}, true},
		{[]alert.State{alert.Error, alert.Firing, alert.Pending}, true},
		{[]alert.State{alert.Pending}, false},
		{[]alert.State{alert.Firing, alert.Normal}, false},
		{[]alert.State{alert.Firing, alert.Firing}, false},
	} {
		if err := (alert.Query{States: row.states}).Check("x"); (err == nil) != row.ok {
			t.Errorf("%v: %v", row.states, err)
		}
	}
}

// TestPlans holds a row per question that is refused, and the field that it names.
func TestPlans(t *testing.T) {
	twice := []string{"a", "a"}
	for field, src := range map[string]source.Source{
		"sources[0].region":                 {Region: "eu-central-1"},
		"sources[0].cursor":                 {Cursor: "x"},
		"sources[0].account":                {Alerts: &alert.Query{}},
		"sources[0].alerts.folders":         {Alerts: &alert.Query{Folders: twice}},
		"sources[0].alerts.rules":           {Alerts: &alert.Query{Rules: []string{"../x"}}},
		"sources[0].alerts.dashboard":       {Alerts: &alert.Query{Dashboard: "a/b"}},
		"sources[0].alerts.panel":           {Alerts: &alert.Query{Panel: 1}},
		"sources[0].alerts.limit":           {Alerts: &alert.Query{Limit: 501}},
		"sources[0].alerts.states":          {Alerts: &alert.Query{States: []alert.State{"bad"}}},
		"sources[0].alerts.labels":          {Alerts: &alert.Query{Labels: make([]alert.Matcher, 11)}},
		"sources[0].alerts.labels[0].name":  {Alerts: &alert.Query{Labels: []alert.Matcher{label("a-b", "=", "")}}},
		"sources[0].alerts.labels[0].op":    {Alerts: &alert.Query{Labels: []alert.Matcher{label("a", "!~", "")}}},
		"sources[0].alerts.labels[0].value": {Alerts: &alert.Query{Labels: []alert.Matcher{label("a", "=~", "(")}}},
		"sources[0].alerts.labels[1].value": {Alerts: &alert.Query{Labels: []alert.Matcher{
			label("a", "=~", "(a?){60}"), label("a", "=~", "(a?){60}"), label("b", "=", "x")}}},
	} {
		_, err := (&grafana.Provider{}).Plan(fenced(), src)
		if err == nil || !strings.HasPrefix(err.Error(), field+": ") {
			t.Errorf("%s: %v", field, err)
		}
	}
}
