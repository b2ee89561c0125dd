package stage

import "context"

// InvocationID returns the id of an invocation of the container that stays under way, for the
// call's person: for requests that Do would not send.
func (s *Stage) InvocationID(ctx context.Context, c Call) (string, error) {
	return s.holds.id(ctx, s, c)
}
