package service_test

import (
	"context"
	"net/http"
	"os"
	"strings"
	"testing"

	"pagewatch/internal/connection"
	"pagewatch/internal/service/servicetest"
)

// TestSecretsOfStacksStayInside links, tests, views, exports, changes and removes a connection to a
// stack. Its token is in no answer, audit, log or metadata, and open in no file; nothing of the
// stack's content is kept; nothing of it is in a grant.
func TestSecretsOfStacksStayInside(t *testing.T) {
	w := newStackWall(t)
	b := w.b
	b.Client.Transport.(*servicetest.Stacks).Answer = func(r *http.Request) *http.Response {
		if r.URL.Path == rulesPath {
			return stackOf(leaky(twoFolders))(r)
		}
		return guarded(`{"alert.rules:read":["folders:*"],"folders:read":["folders:uid:prod"]}`)(r)
	}
	var answers strings.Builder
	do := func(method, path string, body any) servicetest.Answer {
		got := b.Do(servicetest.Call{}, method, path, body)
		answers.WriteString(got.Body)
		return got
	}
	for _, op := range w.operations(w.id, "") {
		if op.method == http.MethodPost {
			do(op.method, op.path, any(op.body))
		}
	}
	streamed := do("POST", "/v1/views", servicetest.Map{"answer": "stream", "sources": w.sources(w.id)})
	if strings.Contains(streamed.Body, `"grant"`) || !strings.Contains(streamed.Body, "open-1") {
		t.Errorf("a stack's source is not answered inline: %s", streamed.Body)
	}
	do("POST", export, exporting(servicetest.Map{"sources": w.sources(w.id)}))
	for _, what := range []servicetest.Map{{"id": w.id}, body(servicetest.StackDraft(
		servicetest.Map{"name": "New"}))} {
		proof := ""
		for _, step := range stackSteps {
			answer := b.Try(servicetest.Call{}, what, step, proof)
			var s servicetest.Step
			answer.Into(b, &s)
			if s.Outcome != "passed" {
				t.Errorf("%s: %s", step, answer.Body)
			}
			answers.WriteString(strings.ReplaceAll(answer.Body, s.Proof, "") + opened(t, s.Proof))
			proof = s.Proof
		}
	}
	do("GET", "/v1/settings", nil)
	do("GET", "/v1/connections", nil)
	do("GET", "/v1/connections/"+w.id+"/receipt", nil)
	do("PATCH", "/v1/connections/"+w.id, body(servicetest.Map{"name": "Renamed"}))
	do("PATCH", "/v1/connections/"+w.id, body(servicetest.Map{"token": "glsa_planted"}))
	items, err := b.Store.List(context.Background(), connection.Tenant{
		Installation: servicetest.Installation}, "")
	if err != nil || len(items) == 0 {
		t.Fatalf("%d records, %v", len(items), err)
	}
	var kept strings.Builder
	for _, item := range items {
		kept.Write(item.Value)
	}
	file, err := os.ReadFile(b.StorePath)
	if err != nil {
		t.Fatal(err)
	}
	for place, text := range map[string]string{"answers": answers.String(), "file": string(file),
		"audit": b.Audit.String(), "log": b.Log.String(), "metadata": kept.String()} {
		if strings.Contains(text, servicetest.StackToken) || strings.Contains(text,
			servicetest.StackToken[5:37]) || strings.Contains(text, "glsa_planted") {
			t.Errorf("the %s hold a token", place)
		}
		for _, content := range []string{"open-1", "vault-1", "Vaulted", `"team"`} {
			if place != "answers" && strings.Contains(text, content) {
				t.Errorf("the %s hold %q", place, content)
			}
		}
	}
	receipt := do("DELETE", "/v1/connections/"+w.id, nil)
	if _, err := b.Store.Get(context.Background(), connection.Tenant{
		Installation: servicetest.Installation}, connection.Key{Class: connection.Secret,
		Space: servicetest.Payments, ID: w.id}); err == nil || receipt.Status != http.StatusOK {
		t.Errorf("the token is still there: %s", receipt.Body)
	}
}

// TestUsesOfStacksAreAudited: each request with a token leaves one record with its outcome.
func TestUsesOfStacksAreAudited(t *testing.T) {
	b := servicetest.New(t, nil)
	stacks := b.FaceStacks(stackOf(leaky(twoFolders)))
	id := b.Create(servicetest.Call{}, servicetest.StackDraft(nil, "prod"))
	before := strings.Count(b.Audit.String(), "\n")
	b.Do(servicetest.Call{}, "POST", "/v1/views", servicetest.AlertView(id, servicetest.Map{}))
	lines := strings.Split(strings.TrimSpace(b.Audit.String()), "\n")[before:]
	asked := stacks.Asked()
	if len(asked) != 3 || len(lines) != len(asked)+1 {
		t.Fatalf("%d requests, %d records:\n%s", len(asked), len(lines), strings.Join(lines, "\n"))
	}
	for i, want := range []string{"folders", "rules", "rules"} {
		if !strings.Contains(lines[i], `"service":"grafana","operation":"`+want+`","status":200`) ||
			!strings.Contains(lines[i], id) {
			t.Errorf("%d: %s", i, lines[i])
		}
	}
}
