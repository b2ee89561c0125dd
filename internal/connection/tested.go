package connection

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"pagewatch/internal/platform/access"
	"pagewatch/internal/proof"
)

// Test is what a whole test of a connection said, without secrets and without alarms.
type Test struct {
	// At is when a service was asked last.
	At      time.Time      `json:"at"`
	Outcome proof.Outcome  `json:"outcome"`
	Results []proof.Result `json:"results"`
	// started is the proof's.
	started time.Time
}

// TestOf sums up a proof: it passed if every step did, and failed if one did.
func TestOf(p proof.Proof, subject proof.Subject) Test {
	t := Test{At: p.LastAsked(subject.Steps), Outcome: proof.Inconclusive, Results: p.Results,
		started: p.Started}
	if p.Complete(subject) {
		t.Outcome = proof.Passed
	}
	for _, r := range p.Results {
		if r.Outcome == proof.Failed {
			t.Outcome = proof.Failed
		}
	}
	return t
}

// testPrefix begins the ids of the records of tests.
const testPrefix = "test-"

func testKey(space, id string) Key {
	return Key{Class: Metadata, Space: space, ID: testPrefix + id}
}

// tested is a test as it is kept, with what it was about.
type tested struct {
	Installation string `json:"installation"`
	Space        string `json:"space"`
	ID           string `json:"id"`
	// Access is the tested record's, Principal who tested. A test of what the connection no longer
	// reaches, or of what another principal reaches, is not shown.
	Access    string    `json:"access"`
	Principal string    `json:"principal"`
	Started   time.Time `json:"started"`
	Test      Test      `json:"test"`
}

// PutTest keeps what a test of the connection said, as it is stored now. A test that was begun
// before the kept one, and one that could not find out, keep what is there: neither knows better.
func (s *Store) PutTest(ctx context.Context, admin access.Admin, link Link, test Test) error {
	if test.Outcome == proof.Inconclusive {
		return nil
	}
	tenant, space, err := s.tenant(admin.Reader())
	if err != nil {
		return err
	}
	value, err := s.backend.Get(ctx, tenant, testKey(space, link.ID))
	if err != nil && !errors.Is(err, ErrNotFound) && !errors.Is(err, ErrCorrupt) {
		return err
	}
	if kept, err := decode[tested](value); err == nil && kept.Access == link.access &&
		kept.Started.After(test.started) {
		return nil
	}
	if err := s.putTest(ctx, admin, link, test); err != nil {
		return err
	}
	return s.yieldToRemoval(ctx, admin, link.ID)
}

func (s *Store) putTest(ctx context.Context, admin access.Admin, link Link, test Test) error {
	tenant, space, err := s.tenant(admin.Reader())
	if err != nil {
		return err
	}
	value := encode(tested{
		tenant.Installation, space, link.ID, link.access, link.principal, test.started, test,
	})
	item := Item{Key: testKey(space, link.ID), Value: value}
	if err := s.backend.Put(ctx, tenant, item); err != nil {
		return fmt.Errorf("keeping a test: %w", err)
	}
	return nil
}

// about is what a kept test was about: a connection, what it reached, and the principal that asked.
type about struct{ id, access, principal string }

// about returns what a test of a connection has to be about to be shown.
func (s *Store) about(id, access string, kind Kind) about {
	return about{id, access, s.rules.principal(kind)}
}

// tests returns the space's kept tests.
func tests(tenant Tenant, space string, items []Item) map[about]Test {
	out := map[about]Test{}
	for _, item := range items {
		id, found := strings.CutPrefix(item.Key.ID, testPrefix)
		if !found {
			continue
		}
		t, err := decode[tested](item.Value)
		if err != nil || t.Installation != tenant.Installation || t.Space != space || t.ID != id {
			continue // the connection counts as not tested
		}
		out[about{id, t.Access, t.Principal}] = t.Test
	}
	return out
}

// LastTest returns a connection as it is, and what the last whole test of it said; nil where there
// was none since it reached something else. ErrNotFound where there is no such connection.
func (s *Store) LastTest(ctx context.Context, admin access.Admin, id string) (Link, *Test, error) {
	r, err := s.read(ctx, admin.Reader(), id)
	if err != nil {
		return Link{}, nil, err
	}
	tenant, space, err := s.tenant(admin.Reader())
	if err != nil {
		return Link{}, nil, err
	}
	value, err := s.backend.Get(ctx, tenant, testKey(space, r.ID))
	if errors.Is(err, ErrNotFound) {
		return s.link(r), nil, nil
	}
	if err != nil {
		return Link{}, nil, err
	}
	item := Item{Key: testKey(space, r.ID), Value: value}
	kept := tests(tenant, space, []Item{item})
	if test, found := kept[s.about(r.ID, r.Access, r.Kind)]; found {
		return s.link(r), &test, nil
	}
	return s.link(r), nil, nil
}
