package resolver

import (
	"context"
	"math/rand/v2"
	"net/http"
	"slices"
	"time"

	"pagewatch/internal/audit"
	"pagewatch/internal/platform/access"
)

// The platform waits 5 s for an event and 55 s before an uninstall. Sources:
// developer.atlassian.com/platform/forge/remote/sending-product-events and the manifest's
// preUninstall module.
const (
	eventBudget     = 4500 * time.Millisecond
	uninstallBudget = 50 * time.Second
)

// platform makes a handler of a route for the platform alone. modules are the manifest's keys of
// what calls it: the endpoint and its trigger. Which of the two a token carries is not documented.
// No page of the app has one of them.
func platform(s *service, do func(context.Context, *call, access.Platform) (reply, error),
	modules ...string) func(*call) {
	return func(c *call) {
		caller, err := s.authenticate(c)
		if err != nil {
			s.fail(c, err)
			return
		}
		right, err := access.ByPlatform(caller, modules...)
		if err != nil {
			s.fail(c, err)
			return
		}
		// it may last, and comes for many installations at the same hour
		c.slot.release()
		out, err := do(c.r.Context(), c, right)
		if err != nil {
			s.fail(c, err)
			return
		}
		c.send(out.status, out.body)
	}
}

// event is POST /v1/lifecycle/event: the app was installed or upgraded. There is nothing to
// prepare, because whatever an installation needs is made at its first use; the record in the audit
// is what the call is for. Its body is not read: nothing in it is needed, and what is not read
// cannot be wrong.
func (s *service) event(context.Context, *call, access.Platform) (reply, error) {
	return ok(struct{}{})
}

type uninstallResponse struct {
	// Connections counts those that this call erased; a repeated call erases 0.
	Connections int `json:"connections"`
}

// uninstall is POST /v1/lifecycle/uninstall: the app is about to go, and everything kept for the
// installation goes first.
func (s *service) uninstall(ctx context.Context, _ *call, right access.Platform) (reply, error) {
	n, err := s.Store.EraseInstallation(ctx, right)
	if err != nil {
		return reply{}, err
	}
	return reply{http.StatusOK, uninstallResponse{n}}, nil
}

type sweepResponse struct {
	// Spaces says for how many spaces anything is kept, Orphaned how many of them are gone, Erased
	// how many were erased because the operator named them.
	Spaces   int `json:"spaces"`
	Orphaned int `json:"orphaned"`
	Erased   int `json:"erased"`
}

// sweep is POST /v1/lifecycle/sweep, once a week: it erases the spaces that the operator has named,
// and lists those that are gone in the audit. It may be cut short and come twice.
func (s *service) sweep(ctx context.Context, c *call, right access.Platform) (reply, error) {
	spaces, err := s.Store.Spaces(ctx, right)
	if err != nil {
		return reply{}, err
	}
	out := sweepResponse{Spaces: len(spaces)}
	var rest []string
	for _, space := range spaces {
		if !slices.Contains(s.EraseSpaces, right.Installation()+"/"+space) {
			rest = append(rest, space)
			continue
		}
		if err := s.Store.EraseSpace(ctx, right, space); err != nil {
			return reply{}, err
		}
		out.Erased++
		s.note(ctx, c, "erasure of a space", space)
	}
	// In another order each time: where the time is too short for all, every space has its turn
	// some week.
	rand.Shuffle(len(rest), func(i, j int) { rest[i], rest[j] = rest[j], rest[i] })
	for _, space := range rest {
		exists, err := s.Spaces.SpaceExists(ctx, right.SystemToken(), right.CloudID(), space)
		if err != nil {
			return reply{}, err
		}
		if !exists {
			out.Orphaned++
			s.note(ctx, c, "orphaned space", space)
		}
	}
	return ok(out)
}

// note leaves a record about a space.
func (s *service) note(ctx context.Context, c *call, operation, space string) {
	s.Audit.Record(context.WithoutCancel(ctx), audit.Event{
		Operation: operation, Outcome: codeOK, RequestID: c.id, Installation: c.event.Installation,
		Space: space,
	})
}
