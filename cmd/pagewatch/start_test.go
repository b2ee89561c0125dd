package main

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"os"
	"testing"
)

// TestKeysAreKeptBeforeTheBackendStarts: where they cannot be kept, nothing is sealed with them.
func TestKeysAreKeptBeforeTheBackendStarts(t *testing.T) {
	opts := options{target: "local", data: t.TempDir(), getenv: nothing}
	keys, err := chooseKeys(opts)
	if err != nil {
		t.Fatal(err)
	}
	w := world{opts: opts, around: around, ring: keys.ring, log: slog.New(slog.DiscardHandler),
		getenv: environment(opts, around, principal, keys.own)}
	full := errors.New("the disk is full")
	if _, err := w.start(t.Context(), func() error { return full }); !errors.Is(err, full) {
		t.Errorf("got %v", err)
	}
	if left, err := os.ReadDir(opts.data); err != nil || len(left) > 0 {
		t.Errorf("the folder has %v, %v", left, err)
	}
}

// TestTheAuditIsClosed with the backend, and where the backend does not start.
func TestTheAuditIsClosed(t *testing.T) {
	broken := errors.New("the backend is broken")
	for name, want := range map[string]error{"stopped": nil, "not started": broken} {
		var audit *auditFile
		targets["planted"] = func(_ context.Context, w world) (backend, error) {
			audit = w.audit.(*viewLog).audit.(*auditFile)
			stop := func(context.Context) error { return nil }
			return backend{http.NotFoundHandler(), stop}, want
		}
		defer delete(targets, "planted")
		w := world{opts: options{target: "planted", data: t.TempDir()},
			log: slog.New(slog.DiscardHandler)}
		app, err := w.start(t.Context(), func() error { return nil })
		if err == nil {
			err = app.stop(t.Context())
		}
		if !errors.Is(err, want) {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := audit.Write(nil); !errors.Is(err, os.ErrClosed) {
			t.Errorf("%s: the audit is still open: %v", name, err)
		}
	}
}
