package grafana_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"pagewatch/internal/sim/grafana"
)

// code returns the status and the edge's code of /api/health.
func (w *world) code(host string) (int, any) {
	got := w.send(http.MethodGet, host, "/api/health", "")
	return got.status, dig(got.json(w.t), "code")
}

// TestHosts checks which hosts are stacks.
func TestHosts(t *testing.T) {
	w := newWorld(t)
	for host, want := range map[string]int{payments: 200, logistics: 200,
		"payments.localhost:8755": 200, "payments.grafana.net:443": 200,
		"nobody.grafana.net": 404, "grafana.net": 404, "payments.grafana.net.evil.example": 404,
		"evil.example": 404, "127.0.0.1:8755": 404} {
		if status, code := w.code(host); status != want || (want == 404) != (code == "NotFound") {
			t.Errorf("%s: got %d %v, want %d", host, status, code, want)
		}
	}
	for host, want := range map[string]bool{payments: true, "x.y.grafana.net": true,
		"payments.localhost:8755": true, "payments.localhost:1": false, "payments.localhost": false,
		".grafana.net": false, "grafana.net": false, "evil.example": false} {
		if grafana.Serves(host, "8755") != want {
			t.Errorf("%s: want %v", host, want)
		}
	}
}

// TestSleepingStack wakes a stack by opening it in a browser, and by nothing else.
func TestSleepingStack(t *testing.T) {
	w := newWorld(t)
	const host, browser = "sandbox.grafana.net", "sandbox.localhost:8755"
	for range 2 {
		if status, code := w.code(host); status != 404 || code != "NotFound" {
			t.Errorf("asleep: got %d %v", status, code)
		}
		w.now = w.now.Add(time.Hour)
	}
	if got := w.send(http.MethodGet, browser, "/d/example", ""); !strings.Contains(got.body,
		"is asleep") {
		t.Errorf("got %s", got.body)
	}
	if got := w.send(http.MethodGet, browser, "/", ""); got.status != 200 ||
		!strings.Contains(got.body, "is waking") {
		t.Errorf("got %d %s", got.status, got.body)
	}
	w.wakes(host)
}

// TestWakingStack wakes a stack by asking it anything.
func TestWakingStack(t *testing.T) {
	w := newWorld(t)
	w.now = w.now.Add(time.Hour)
	w.wakes("training.grafana.net")
	if err := w.SetLife("training", grafana.Asleep); err != nil {
		t.Fatal(err)
	}
	if status, _ := w.code("training.grafana.net"); status != 404 {
		t.Errorf("put to sleep: got %d", status)
	}
}

// wakes checks that a stack that is waking answers after two minutes.
func (w *world) wakes(host string) {
	w.t.Helper()
	for range 2 {
		if status, code := w.code(host); status != 503 || code != "Loading" {
			w.t.Errorf("waking: got %d %v", status, code)
		}
		w.now = w.now.Add(59 * time.Second)
	}
	w.now = w.now.Add(2 * time.Second)
	if status, _ := w.code(host); status != 200 {
		w.t.Errorf("awake: got %d", status)
	}
}

// TestPagesOfStacks checks what programs and browsers see at the addresses of pages.
func TestPagesOfStacks(t *testing.T) {
	w := newWorld(t)
	token := "Bearer " + w.account("viewer").Token
	for _, tt := range []struct {
		host, path, token string
		status            int
		want              string
	}{
		{payments, "/d/company/x", "", 302, "/login"},
		{payments, "/d/company/x", token, 200, "Company overview"},
		{payments, "/d/company/x", "Bearer x", 401, "Invalid API key"},
		{payments, "/login", "", 200, "sign in"},
		{payments, "/login", token, 302, `"/"`},
		{payments, "/", token, 200, "This is the simulated Grafana"},
		{payments, "/nowhere", token, 404, "Page not found"},
		{"payments.localhost:1", "/d/company/x", "", 200, "Company overview"},
		{"payments.localhost:1", "/alerting/grafana/r-db-disk/view", "", 200, "Disk fills up"},
		{"payments.localhost:1", "/explore", "", 200, "/explore"},
		{"payments.localhost:1", "/<script>", "", 200, "&lt;script&gt;"},
		{"payments.localhost:1", "/api/org", "", 401, "Unauthorized"},
	} {
		got := w.send(http.MethodGet, tt.host, tt.path, tt.token)
		if got.status != tt.status || !strings.Contains(got.body, tt.want) {
			t.Errorf("%s%s: got %d %.300s", tt.host, tt.path, got.status, got.body)
		}
	}
}

// TestOnlyReads refuses everything but GET, and shows it in the log.
func TestOnlyReads(t *testing.T) {
	w := newWorld(t)
	token := "Bearer " + w.account("admin").Token
	for _, method := range []string{"POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"} {
		if got := w.send(method, payments, "/api/folders", token); got.status != 405 {
			t.Errorf("%s: got %d", method, got.status)
		}
	}
	w.get("viewer", "/api/org?a=b")
	w.get("", "/api/health")
	w.send(http.MethodGet, payments, "/api/org", "Bearer x")
	calls := w.Calls()
	for i, want := range []grafana.Call{
		{Method: "POST", Path: "/api/folders", Account: "anonymous", Status: 405},
		{Method: "GET", Path: "/api/org", Query: "a=b", Account: "viewer", Status: 200},
		{Method: "GET", Path: "/api/health", Account: "anonymous", Status: 200},
		{Method: "GET", Path: "/api/org", Account: "unknown token", Status: 401},
	} {
		got := calls[min(i*6, i+5)]
		want.At, want.Host = w.now, payments
		if got != want || got.Reads() != (got.Method == "GET") {
			t.Errorf("got %+v, want %+v", got, want)
		}
	}
	for range 3000 {
		w.get("", "/api/health")
	}
	if got := len(w.Calls()); got > 2000 {
		t.Errorf("the log has %d calls", got)
	}
}
