package upstream_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"pagewatch/internal/upstream"
)

func TestCleanCodeLetsPlainWordsThrough(t *testing.T) {
	for in, want := range map[string]string{
		"AccessDenied": "AccessDenied", "a.b_c-1": "a.b_c-1", "": "",
		"Access Denied": "", "<script>": "", "line\nbreak": "", "ünïcode": "",
		strings.Repeat("x", 65): "", strings.Repeat("x", 64): strings.Repeat("x", 64),
	} {
		if got := upstream.CleanCode(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestAsFindsTheError(t *testing.T) {
	failed := &upstream.Error{Service: "sts", Operation: "AssumeRole",
		Kind: upstream.Refused, Status: 403, Code: "AccessDenied"}
	if got := upstream.As(fmt.Errorf("viewing: %w", failed)); got != failed {
		t.Errorf("got %v", got)
	}
	if upstream.As(errors.New("other")) != nil {
		t.Error("found an error that is not there")
	}
	if text := failed.Error(); text != `sts AssumeRole: refused (status 403, code "AccessDenied")` {
		t.Errorf("reads %s", text)
	}
}

// TestEnded: the cause of a context's end distinguishes a disconnected caller from a deadline.
func TestEnded(t *testing.T) {
	alive, end := context.WithCancelCause(t.Context())
	if got := upstream.Ended(alive); got != "" {
		t.Errorf("a context that has not ended: %s", got)
	}
	end(context.DeadlineExceeded)
	expired, stop := context.WithDeadline(t.Context(), time.Now().Add(-time.Second))
	defer stop()
	canceled, cancel := context.WithCancel(t.Context())
	cancel()
	for ctx, want := range map[context.Context]upstream.Kind{
		alive: upstream.Timeout, expired: upstream.Timeout, canceled: upstream.Canceled} {
		child, done := context.WithTimeout(ctx, time.Hour)
		if got := upstream.Ended(child); got != want {
			t.Errorf("%v: %s, want %s", context.Cause(ctx), got, want)
		}
		done()
	}
}
