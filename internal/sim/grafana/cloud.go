// Package grafana imitates the stacks of Grafana Cloud, for Pagewatch and for tests. Its console
// states that it is not Grafana.
//
// One handler answers for all stacks and selects them by the Host, as Grafana Cloud's edge does:
// payments.grafana.net for programs, payments.localhost for a person's browser. It answers GETs
// only, and imitates what makes a client err: the health check ignores tokens, unknown parameters
// are ignored, and two routes leak what the token may not see. Package estate makes up the content.
package grafana

import (
	"fmt"
	"log/slog"
	"sync"
	"time"

	"pagewatch/internal/sim/calls"
	"pagewatch/internal/sim/fault"
	"pagewatch/internal/sim/grafana/estate"
	"pagewatch/internal/sim/statefile"
)

// Config configures a Cloud. The zero Config is usable.
type Config struct {
	// StatePath is the JSON file that keeps the secret which tokens are derived from, so that they
	// are the same after a restart. New reads it and Keep writes it. Optional: empty makes new
	// tokens.
	StatePath string

	// Now is the clock for alerts, tokens and stacks that wake. Optional: nil means time.Now.
	Now func() time.Time

	// Log receives one line per request, without tokens. Optional: nil logs nothing.
	Log *slog.Logger
}

// Cloud is an http.Handler that answers for the stacks. It is safe for concurrent use.
type Cloud struct {
	now     func() time.Time
	log     *slog.Logger
	started time.Time // the times of the content are relative to it
	calls   calls.Log[Call]
	faults  *fault.List[Fault]

	file   statefile.File
	unkept []byte // a secret that the state file has to take

	mu     sync.Mutex
	stacks []*stack
}

// New makes a Cloud with its stacks. It refuses, and does not replace, a state file that it cannot
// read.
func New(config Config) (*Cloud, error) {
	c := &Cloud{now: config.Now, log: config.Log, file: statefile.File(config.StatePath),
		faults: fault.NewList(func(f *Fault) *int { return &f.Times })}
	if c.now == nil {
		c.now = time.Now
	}
	if c.log == nil {
		c.log = slog.New(slog.DiscardHandler)
	}
	c.started = c.now()
	secret, err := c.secret()
	if err != nil {
		return nil, fmt.Errorf("reading state file %s: %w", config.StatePath, err)
	}
	for i, seeded := range []stack{
		{slug: "payments", version: Versions[0]},
		{slug: "logistics", version: Versions[1]},
		{slug: "sandbox", version: Versions[0], life: Asleep},
		{slug: "training", version: Versions[0], life: Waking},
	} {
		s := &seeded
		s.id = 12345 + i
		s.content, s.estate = estate.Usual, estate.Of(s.slug, estate.Usual, c.started)
		s.accounts = accountsOf(s, secret, c.started)
		c.stacks = append(c.stacks, s)
	}
	return c, nil
}
