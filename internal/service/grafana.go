package service

import (
	"log/slog"
	"net/http"
	"time"

	"pagewatch/internal/budget"
	"pagewatch/internal/egress"
	"pagewatch/internal/grafana"
	"pagewatch/internal/grafana/client"
	"pagewatch/internal/grafana/stack"
	"pagewatch/internal/resolver"
)

// grafanaRules are the operator's rules for stacks; nil if the deployment does not offer them.
func (s Grafana) grafanaRules() *stack.Rules {
	if s.WithoutGrafana {
		return nil
	}
	return &stack.Rules{ForbidBroadTokens: s.ForbidBroadTokens, Simulated: s.GrafanaOrigin != ""}
}

// grafanaProvider returns the provider of stacks; nil if the deployment does not offer them.
func (s Grafana) grafanaProvider(via *http.Client, now func() time.Time,
	memory *budget.Budget) resolver.Provider {
	if s.WithoutGrafana {
		return nil
	}
	return &grafana.Provider{
		Stacks: client.New(client.Settings{Client: via, Origin: s.GrafanaOrigin, Now: now}),
		Now:    now, ForbidBroadTokens: s.ForbidBroadTokens, Memory: memory,
		Simulated: s.GrafanaOrigin != "",
	}
}

// grafanaEgressRules lists the requests to stacks that may leave.
func (s Grafana) grafanaEgressRules() []egress.Rule {
	if s.WithoutGrafana {
		return nil
	}
	return client.EgressRules(s.GrafanaOrigin)
}

// warn logs at the start that tokens go to a simulation.
func (s Grafana) warn(log *slog.Logger) {
	if s.GrafanaOrigin != "" && !s.WithoutGrafana {
		log.Warn("Grafana is simulated: PAGEWATCH_GRAFANA_ORIGIN stands for every stack",
			"origin", s.GrafanaOrigin)
	}
}
