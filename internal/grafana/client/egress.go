package client

import (
	"net/http"
	"regexp"

	"pagewatch/internal/egress"
	"pagewatch/internal/grafana/stack"
)

// The paths that are asked for.
const (
	healthPath      = "/api/health"
	orgPath         = "/api/org"
	permissionsPath = "/api/access-control/user/permissions"
	settingsPath    = "/api/frontend/settings"
	searchPath      = "/api/search"
	rulesPath       = "/api/prometheus/grafana/api/v1/rules"
)

// EgressRules lists the requests to stacks that may leave. origin replaces the origin of every
// stack, as in Settings; "" in production.
func EgressRules(origin string) []egress.Rule {
	to := egress.Destination{Origin: origin, Named: stack.Suffix}
	if origin == "" {
		to = egress.Destination{Suffix: stack.Suffix}
	}
	get := func(path, why string, query ...egress.Parameter) egress.Rule {
		return egress.Rule{To: to, Method: http.MethodGet, Query: query, Why: why,
			Path: regexp.MustCompile(`^` + regexp.QuoteMeta(path) + `$`)}
	}
	return []egress.Rule{
		get(healthPath, "Test whether there is a stack."),
		get(orgPath, "Test whether the stack knows the token, and refuses others."),
		get(permissionsPath, "Test what the token may do."),
		get(settingsPath, "Test whether the stack can draw panels."),
		get(searchPath, "Read which folders the token sees.",
			egress.Parameter{Name: "type"}, egress.Parameter{Name: "limit"}),
		get(rulesPath, "Read the alert rules that the page shows.",
			egress.Parameter{Name: "group_limit"}, egress.Parameter{Name: "limit_alerts"},
			egress.Parameter{Name: "group_next_token"}, egress.Parameter{Name: "folder_uid"},
			egress.Parameter{Name: "dashboard_uid"}, egress.Parameter{Name: "panel_id"},
			egress.Parameter{Name: "rule_uid", Repeatable: true}),
	}
}
