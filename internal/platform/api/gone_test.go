package api_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"pagewatch/internal/connection"
	"pagewatch/internal/platform/api"
	"pagewatch/internal/secret"
	"pagewatch/internal/upstream"
)

// TestCanceledCallIsNoTimeout distinguishes a canceled call from an upstream that takes too long.
func TestCanceledCallIsNoTimeout(t *testing.T) {
	asked := make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body) // the end of the connection is seen after it
		asked <- struct{}{}
		<-r.Context().Done()
	}))
	defer server.Close()
	transport, token := api.Remote(server.Client(), server.URL, time.Now), secret.New("x")
	for name, row := range map[string]struct {
		end  func(context.Context) (context.Context, context.CancelFunc)
		kind upstream.Kind
		gone bool
	}{
		"the caller cancels": {context.WithCancel, upstream.Canceled, true},
		"the time is up": {func(ctx context.Context) (context.Context, context.CancelFunc) {
			ctx, end := context.WithCancelCause(ctx)
			return ctx, func() { end(context.DeadlineExceeded) }
		}, upstream.Timeout, false},
	} {
		calls := map[string]func(context.Context) error{
			"operations": func(ctx context.Context) error {
				_, err := api.NewConfluence(transport).Operations(ctx, token, "site", "42")
				return err
			},
			"storage": func(ctx context.Context) error {
				_, err := api.NewStorage(transport).Get(ctx,
					connection.Tenant{Installation: "x", SystemToken: token}, key)
				return err
			},
		}
		for call, do := range calls {
			ctx, end := row.end(t.Context())
			go func() { <-asked; end() }()
			started := time.Now()
			err := do(ctx)
			if up := upstream.As(err); call == "operations" && (up == nil || up.Kind != row.kind) {
				t.Errorf("%s, %s: %v, want the kind %s", name, call, err, row.kind)
			}
			if call == "storage" &&
				(!errors.Is(err, connection.ErrUnavailable) ||
					errors.Is(err, context.Canceled) != row.gone) {
				t.Errorf("%s, %s: %v", name, call, err)
			}
			if took := time.Since(started); took > 3*time.Second {
				t.Errorf("%s, %s: it took %v", name, call, took)
			}
		}
	}
}
