package grafana_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"pagewatch/internal/grafana"
	"pagewatch/internal/grafana/client"
	"pagewatch/internal/grafana/stack"
	"pagewatch/internal/grafana/stack/stacktest"
	"pagewatch/internal/proof"
	"pagewatch/internal/source"
	"pagewatch/internal/upstream"
)

// said is an answer of a stack: a status and a body.
type said struct {
	status int
	body   string
}

const (
	orgPath    = "/api/org"
	rightsPath = "/api/access-control/user/permissions"
	nobody     = "no token "  // before a path: what it answers without one
	somebody   = "any token " // before a path: what it answers to a made-up one
)

// guarding answers as a stack that is well and guards itself. A handler of a test knows three
// callers: the connection's token, a made-up one, and nobody.
func guarding(change map[string]said) http.HandlerFunc {
	usual := map[string]said{
		"/api/health": {200, `{"database":"ok"}`}, orgPath: {200, `{"id":1}`},
		nobody + orgPath: {401, `{"message":"Unauthorized"}`}, somebody + orgPath: {401, `{"message":"Invalid"}`},
		rightsPath:  {200, `{"alert.rules:read":["folders:uid:prod"],"folders:read":["folders:uid:prod"]}`},
		foldersPath: {200, folders}, rulesPath: {200, page("", "a1 prod Normal", "b1 dev Normal")},
		"/api/frontend/settings": {200, `{"rendererAvailable":true}`},
	}
	return func(w http.ResponseWriter, r *http.Request) {
		key := r.URL.Path
		switch r.Header.Get("Authorization") {
		case "Bearer " + stacktest.Token("a").Reveal():
		case "":
			if key != "/api/health" {
				key = nobody + key
			}
		default:
			key = somebody + key
		}
		answer, ok := change[key]
		if !ok {
			answer, ok = usual[key]
		}
		if !ok {
			answer = said{404, `{"message":"Not found"}`}
		}
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(answer.status)
		_, _ = w.Write([]byte(answer.body))
	}
}

