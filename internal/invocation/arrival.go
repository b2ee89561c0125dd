package invocation

import (
	"context"

	"pagewatch/internal/secret"
)

// Arrival is how an invocation reached a Forge container. It travels in the request's context, because whatever goes out
// for the invocation names it.
// Source: developer.atlassian.com/platform/forge/containers-reference/ref-api.
type Arrival struct {
	// ID is the header x-forge-invocation-id. Whoever reaches the sidecar with it acts for the invocation, so it is
	// neither printed nor logged.
	ID secret.Value
	// LogAttributes is the header x-forge-invocation-log-attributes, by which the platform joins logs with invocations.
	LogAttributes string
}

type arrivalKey struct{}

// WithArrival returns a context that holds the arrival.
func WithArrival(ctx context.Context, a Arrival) context.Context {
	return context.WithValue(ctx, arrivalKey{}, a)
}

// ArrivalOf returns the context's arrival, the zero Arrival outside containers.
func ArrivalOf(ctx context.Context) Arrival {
	a, _ := ctx.Value(arrivalKey{}).(Arrival)
	return a
}
