package connection_test

import (
	"errors"
	"testing"
	"time"

	"pagewatch/internal/connection"
	"pagewatch/internal/proof"
)

// TestARotationWithoutItsRecordIsOver: the record of a rotation is lost. A connection that knows
// its successor keeps the External ID of its space for good.
func TestARotationWithoutItsRecordIsOver(t *testing.T) {
	r := newRotating(t)
	id := r.role("Role")
	old, _ := r.uses(id)
	r.begin()
	key := connection.Key{Class: connection.Secret, Space: "1", ID: "external-id-next"}
	if err := r.Delete(ctx, connection.Tenant{Installation: instA}, key); err != nil {
		t.Fatal(err)
	}
	if rotation := r.open().Rotation; rotation != nil {
		t.Errorf("a rotation is in progress: %+v", rotation)
	}
	r.now = r.now.Add(400 * 24 * time.Hour)
	r.wantUse(id, old, false)
}

// TestASettledRotationEndsItselfAlone: an opening of the settings that finds every connection
// settled stops at each call, and the next rotation begins there. That one stays.
func TestASettledRotationEndsItselfAlone(t *testing.T) {
	settled := func() (*rotating, time.Time) {
		r := newRotating(t)
		id := r.role("Role")
		begun := r.begin().Rotation.Begun
		r.passes(id, proof.Passed)
		r.now = r.now.Add(time.Hour)
		return r, begun
	}
	r, _ := settled()
	made := &calls{Backend: r.Backend}
	r.must(r.over(made).Repair(ctx, r.admin))
	for at := 1; at <= len(made.made); at++ {
		if made.writes(at) {
			continue // the hosted store has no conditional erasure
		}
		r, begun := settled()
		opening := newActor(t, r.Backend, func(s *connection.Store) {
			_, _ = s.Repair(ctx, r.admin)
		})
		opening.steps(at)
		if _, err := r.EndRotation(ctx, r.admin, begun); err != nil &&
			!errors.Is(err, connection.ErrExists) {
			t.Fatal(err)
		}
		next := r.begin()
		opening.finish()
		if now := r.open(); now.Rotation == nil ||
			!now.Rotation.Begun.Equal(next.Rotation.Begun) {
			t.Errorf("call %d: the next rotation is over", at)
		}
	}
}

// TestAnOvertakenChangeSaysSo: an end and a re-issue stop at each call, and another admin replaces
// the newest External ID there. Whoever was overtaken is told, but right before a write: then the
// answer names the ID that the space has.
func TestAnOvertakenChangeSaysSo(t *testing.T) {
	changes := map[string]func(*connection.Store, page) (connection.Repaired, error){
		"end": func(s *connection.Store, p page) (connection.Repaired, error) {
			return s.EndRotation(ctx, p.admin, p.begun)
		},
		"re-issue": func(s *connection.Store, p page) (connection.Repaired, error) {
			return s.Reissue(ctx, p.admin, p.id)
		},
	}
	for name, change := range changes {
		made := callsOf(t, func(s *connection.Store, p page) error {
			_, err := change(s, p)
			return err
		}, beside)
		for at := 1; at <= len(made.made); at++ {
			p := newPage(t, beside)
			var got connection.Repaired
			var err error
			overtaken := newActor(t, p.Backend, func(s *connection.Store) { got, err = change(s, p) })
			overtaken.steps(at)
			now, failed := p.s.ExternalID(ctx, p.admin)
			if failed != nil {
				t.Fatal(failed)
			}
			if _, failed = p.s.Reissue(ctx, p.admin, now); failed != nil {
				t.Errorf("%s at %d: the other: %v", name, at, failed)
			}
			overtaken.finish()
			if !errors.Is(err, connection.ErrExists) && !made.writes(at) {
				t.Errorf("%s at %d: %v, want ErrExists", name, at, err)
			}
			if now, failed = p.s.ExternalID(ctx, p.admin); failed != nil ||
				err == nil && got.ExternalID.Reveal() != now.Reveal() {
				t.Errorf("%s at %d: it answers with another ID than the space's", name, at)
			}
		}
	}
}
