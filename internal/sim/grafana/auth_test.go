package grafana_test

import (
	"encoding/binary"
	"encoding/hex"
	"hash/crc32"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"pagewatch/internal/sim/grafana"
	"pagewatch/internal/sim/grafana/estate"
)

// TestTokens checks the form of every token, that no two are the same, and that they survive a
// restart.
func TestTokens(t *testing.T) {
	path := filepath.Join(t.TempDir(), "grafana.json")
	tokens := func(path string, before ...string) []string {
		c, err := grafana.New(grafana.Config{StatePath: path})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := os.Stat(path); path != "" && len(before) == 0 && err == nil {
			t.Error("New wrote its state file")
		}
		if err := c.Keep(); err != nil {
			t.Fatal(err)
		}
		var all []string
		for _, s := range c.Stacks() {
			for _, a := range s.Accounts {
				all = append(all, a.Token)
			}
		}
		return all
	}
	first := tokens(path)
	again, other := tokens(path, first...), tokens("")
	form := regexp.MustCompile("^glsa_[A-Za-z0-9]{32}_[0-9a-f]{8}$")
	seen := map[string]bool{}
	for i, token := range first {
		sum := make([]byte, 4)
		end := strings.LastIndex(token, "_")
		binary.LittleEndian.PutUint32(sum, crc32.ChecksumIEEE([]byte(token[:end])))
		if !form.MatchString(token) || hex.EncodeToString(sum) != token[end+1:] {
			t.Errorf("%q is no token", token)
		}
		if seen[token] || token != again[i] || token == other[i] {
			t.Errorf("%q: seen %v, then %q and %q", token, seen[token], again[i], other[i])
		}
		seen[token] = true
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Error("the state file:", err)
	}
}

func TestStateFileIsNotReplaced(t *testing.T) {
	for text, want := range map[string]string{
		"{": "json is damaged", `{"version":1,"secret":"AAAA"}`: "secret is damaged",
		`{"version":2,"secret":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="}`: "has version 2",
	} {
		path := filepath.Join(t.TempDir(), "grafana.json")
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := grafana.New(grafana.Config{StatePath: path}); err == nil ||
			!strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v", text, err)
		}
		if kept, _ := os.ReadFile(path); string(kept) != text {
			t.Errorf("%s was replaced", text)
		}
	}
}

// TestRefusedTokens compares the refusals of old and new versions.
func TestRefusedTokens(t *testing.T) {
	w := newWorld(t)
	viewer := w.account("viewer").Token
	logistics := w.Stacks()[1].Accounts[0].Token
	for _, tt := range []struct{ name, authorization, old, id string }{
		{"none", "", "Unauthorized", "auth.unauthorized"},
		{"not known", "Bearer glsa_", "invalid API key", "api-key.invalid"},
		{"of another stack", "Bearer " + logistics, "invalid API key", "api-key.invalid"},
		{"in lower case", "bearer " + viewer, "Invalid Basic Auth Header",
			"password-auth.failed"},
		{"expired", "Bearer " + w.account("expired").Token, "Expired API key",
			"api-key.expired"},
		{"revoked", "Bearer " + w.account("revoked").Token, "Revoked API key",
			"api-key.revoked"},
		{"disabled", "Bearer " + w.account("disabled").Token, "Service account is disabled",
			"service-account.disabled"},
	} {
		old := w.at(v9).send(http.MethodGet, payments, "/api/org", tt.authorization)
		if old.status != 401 || dig(old.json(t), "message") != tt.old {
			t.Errorf("%s: got %d %s", tt.name, old.status, old.body)
		}
		fresh := w.at(v13).send(http.MethodGet, payments, "/api/org", tt.authorization)
		if fresh.status != 401 || dig(fresh.json(t), "messageId") != tt.id ||
			dig(fresh.json(t), "statusCode") != 401. {
			t.Errorf("%s: got %d %s", tt.name, fresh.status, fresh.body)
		}
		health := w.send(http.MethodGet, payments, "/api/health", tt.authorization)
		if health.status != 200 || dig(health.json(t), "version") != nil ||
			dig(health.json(t), "database") != "ok" {
			t.Errorf("%s: health is %d %s", tt.name, health.status, health.body)
		}
	}
}

