package main

import (
	"context"
	"errors"
)

// start starts the backend of the target, with its audit in the data folder. It first calls keep,
// which leaves the keys there.
func (w world) start(ctx context.Context, keep func() error) (backend, error) {
	if err := keep(); err != nil {
		return backend{}, err
	}
	audit, err := openAudit(w.opts.data)
	if err != nil {
		return backend{}, err
	}
	w.audit = newViewLog(audit, w.log)
	app, err := targets[w.opts.target](ctx, w)
	if err != nil {
		_ = audit.Close()
		return backend{}, err
	}
	stop := func(ctx context.Context) error { return errors.Join(app.stop(ctx), audit.Close()) }
	return backend{app.Handler, stop}, nil
}
