package main

import (
	"context"
	"path/filepath"

	"pagewatch/internal/connection/embedded"
	"pagewatch/internal/service"
)

// localTarget runs the backend in this process, with its records in the embedded store.
func localTarget(_ context.Context, w world) (backend, error) {
	store, err := embedded.Open(filepath.Join(w.opts.data, storeName), w.ring)
	if err != nil {
		return backend{}, err
	}
	stop := func(context.Context) error { return store.Close() }
	settings, err := service.FromEnvironment(w.getenv)
	if err != nil {
		_ = store.Close()
		return backend{}, err
	}
	handler, err := service.New(settings,
		service.Deployment{Announced: true, Store: store, Audit: w.audit, Log: w.log})
	if err != nil {
		_ = store.Close()
		return backend{}, err
	}
	return backend{handler, stop}, nil
}