// TestStepsOfAStack holds a row per answer: what the step concludes. A step without a conclusive
// answer is inconclusive, never passed.
func TestStepsOfAStack(t *testing.T) {
	edge := said{404, `{"code":"NotFound","message":"x"}`}
	waking := said{503, `{"code":"Loading","message":"x"}`}
	broken, html := said{500, `x`}, said{200, `<html>`}
	for _, row := range []struct {
		step   proof.Step
		name   string
		change map[string]said
		fence  []string
		want   string
	}{
		{stack.Health, "well", nil, nil, "passed"},
		{stack.Health, "no stack", map[string]said{"/api/health": edge}, nil, "failed grafana_no_stack"},
		{stack.Health, "waking", map[string]said{"/api/health": waking}, nil, "inconclusive grafana_waking"},
		{stack.Health, "ill", map[string]said{"/api/health": {200, `{"database":"failing"}`}}, nil, "inconclusive grafana_unhealthy"},
		{stack.Health, "a page", map[string]said{"/api/health": html}, nil, "inconclusive grafana_bad_answer"},
		{stack.Health, "login", map[string]said{"/api/health": {302, ``}}, nil, "failed grafana_redirect"},
		{stack.TokenNeeded, "guarded", nil, nil, "passed"},
		{stack.TokenNeeded, "open", map[string]said{nobody + orgPath: {200, `{"id":1}`}}, nil, "failed grafana_open"},
		{stack.TokenNeeded, "open to all tokens", map[string]said{somebody + orgPath: {200, `{"id":1}`}}, nil, "failed grafana_open"},
		{stack.TokenNeeded, "forbidden", map[string]said{nobody + orgPath: {403, `{}`}}, nil, "inconclusive grafana_forbidden"},
		{stack.TokenNeeded, "a page", map[string]said{nobody + orgPath: html}, nil, "inconclusive grafana_bad_answer"},
		{stack.TokenNeeded, "broken for tokens", map[string]said{somebody + orgPath: broken}, nil, "inconclusive grafana_unavailable"},
		{stack.TokenNeeded, "gone", map[string]said{nobody + orgPath: edge}, nil, "inconclusive grafana_no_stack"},
		{stack.TokenAccepted, "known", nil, nil, "passed"},
		{stack.TokenAccepted, "unknown", map[string]said{orgPath: {401, `{}`}}, nil, "failed grafana_token_invalid"},
		{stack.TokenAccepted, "expired", map[string]said{orgPath: {401, `{"messageId":"api-key.expired"}`}}, nil, "failed grafana_token_expired"},
		{stack.TokenAccepted, "disabled", map[string]said{orgPath: {401, `{"message":"Service account is disabled"}`}}, nil, "failed grafana_account_disabled"},
		{stack.TokenAccepted, "no id", map[string]said{orgPath: {200, `{}`}}, nil, "inconclusive grafana_bad_answer"},
		{stack.TokenAccepted, "broken", map[string]said{orgPath: broken}, nil, "inconclusive grafana_unavailable"},
		{stack.TokenAccepted, "throttled", map[string]said{orgPath: {429, ``}}, nil, "inconclusive grafana_throttled"},
		{stack.Rights, "enough", nil, nil, "passed grafana_rights_missing"},
		{stack.Rights, "everywhere", map[string]said{rightsPath: {200, `{"alert.rules:read":["*"],"folders:read":["folders:*"],"dashboards:read":["*"],"annotations:read":["*"],"datasources:query":["*"],"library.panels:read":["*"],"orgs:read":["*"]}`}}, nil,
			"passed grafana_sees_everything"},
		{stack.Folders, "seen", nil, []string{"prod"}, "passed"},
		{stack.Folders, "none", map[string]said{foldersPath: {200, `[]`}}, nil, "failed grafana_no_folders"},
		{stack.Folders, "gone", nil, []string{"prod", "gone"}, "failed grafana_folder_gone"},
		{stack.Folders, "forbidden", map[string]said{foldersPath: {403, `{}`}}, nil, "failed grafana_forbidden"},
		{stack.Alerts, "some", nil, nil, "passed"},
		{stack.Alerts, "of the fence", nil, []string{"dev"}, "passed"},
		{stack.Alerts, "none of the fence", nil, []string{"pay"}, "passed grafana_no_rules"},
		{stack.Alerts, "without folders", map[string]said{rulesPath: {200, page("", "a1 - Normal")}}, []string{"prod"}, "failed grafana_no_scope"},
		{stack.Alerts, "a page", map[string]said{rulesPath: html}, nil, "inconclusive grafana_bad_answer"},
		{stack.Renderer, "there", nil, nil, "passed"},
		{stack.Renderer, "none", map[string]said{"/api/frontend/settings": {200, `{}`}}, nil, "passed grafana_no_renderer"},
		{"nonsense", "unknown", nil, nil, "inconclusive grafana_rejected"},
	} {
		server := httptest.NewServer(guarding(row.change))
		clock := func() time.Time { return now }
		via := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error {
			return http.ErrUseLastResponse
		}}
		p := &grafana.Provider{Now: clock, Stacks: client.New(client.Settings{Client: via,
			Origin: server.URL, Now: clock})}
		f := p.Test(context.Background(), fenced(row.fence...), source.Trial{Step: row.step},
			source.Call{Used: func(upstream.Trace, string) {}, Code: func(err error) string {
				return grafana.Code(stack.Kind, upstream.As(err))
			}})
		server.Close()
		got := strings.TrimSpace(fmt.Sprint(f.Outcome, " ", f.Code))
		for _, note := range f.Notes {
			got += " " + note.Code
		}
		if got != row.want {
			t.Errorf("%s, %s: %s, want %s", row.step, row.name, got, row.want)
		}
	}
}

// TestFoldersForAnAdmin: the folders that an admin chooses from have valid UIDs and titles that may
// be saved, and are at most a thousand.
func TestFoldersForAnAdmin(t *testing.T) {
	list := `[{"uid":"a","title":"A\u202e` + strings.Repeat("x", 300) + `","folderUid":"../x"},` +
		`{"uid":"a/b","title":"B"},{"uid":"","title":"C"}`
	for i := range 1200 {
		list += fmt.Sprintf(`,{"uid":"f%d","title":"F","folderUid":"a"}`, i)
	}
	p, call, _ := stacked(t, &server{answers: map[string][]string{foldersPath: {list + "]"}}})
	f := p.Test(context.Background(), fenced(), source.Trial{Step: stack.Folders}, call)
	if f.Outcome != proof.Passed || len(f.Folders) != 1000 || f.Folders[1].Parent != "a" ||
		f.Folders[0].Parent != "" {
		t.Fatalf("%s, %d folders", f.Outcome, len(f.Folders))
	}
	var fence []stack.Folder
	for _, folder := range f.Folders[:50] {
		fence = append(fence, stack.Folder{UID: folder.UID, Title: folder.Title})
	}
	draft := stack.Draft{Stack: "example.grafana.net", Token: stacktest.Token("a"), Folders: fence}
	if err := draft.Validate(); err != nil {
		t.Error(err)
	}
}
