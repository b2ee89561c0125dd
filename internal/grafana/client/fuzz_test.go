package client_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"testing"
	"time"

	"pagewatch/internal/grafana/client"
	"pagewatch/internal/upstream"
)

// answers is a network with one answer for everything.
type answers func() *http.Response

func (a answers) RoundTrip(*http.Request) (*http.Response, error) { return a(), nil }

// FuzzAnswer: whatever a stack answers, rules are bounded, and errors hold plain words alone.
func FuzzAnswer(f *testing.F) {
	for _, name := range []string{"prom_rules_viewer.json", "prom_rules_page1.json"} {
		f.Add(200, "", body(f, name))
	}
	f.Add(401, "2026-10-29", `{"message":"Expired API key","messageId":"api-key.expired"}`)
	f.Add(404, "", `{"code":"NotFound"}`)
	f.Add(200, "", `{"status":"success","data":{"groups":[{"rules":[{"annotations":`+
		`{"runbook_url":"https://x","__dashboardUid__":"d","__panelId__":"1"}}]}]}}`)
	f.Fuzz(func(t *testing.T, status int, deprecated, body string) {
		c := client.New(client.Settings{Now: func() time.Time { return now },
			Client: &http.Client{Transport: answers(func() *http.Response {
				return &http.Response{StatusCode: status, Header: http.Header{
					"Content-Type":           {"application/json"},
					"X-Api-Deprecation-Date": {deprecated}},
					Body: io.NopCloser(bytes.NewReader([]byte(body)))}
			})}})
		page, _, err := c.Rules(context.Background(), example, client.RulesQuery{})
		if failed := upstream.As(err); err != nil &&
			(failed == nil || upstream.CleanCode(failed.Code) != failed.Code) {
			t.Fatalf("%#v", err)
		}
		if err != nil {
			t.Log("refused")
			return
		}
		t.Log("accepted")
		for _, rule := range page.Rules {
			shown := rule.Shown()
			if kept, err := json.Marshal(shown); err != nil || len(kept) > 6*shown.Size() {
				t.Fatalf("%d bytes of about %d, %v", len(kept), shown.Size(), err)
			}
		}
	})
}
