package resolver

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"pagewatch/internal/connection"
)

// TestAnIncompleteChangeHasOneCode: why a connection could not follow does not tell the caller that
// the change itself met a conflict. A caller who left stays one.
func TestAnIncompleteChangeHasOneCode(t *testing.T) {
	for _, row := range []struct {
		failed error
		want   string
	}{
		{connection.ErrUnavailable, "store_unavailable"},
		{errors.Join(connection.ErrExists, connection.ErrUnavailable), "store_unavailable"},
		{connection.ErrExists, "store_unavailable"},
		{errors.Join(connection.ErrUnavailable, context.Canceled), codeGone},
	} {
		if got := code(fmt.Errorf("%w: %w", errIncomplete, row.failed)); got != row.want {
			t.Errorf("%v: %s, want %s", row.failed, got, row.want)
		}
	}
}
