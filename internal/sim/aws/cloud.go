// Package aws imitates the two AWS services that Pagewatch calls, STS and CloudWatch, on one
// endpoint. The local deployment and tests use it with unmodified AWS SDKs. Its console states that
// it is not AWS.
//
// It is strict where trust depends on it. It verifies the signature of every request, evaluates
// trust and permission policies fail-closed (package policy), and expires temporary credentials. It
// refuses everything that it does not imitate. Package estate makes up the alarms.
package aws

import (
	"crypto/rand"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"pagewatch/internal/sim/aws/policy"
	"pagewatch/internal/sim/calls"
	"pagewatch/internal/sim/fault"
	"pagewatch/internal/sim/statefile"
)

// Config configures a Cloud. The zero Config is usable.
type Config struct {
	// StatePath is the JSON file that keeps edited trust policies across restarts. It is written
	// atomically and created when first needed; its folder must exist. Optional: empty keeps the
	// policies in memory.
	StatePath string

	// Now is the clock for signatures, sessions and alarm times. Optional: nil means time.Now.
	Now func() time.Time

	// Log receives one line per request, without External IDs, credentials or policies. Optional:
	// nil logs nothing.
	Log *slog.Logger
}

// Cloud is an http.Handler that answers for STS and CloudWatch. It is safe for concurrent use.
type Cloud struct {
	file     statefile.File
	now      func() time.Time
	log      *slog.Logger
	started  time.Time // alarm times are relative to it
	accounts []Account // without trust policies, which change; see trust
	tokens   pageTokens
	calls    calls.Log[Call]
	faults   *fault.List[Fault]
	lab      []Fault // the Fault lab's own, which ClearFaults leaves

	mu     sync.Mutex
	roles  map[string]*role // by ARN
	keys   map[string]*key  // by access key id
	states []StateOf        // in the order of setting
}

// role is an IAM role as the services see it. Only its trust policy changes, under Cloud.mu.
type role struct {
	arn, account, name string
	id                 string // AROA…, the stable part of a session's user id
	maxSession         time.Duration
	permissions        policy.Document
	trust              policy.Document
	trustText          string
}

// New makes a Cloud with its seeded accounts and the trust policies of an existing state file. It
// refuses, and does not replace, a state file that it cannot read or that this package did not
// write.
func New(config Config) (*Cloud, error) {
	c := &Cloud{
		file:   statefile.File(config.StatePath),
		now:    config.Now,
		log:    config.Log,
		faults: fault.NewList(func(f *Fault) *int { return &f.Times }),
		roles:  map[string]*role{},
		keys:   map[string]*key{},
	}
	if c.now == nil {
		c.now = time.Now
	}
	if c.log == nil {
		c.log = slog.New(slog.DiscardHandler)
	}
	c.started = c.now()
	rand.Read(c.tokens.secret[:])
	if err := c.seed(); err != nil {
		return nil, fmt.Errorf("seeding accounts: %w", err)
	}
	if err := c.loadTrust(); err != nil {
		return nil, fmt.Errorf("reading state file %s: %w", c.file, err)
	}
	return c, nil
}

// Principal is Pagewatch's own identity in this cloud. Its calls count as those of a role, as on
// AWS Lambda, so the sessions that it opens are chained and last at most an hour.
func (c *Cloud) Principal() Principal {
	return Principal{ARN: principalARN, Account: principalAccount, AccessKeyID: principalKeyID,
		SecretAccessKey: principalSecret}
}

// Accounts returns the seeded accounts with their current trust policies.
func (c *Cloud) Accounts() []Account {
	c.mu.Lock()
	defer c.mu.Unlock()
	accounts := make([]Account, len(c.accounts))
	for i, a := range c.accounts {
		accounts[i] = a
		accounts[i].Roles = make([]Role, len(a.Roles))
		for j, r := range a.Roles {
			r.TrustPolicy = c.roles[r.ARN].trustText
			accounts[i].Roles[j] = r
		}
	}
	return accounts
}
