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

// Test is the result of a whole test of a connection, without secrets and without alarms.
type Test struct {
	// At is when a service was last called.
	At      time.Time      `json:"at"`
	Outcome proof.Outcome  `json:"outcome"`
	Results []proof.Result `json:"results"`
	// started is when the proof began.
	started time.Time
}

// TestOf summarizes a proof: it passed if every step passed, and failed if one failed. An advisory
// step changes neither.
func TestOf(p proof.Proof, subject proof.Subject) Test {
	t := Test{At: p.LastAsked(subject.Steps), Outcome: proof.Inconclusive, Results: p.Results,
		started: p.Started}
	if p.Complete(subject) {
		t.Outcome = proof.Passed
	}
	for _, r := range p.Results {
		if r.Outcome == proof.Failed && !subject.Steps.Advisory(r.Step) {
			t.Outcome = proof.Failed
		}
	}
	return t
}

// testPrefix begins the ids of test records.
const testPrefix = "test-"

func testKey(space, id string) Key {
	return Key{Class: Metadata, Space: space, ID: testPrefix + id}
}

// tested is a test as it is stored, with what it covered.
type tested struct {
	Installation string `json:"installation"`
	Space        string `json:"space"`
	ID           string `json:"id"`
	// Access is the tested record's, Principal the one that tested. A test of a former target or of
	// another principal is not shown.
	Access    string    `json:"access"`
	Principal string    `json:"principal"`
	Started   time.Time `json:"started"`
	Test      Test      `json:"test"`
}

// PutTest stores the result of a test of the connection as it is now. A test that began before the
// stored one, or that is inconclusive, changes nothing.
//
// A passed test of a connection that still uses the space's former External ID moves it to the new
// one, which the test used. One that failed only because the role does not take the new one says
// nothing about what pages use: it is not stored, and where pages go on, a stored one that failed is
// dropped.
func (s *Store) PutTest(ctx context.Context, admin access.Admin, link Link, test Test) error {
	if test.Outcome == proof.Inconclusive {
		return nil
	}
	if test.Outcome == proof.Passed && link.uses != usesTried {
		return s.move(ctx, admin, link, test)
	}
	tenant, space, err := s.tenant(admin.Reader())
	if err != nil {
		return err
	}
	kept, err := s.kept(ctx, tenant, space, link)
	if err != nil || kept.Started.After(test.started) {
		return err
	}
	if leaves, works := test.leavesFormer(); link.Waits() && leaves {
		if works && kept.Test.Outcome == proof.Failed {
			_, err = s.delete(ctx, tenant, testKey(space, link.ID))
		}
		return err
	}
	if err := s.putTest(ctx, admin, link, test); err != nil {
		return err
	}
	return s.eraseIfRemoved(ctx, admin, link.ID)
}

// kept returns the stored test of a target; the zero value if it has none.
func (s *Store) kept(ctx context.Context, tenant Tenant, space string, link Link) (tested, error) {
	value, err := s.backend.Get(ctx, tenant, testKey(space, link.ID))
	if err != nil && !errors.Is(err, ErrNotFound) && !errors.Is(err, ErrCorrupt) {
		return tested{}, err
	}
	if t, err := decode[tested](value); err == nil && t.Access == link.access {
		return t, nil
	}
	return tested{}, nil
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

// about identifies what a stored test covered: a connection, its access value, and the principal.
type about struct{ id, access, principal string }

// about returns what a test of a connection must cover to be shown.
func (s *Store) about(id, access string, kind Kind) about {
	return about{id, access, s.rules.principal(kind)}
}

// tests returns the space's stored tests.
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

// LastTest returns a connection as it is now, and the result of its last whole test; nil if the
// target was never tested as it is now. It returns ErrNotFound for an absent connection.
func (s *Store) LastTest(ctx context.Context, admin access.Admin, id string) (Link, *Test, error) {
	r, err := s.readKnown(ctx, admin.Reader(), id)
	if err != nil {
		return Link{}, nil, err
	}
	if now := r.at(s.now()); !now.sameExternalID(r) {
		return s.link(now), nil, nil // a rotation has ended, and the test was with the former ID
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
