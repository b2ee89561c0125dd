package resolver

import (
	"context"
	"net/http"
	"time"

	"pagewatch/internal/access"
)

// The platform waits 5 s for an event and 55 s before an uninstall.
// Sources: developer.atlassian.com/platform/forge/remote/sending-product-events and the manifest's preUninstall module.
const (
	eventBudget     = 4500 * time.Millisecond
	uninstallBudget = 50 * time.Second
)

// lifecycleModules are the manifest's keys of what calls the lifecycle routes: the triggers and their endpoints. Which of
// the two a token carries is not documented. No page of the app has one of them.
var lifecycleModules = []string{"lifecycle", "lifecycle-events", "uninstall", "pre-uninstall"}

// platform makes a handler of a route for the platform alone.
func platform(s *service, do func(context.Context, *call, access.Platform) (reply, error)) func(*call) {
	return func(c *call) {
		caller, err := s.authenticate(c)
		if err != nil {
			s.fail(c, err)
			return
		}
		right, err := access.ByPlatform(caller, lifecycleModules...)
		if err != nil {
			s.fail(c, err)
			return
		}
		out, err := do(c.r.Context(), c, right)
		if err != nil {
			s.fail(c, err)
			return
		}
		c.send(out.status, out.body)
	}
}

// event is POST /v1/lifecycle/event: the app was installed or upgraded. There is nothing to prepare, because whatever an
// installation needs is made at its first use; the record in the audit is what the call is for. Its body is not read:
// nothing in it is needed, and what is not read cannot be wrong.
func (s *service) event(context.Context, *call, access.Platform) (reply, error) {
	return ok(struct{}{})
}

type uninstallResponse struct {
	// Connections says how many were erased now; a repeated call says 0.
	Connections int `json:"connections"`
}

// uninstall is POST /v1/lifecycle/uninstall: the app is about to go, and everything kept for the installation goes first.
func (s *service) uninstall(ctx context.Context, _ *call, right access.Platform) (reply, error) {
	n, err := s.Store.EraseInstallation(ctx, right)
	if err != nil {
		return reply{}, err
	}
	return reply{http.StatusOK, uninstallResponse{n}}, nil
}
