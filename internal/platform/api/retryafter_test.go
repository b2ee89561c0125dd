package api_test

import (
	"context"
	"errors"
	"net/http"
	"testing"
	"time"

	"pagewatch/internal/connection"
	"pagewatch/internal/platform/api"
	"pagewatch/internal/secret"
	"pagewatch/internal/upstream"
)

// TestThePlatformSaysHowLongToWait: half an hour, in seconds, or as a date on our clock. No call
// waits for it.
func TestThePlatformSaysHowLongToWait(t *testing.T) {
	now := time.Date(2026, 11, 21, 10, 0, 0, 0, time.UTC)
	for asked, want := range map[string]time.Duration{"1800": 30 * time.Minute,
		"Sat, 21 Nov 2026 10:30:00 GMT": 30 * time.Minute, "": 0} {
		b := &busy{refusals: 9, retryAfter: asked}
		transport := api.Remote(&http.Client{Transport: b}, "https://api.example",
			func() time.Time { return now })
		_, asking := api.NewConfluence(transport).Operations(context.Background(),
			secret.New("token"), "site", "42")
		_, looking := api.NewConfluence(transport).SpaceExists(context.Background(),
			secret.New("token"), "site", "42")
		_, reading := api.NewStorage(transport).Get(context.Background(), tenant, key)
		for name, err := range map[string]error{
			"operations": asking, "a space": looking, "the storage": reading} {
			up := upstream.As(err)
			if up == nil || up.RetryAfter != want || up.Status != http.StatusTooManyRequests {
				t.Errorf("%s, %q: %v", name, asked, err)
			}
		}
		if !errors.Is(reading, connection.ErrUnavailable) || b.calls != 3 {
			t.Errorf("%q: %v after %d calls", asked, reading, b.calls)
		}
	}
}
