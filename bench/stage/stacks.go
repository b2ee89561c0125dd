package stage

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"sync"

	"pagewatch/internal/grafana/stack"
	"pagewatch/internal/sim/grafana"
)

// stackHost is the linked stack.
const stackHost = "payments.grafana.net"

// rulesPath is the path of a stack's alert rules.
const rulesPath = "/api/prometheus/grafana/api/v1/rules"

// Rules is how many alert rules a stack has, each with that many instances, and on how many pages
// they come.
type Rules struct{ Count, Instances, Pages int }

// stacks is the proxy of the imitated Grafana Cloud. It counts and holds calls, and sends prepared
// pages of rules.
type stacks struct {
	cloud  *grafana.Cloud
	counts *counter
	mu     sync.RWMutex
	pages  [][]byte
	// held receives each call for rules that waits for release; both are nil where none waits.
	held    chan struct{}
	release chan struct{}
}

// ServeHTTP implements http.Handler.
func (s *stacks) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.counts.stacks.Add(1)
	s.mu.RLock()
	pages, held, release := s.pages, s.held, s.release
	s.mu.RUnlock()
	if !strings.HasSuffix(r.URL.Path, rulesPath) || pages == nil {
		r.Host = stackHost
		s.cloud.ServeHTTP(w, r)
		return
	}
	if held != nil {
		held <- struct{}{}
		select {
		case <-release:
		case <-r.Context().Done():
		}
	}
	page, _ := strconv.Atoi(r.URL.Query().Get("group_next_token"))
	if page < 0 || page >= len(pages) {
		http.Error(w, "no such page", http.StatusBadRequest)
		return
	}
	h := w.Header()
	h.Set("Content-Type", "application/json")
	h.Set("Content-Length", strconv.Itoa(len(pages[page])))
	_, _ = w.Write(pages[page])
}

// LinkStack tests a stack as the settings page does, links it, and returns the connection's id. The
// yardstick only needs the stack's rules.
func (s *Stage) LinkStack(ctx context.Context) (string, error) {
	if s.cfg.Target.yardstick() {
		return "", nil
	}
	draft := map[string]any{"name": "Payments Grafana", "kind": stack.Kind, "stack": stackHost,
		"token": s.viewer(), "folders": []any{}}
	sealed, err := s.test(ctx, draft, stack.Steps())
	if err != nil {
		return "", fmt.Errorf("linking a stack: %w", err)
	}
	var created struct{ Connection struct{ ID string } }
	err = s.ask(ctx, http.MethodPost, "/v1/connections",
		map[string]any{"connection": draft, "proof": sealed}, &created)
	return created.Connection.ID, err
}

// viewer returns the token of a service account that reads.
func (s *Stage) viewer() string {
	for _, one := range s.stacks.cloud.Stacks() {
		for _, account := range one.Accounts {
			if one.Host == stackHost && account.Name == "viewer" {
				return account.Token
			}
		}
	}
	return ""
}

// RulesView returns the call of a view of all of a stack's rules.
func (s *Stage) RulesView(connection string) Call {
	if s.cfg.Target.yardstick() {
		return Call{Method: http.MethodPost, Path: "/rules", Body: map[string]any{}}
	}
	return Call{Person: Reader, Method: http.MethodPost, Path: "/v1/views", Body: map[string]any{
		"answer": "inline", "sources": []any{map[string]any{"connection": connection,
			"account": stackHost, "alerts": map[string]any{}}}}}
}

// HoldRules lets calls for rules wait. held receives each of them; release answers them all, and
// ends the holding.
func (s *Stage) HoldRules() (held <-chan struct{}, release func()) {
	s.stacks.mu.Lock()
	defer s.stacks.mu.Unlock()
	arrived, end := make(chan struct{}), make(chan struct{})
	s.stacks.held, s.stacks.release = arrived, end
	return arrived, func() {
		s.stacks.mu.Lock()
		defer s.stacks.mu.Unlock()
		s.stacks.held, s.stacks.release = nil, nil
		close(end)
	}
}

// SetRules gives the stack rules. It makes the pages now, and the stage sends them whoever asks:
// link first. Four rules share a group, or one has a group where there are several pages.
func (s *Stage) SetRules(rules Rules) error {
	templates, err := s.ruleTemplates()
	if err != nil {
		return err
	}
	each, grouped := rules.Count/rules.Pages, 4
	if rules.Pages > 1 {
		grouped = 1
	}
	var pages [][]byte
	for page := range rules.Pages {
		var groups []any
		for first := page * each; first < (page+1)*each; first += grouped {
			var list []any
			for i := first; i < min(first+grouped, (page+1)*each); i++ {
				list = append(list, templates[i%len(templates)].numbered(i, rules.Instances))
			}
			groups = append(groups, map[string]any{"name": fmt.Sprint("group-", first),
				"file": "Production/Checkout", "folderUid": "checkout", "interval": 60,
				"rules": list, "totals": map[string]int{"inactive": len(list)}})
		}
		next := ""
		if page+1 < rules.Pages {
			next = strconv.Itoa(page + 1)
		}
		raw, err := json.Marshal(rulesPage{"success", rulesData{groups, next}})
		if err != nil {
			return err
		}
		pages = append(pages, raw)
	}
	s.stacks.mu.Lock()
	defer s.stacks.mu.Unlock()
	s.stacks.pages = pages
	return nil
}

// rulesPage is an answer with the members in Grafana's order.
type rulesPage struct {
	Status string    `json:"status"`
	Data   rulesData `json:"data"`
}

type rulesData struct {
	Groups []any  `json:"groups"`
	Next   string `json:"groupNextToken,omitempty"`
}

// rule is an alert rule in Grafana's form.
type rule map[string]any

// ruleTemplates returns the alerting rules of the imitated stack that have instances.
func (s *Stage) ruleTemplates() ([]rule, error) {
	r := httptest.NewRequest(http.MethodGet, "http://"+stackHost+rulesPath, nil)
	r.Header.Set("Authorization", "Bearer "+s.viewer())
	w := httptest.NewRecorder()
	s.stacks.cloud.ServeHTTP(w, r)
	var answer struct {
		Data struct{ Groups []struct{ Rules []rule } }
	}
	if err := json.Unmarshal(w.Body.Bytes(), &answer); err != nil {
		return nil, fmt.Errorf("reading the imitated rules: %w", err)
	}
	var out []rule
	for _, group := range answer.Data.Groups {
		out = append(out, slices.DeleteFunc(group.Rules, func(r rule) bool {
			alerts, _ := r["alerts"].([]any)
			return len(alerts) == 0
		})...)
	}
	if len(out) == 0 {
		return nil, errors.New("the imitated stack has no rules")
	}
	return out, nil
}

// numbered returns the i-th rule of this form, with so many instances.
func (r rule) numbered(i, instances int) rule {
	out := rule{}
	for name, value := range r {
		out[name] = value
	}
	first, _ := r["alerts"].([]any)[0].(map[string]any)
	alerts := make([]any, instances)
	for n := range alerts {
		alerts[n] = first
	}
	out["uid"], out["name"] = fmt.Sprint("r-", i), fmt.Sprint(r["name"], " ", i)
	out["alerts"] = alerts
	state, _, _ := strings.Cut(strings.ToLower(fmt.Sprint(first["state"])), " ")
	out["totals"] = map[string]int{state: instances}
	return out
}
