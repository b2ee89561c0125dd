package grafana_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"pagewatch/internal/sim/grafana"
)

const (
	payments  = "payments.grafana.net"
	logistics = "logistics.grafana.net"
	rulesPath = "/api/prometheus/grafana/api/v1/rules"
)

// world is a Cloud with a clock.
type world struct {
	*grafana.Cloud
	t   *testing.T
	now time.Time
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{t: t, now: time.Date(2026, 11, 21, 17, 15, 7, 0, time.UTC)}
	var err error
	w.Cloud, err = grafana.New(grafana.Config{Now: func() time.Time { return w.now }})
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// at makes the payments stack run a version.
func (w *world) at(version grafana.Version) *world {
	w.t.Helper()
	if err := w.SetVersion("payments", version); err != nil {
		w.t.Fatal(err)
	}
	return w
}

// The versions by name.
var (
	v13  = grafana.Versions[0]
	v12  = grafana.Versions[1]
	v120 = grafana.Versions[2]
	v9   = grafana.Versions[3]
)

// account returns an account of the payments stack.
func (w *world) account(name string) grafana.Account {
	w.t.Helper()
	for _, a := range w.Stacks()[0].Accounts {
		if a.Name == name {
			return a
		}
	}
	w.t.Fatal("no account", name)
	return grafana.Account{}
}

// reply is an answer as a client sees it.
type reply struct {
	status int
	header http.Header
	body   string
}

// get sends a GET to the payments stack as an account; "" is nobody.
func (w *world) get(as, path string) reply {
	w.t.Helper()
	token := ""
	if as != "" {
		token = "Bearer " + w.account(as).Token
	}
	return w.send(http.MethodGet, payments, path, token)
}

// send sends a request with an Authorization header, "" for none.
func (w *world) send(method, host, path, authorization string) reply {
	w.t.Helper()
	r := httptest.NewRequest(method, "http://"+host+path, nil)
	if authorization != "" {
		r.Header.Set("Authorization", authorization)
	}
	recorder := httptest.NewRecorder()
	w.ServeHTTP(recorder, r)
	return reply{recorder.Code, recorder.Header(), recorder.Body.String()}
}

// json decodes the body.
func (r reply) json(t *testing.T) any {
	t.Helper()
	var v any
	if err := json.Unmarshal([]byte(r.body), &v); err != nil {
		t.Fatalf("%d %.200s: %v", r.status, r.body, err)
	}
	return v
}

// dig follows names and indexes into a decoded body.
func dig(v any, path ...any) any {
	for _, step := range path {
		switch step := step.(type) {
		case string:
			m, _ := v.(map[string]any)
			v = m[step]
		case int:
			list, _ := v.([]any)
			if step >= len(list) {
				return nil
			}
			v = list[step]
		}
	}
	return v
}

// fields collects one member of every object in a list.
func fields(v any, name string) []string {
	var all []string
	list, _ := v.([]any)
	for _, item := range list {
		text, _ := dig(item, name).(string)
		all = append(all, text)
	}
	return all
}

// promRule is a rule as the Prometheus-style route has it.
type promRule struct {
	UID, Name, State, Health, Type, LastError, FolderUID string
	IsPaused                                             bool
	LastEvaluation                                       time.Time
	Duration, KeepFiringFor                              float64
	Alerts                                               []struct {
		State, Value string
		Labels       map[string]string
		ActiveAt     time.Time
	}
	Labels, Annotations map[string]string
	Totals              map[string]int
}

// promAnswer is the answer of the Prometheus-style route.
type promAnswer struct {
	Status string
	Data   struct {
		Groups []struct {
			Name, File, FolderUID string
			Rules                 []promRule
			Totals                map[string]int
		}
		GroupNextToken string
		Totals         map[string]int
	}
}

// prom asks for rules.
func (w *world) prom(as, query string) promAnswer {
	w.t.Helper()
	got := w.get(as, rulesPath+query)
	var out promAnswer
	if err := json.Unmarshal([]byte(got.body), &out); err != nil || got.status != http.StatusOK {
		w.t.Fatalf("%s: %d %.300s", query, got.status, got.body)
	}
	return out
}

// rules returns the rules of an answer by UID.
func (a promAnswer) rules() map[string]promRule {
	all := map[string]promRule{}
	for _, g := range a.Data.Groups {
		for _, r := range g.Rules {
			all[r.UID] = r
		}
	}
	return all
}
