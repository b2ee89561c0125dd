package connectiontest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"pagewatch/internal/connection"
)

// rotationStep is one action of a rotation of a space with two roles.
type rotationStep struct {
	name string
	do   func(*testing.T, *connection.Store, rotationSpace) error
}

// rotationSpace is a space with two roles.
type rotationSpace struct {
	id    string
	roles []string
}

// rotationSteps are the actions of a rotation, in order. Each can be repeated after a crash.
var rotationSteps = []rotationStep{
	{"begin", func(t *testing.T, s *connection.Store, at rotationSpace) error {
		repaired, err := s.BeginRotation(context.Background(), admin(t, at.id))
		return errors.Join(err, repaired.Failed)
	}},
	{"move the first", func(t *testing.T, s *connection.Store, at rotationSpace) error {
		return passTest(t, s, at.id, at.roles[0])
	}},
	{"end", func(t *testing.T, s *connection.Store, at rotationSpace) error {
		repaired, err := s.Repair(context.Background(), admin(t, at.id))
		if err == nil && repaired.Rotation != nil {
			repaired, err = s.EndRotation(context.Background(), admin(t, at.id),
				repaired.Rotation.Begun)
		}
		return errors.Join(err, repaired.Failed)
	}},
	{"move the second", func(t *testing.T, s *connection.Store, at rotationSpace) error {
		return passTest(t, s, at.id, at.roles[1])
	}},
	{"a re-issue", func(t *testing.T, s *connection.Store, at rotationSpace) error {
		id, err := s.ExternalID(context.Background(), admin(t, at.id))
		if err != nil {
			return err
		}
		repaired, err := s.Reissue(context.Background(), admin(t, at.id), id)
		return errors.Join(err, repaired.Failed)
	}},
}

// passTest stores a test of a saved connection in which every step passed.
func passTest(t *testing.T, s *connection.Store, space, id string) error {
	t.Helper()
	link, err := s.Preview(context.Background(), admin(t, space), id, connection.Change{})
	if err != nil {
		return err
	}
	subject := link.Subject(admin(t, space))
	return s.PutTest(context.Background(), admin(t, space), link,
		connection.TestOf(Passed(subject, time.Now()), subject))
}

// used returns the External IDs of the space's roles, as views use them.
func (at rotationSpace) used(t *testing.T, b connection.Backend) []string {
	t.Helper()
	var ids []string
	for _, role := range at.roles {
		link, err := storeOn(b).Link(context.Background(), admin(t, at.id).Reader(), role)
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, link.AWS.ExternalID.Reveal())
	}
	return ids
}

// halfFinishedRotation crashes each action of a rotation before each of its writes. Right after the
// crash, and after the settings were opened, each role is used with an External ID of before the
// action or of after it, and a retry completes the action.
func halfFinishedRotation(t *testing.T, k Kit) {
	space := 0
	for i, step := range rotationSteps {
		crashes := 0
		for done := false; !done; crashes++ {
			space++
			at := rotationSpace{id: fmt.Sprint(space)}
			for _, name := range []string{"First", "Second"} {
				at.roles = append(at.roles, link(t, k, at.id, name).ID)
			}
			for _, before := range rotationSteps[:i] {
				if err := before.do(t, storeOn(k), at); err != nil {
					t.Fatalf("%s: %v", before.name, err)
				}
			}
			old := at.used(t, k)
			err := step.do(t, storeOn(&crashing{Backend: k, left: crashes}), at)
			done = err == nil
			if !done && !errors.Is(err, errCrash) {
				t.Fatalf("%s, after %d writes: %v", step.name, crashes, err)
			}
			crashed := at.used(t, k)
			repaired, err := storeOn(k).Repair(context.Background(), admin(t, at.id))
			if err != nil || repaired.Failed != nil {
				t.Fatalf("%s, after %d writes: %v, %v", step.name, crashes, err, repaired.Failed)
			}
			known := append(old, repaired.ExternalID.Reveal())
			for _, id := range append(crashed, at.used(t, k)...) {
				if !slices.Contains(known, id) {
					t.Errorf("%s, after %d writes: a role is used with a lost External ID",
						step.name, crashes)
				}
			}
			if err := step.do(t, storeOn(k), at); err != nil {
				t.Errorf("%s, after %d writes: trying again: %v", step.name, crashes, err)
			}
			wantOwn(t, k, at, fmt.Sprintf("%s, after %d writes", step.name, crashes))
		}
		if crashes < 4 {
			t.Errorf("%s has %d writes: nothing was tried", step.name, crashes)
		}
	}
}

// wantOwn checks that each role is used with an External ID that its space has.
func wantOwn(t *testing.T, b connection.Backend, at rotationSpace, when string) {
	t.Helper()
	repaired, err := storeOn(b).Repair(context.Background(), admin(t, at.id))
	if err != nil || repaired.Failed != nil {
		t.Fatalf("%s: %v, %v", when, err, repaired.Failed)
	}
	own := []string{repaired.ExternalID.Reveal()}
	if repaired.Rotation != nil {
		own = append(own, repaired.Rotation.Former.Reveal())
	}
	for _, id := range at.used(t, b) {
		if !slices.Contains(own, id) {
			t.Errorf("%s: a role is used with an External ID that its space does not have", when)
		}
	}
}

// erasureDuringARotation erases a connection, a space and an installation after each action of a
// rotation: no External ID is left, neither the former nor the new one.
func erasureDuringARotation(t *testing.T, k Kit) {
	for i := range rotationSteps {
		at := rotationSpace{id: "7"}
		for _, name := range []string{"First", "Second"} {
			at.roles = append(at.roles, link(t, k, at.id, name).ID)
		}
		for _, step := range rotationSteps[:i+1] {
			if err := step.do(t, storeOn(k), at); err != nil {
				t.Fatalf("%s: %v", step.name, err)
			}
		}
		if _, err := storeOn(k).Remove(context.Background(), admin(t, at.id),
			at.roles[0]); err != nil {
			t.Error(err)
		}
		wantGone(t, k, at.id, at.roles[0])
		erase := func() error {
			_, err := storeOn(k).EraseInstallation(context.Background(), platform(t))
			return err
		}
		if i%2 == 0 {
			erase = func() error {
				return storeOn(k).EraseSpace(context.Background(), platform(t), at.id)
			}
		}
		if err := erase(); err != nil {
			t.Error(err)
		}
		wantNone(t, k, at.id)
		wantGone(t, k, at.id, at.roles[1])
		wantAbsent(t, k, ours, spaceID(at.id))
		wantAbsent(t, k, ours, connection.Key{Class: connection.Secret, Space: at.id,
			ID: "external-id-next"})
	}
}
