package service

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// Grafana is what an operator sets for Grafana Cloud stacks.
type Grafana struct {
	// PAGEWATCH_GRAFANA: off links no stacks. Default on.
	WithoutGrafana bool
	// PAGEWATCH_FORBID_BROAD_TOKENS: true refuses tokens that may change things in Grafana; default
	// false, where the test of a connection warns of them.
	ForbidBroadTokens bool
	// PAGEWATCH_GRAFANA_ORIGIN: the address that stands for every stack, for simulations; http on
	// loopback, without a path. Optional. The log warns of it at the start, and settings and
	// answers say that they are simulated.
	GrafanaOrigin string
}

// grafanaFromEnvironment reads Grafana. The error names every variable that cannot be read.
func grafanaFromEnvironment(getenv func(string) string) (Grafana, error) {
	s := Grafana{GrafanaOrigin: strings.TrimSuffix(getenv("PAGEWATCH_GRAFANA_ORIGIN"), "/")}
	var errs []error
	switch word := or(getenv("PAGEWATCH_GRAFANA"), "on"); word {
	case "on", "off":
		s.WithoutGrafana = word == "off"
	default:
		errs = append(errs, fmt.Errorf("PAGEWATCH_GRAFANA must be on or off%s", not(word)))
	}
	word := or(getenv("PAGEWATCH_FORBID_BROAD_TOKENS"), "false")
	var err error
	if s.ForbidBroadTokens, err = strconv.ParseBool(word); err != nil {
		errs = append(errs, fmt.Errorf("PAGEWATCH_FORBID_BROAD_TOKENS must be true or false%s",
			not(word)))
	}
	return s, errors.Join(errs...)
}

// validate checks the settings, without touching the network. A token must never go to another
// host than its stack's, so only an address of this machine may stand for stacks.
func (s Grafana) validate() error {
	if origin := s.GrafanaOrigin; origin != "" &&
		(!strings.HasPrefix(origin, "http://") || !isAddress(origin, "")) {
		return fmt.Errorf("PAGEWATCH_GRAFANA_ORIGIN must be http on loopback without a path%s",
			not(origin))
	}
	return nil
}