// TestOtherOrganization asks for another organization, in the query and in a header.
func TestOtherOrganization(t *testing.T) {
	w := newWorld(t)
	for version, want := range map[grafana.Version]int{v13: 401, v9: 404} {
		w.at(version)
		if got := w.get("viewer", "/api/org?orgId=2"); got.status != want {
			t.Errorf("%s: got %d", version, got.status)
		}
		if got := w.get("viewer", "/api/org?orgId=1"); got.status != 200 {
			t.Errorf("%s: got %d", version, got.status)
		}
		r := httptest.NewRequest(http.MethodGet, "http://"+payments+"/api/org", nil)
		r.Header.Set("Authorization", "Bearer "+w.account("viewer").Token)
		r.Header.Set("X-Grafana-Org-Id", "2")
		recorder := httptest.NewRecorder()
		if w.ServeHTTP(recorder, r); recorder.Code != want {
			t.Errorf("%s: got %d", version, recorder.Code)
		}
	}
}

// TestPaths checks slashes where Grafana minds them.
func TestPaths(t *testing.T) {
	w := newWorld(t)
	for path, want := range map[string]int{"/api/org/": 200, "/api/health/": 404,
		"//api/org": 404, "/api/folders/..%2fsecurity": 404, "/api/nope": 404} {
		if got := w.get("viewer", path); got.status != want {
			t.Errorf("%s: got %d, want %d", path, got.status, want)
		}
	}
}

// TestOddNumbers sends numbers that no client should, to routes that cut lists.
func TestOddNumbers(t *testing.T) {
	w := newWorld(t)
	for _, path := range []string{"/api/search?", "/api/folders?", "/api/library-elements?",
		"/api/annotations?", rulesPath + "?", boards + "/v1" + space + "dashboards?",
		boards + "/v0alpha1" + space + "search?"} {
		for _, n := range []string{"-1", "0", "1", "99", "9223372036854775807", "1e3", "x", ""} {
			for _, name := range []string{"page", "perPage", "limit_alerts", "group_limit",
				"continue", "group_next_token"} {
				if got := w.get("viewer", path+name+"="+n); got.status != 200 {
					t.Errorf("%s%s=%s: got %d", path, name, n, got.status)
				}
			}
			query := "limit=" + n + "&page=" + n
			if got := w.get("viewer", path+query); got.status != 200 && got.status != 422 {
				t.Errorf("%s%s: got %d", path, query, got.status)
			}
		}
	}
}

// TestConcurrently changes a stack while it answers, for the race detector.
func TestConcurrently(t *testing.T) {
	w := newWorld(t)
	done := make(chan struct{})
	go func() {
		defer close(done)
		for range 20 {
			w.get("viewer", rulesPath)
			w.get("admin", boards+"/v2"+space+"dashboards")
		}
	}()
	for i := range 20 {
		_ = w.SetContent("payments", []estate.Content{"usual", "empty"}[i%2])
		_ = w.Do("payments", "r-db-disk", grafana.SetOff)
		w.at(grafana.Versions[i%2])
		w.Calls()
	}
	<-done
}

// TestDeprecations checks which routes announce their end, from version 13 on.
func TestDeprecations(t *testing.T) {
	w := newWorld(t)
	for path, want := range map[string]bool{"/api/search": true, "/api/folders": true,
		"/api/dashboards/uid/company": true, "/api/annotations": true, rulesPath: false,
		"/api/org": false} {
		for _, version := range []grafana.Version{v13, v12} {
			got := w.at(version).get("viewer", path).header
			announced := got.Get("X-Api-Deprecation-Date") != "" &&
				strings.HasPrefix(got.Get("Warning"), "299 ") && got.Get("X-Api-Replacement") != ""
			if announced != (want && version == v13) {
				t.Errorf("%s on %s: got %v", path, version, got)
			}
		}
	}
}
