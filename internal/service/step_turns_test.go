package service_test

import (
	"testing"
	"time"

	"pagewatch/internal/platform/invocation"
	"pagewatch/internal/service/servicetest"
)

// TestAnAdminsTestsBlockNoOtherAdmin: an admin repeats a step from twelve loops, and another one
// tests a connection of the same space. Each of their steps gets a turn.
func TestAnAdminsTestsBlockNoOtherAdmin(t *testing.T) {
	inTheAir(t, nil, func(t *testing.T, b *servicetest.Backend, id string) {
		b.StepRate = 0
		b.Reconfigure(nil)
		draft := body(servicetest.RoleDraft(nil))
		proof := b.Test(servicetest.Call{}, draft, "principal")[0].Proof
		stop := flood(t, func(int64) {
			b.Try(servicetest.Call{}, draft, "assume", proof)
		})
		time.Sleep(10 * time.Second)
		other := servicetest.Call{Change: func(c *invocation.Claims) {
			c.Principal = "712020:another-admin"
		}}
		steps := b.Test(other, servicetest.Map{"id": id}, roleSteps...)
		if len(steps) != len(roleSteps) || !steps[len(steps)-1].Complete {
			t.Errorf("the other admin's test: %q", outcomes(steps))
		}
		stop()
	})
}
