package invocation

import (
	"context"

	"pagewatch/internal/secret"
)

// Arrival holds the headers with which an invocation reaches a Forge container. The request's
// context carries it, because outgoing requests name their invocation. Source:
// developer.atlassian.com/platform/forge/containers-reference/ref-api.
type Arrival struct {
	// ID is the header x-forge-invocation-id. It authorizes calls to the sidecar on behalf of the
	// invocation, so it is neither printed nor logged.
	ID secret.Value
	// LogAttributes is the header x-forge-invocation-log-attributes, by which the platform joins
	// logs with invocations.
	LogAttributes string
}

type arrivalKey struct{}

// WithArrival returns a context that holds the arrival.
func WithArrival(ctx context.Context, a Arrival) context.Context {
	return WithArrivals(ctx, func() Arrival { return a })
}

// WithArrivals returns a context whose arrival is the current result of find: work for several
// invocations continues for the others when one has ended.
func WithArrivals(ctx context.Context, find func() Arrival) context.Context {
	return context.WithValue(ctx, arrivalKey{}, find)
}

// ArrivalOf returns the context's arrival, the zero Arrival outside containers.
func ArrivalOf(ctx context.Context) Arrival {
	if find, ok := ctx.Value(arrivalKey{}).(func() Arrival); ok {
		return find()
	}
	return Arrival{}
}
