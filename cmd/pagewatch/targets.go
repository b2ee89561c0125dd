package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"net/http"
	"slices"
	"strings"

	"pagewatch/internal/secret"
	"pagewatch/internal/service"
	"pagewatch/internal/sim"
	"pagewatch/internal/sim/aws"
)

// world contains the parts of a backend.
type world struct {
	opts   options
	around sim.Surroundings
	// getenv returns the settings of a backend in these surroundings, as environment variables that
	// production reads.
	getenv func(string) string
	// cloud is the simulated AWS, nil if no part of AWS is simulated.
	cloud *aws.Cloud
	// ring opens the records of the data folder.
	ring *secret.Keyring
	// audit receives the audit's JSON lines, log the operator's log.
	audit io.Writer
	log   *slog.Logger
}

// backend is a running backend. stop is called after the last call, with a deadline for the
// remaining work.
type backend struct {
	http.Handler
	stop func(context.Context) error
}

// targets build a backend on a deployment target. The context bounds building alone; the backend
// runs until it is stopped.
var targets = map[string]func(context.Context, world) (backend, error){
	"container": containerTarget,
	"lambda":    lambdaTarget,
	"local":     localTarget,
}

// variables returns the settings as the environment of a process: the variables that
// service.FromEnvironment reads. It fails if the process would not start with them.
func (w world) variables() (map[string]string, error) {
	asked := map[string]string{}
	_, err := service.FromEnvironment(func(name string) string {
		value := w.getenv(name)
		if value != "" {
			asked[name] = value
		}
		return value
	})
	return asked, err
}

// targetNames lists the targets, for people.
func targetNames() string { return strings.Join(slices.Sorted(maps.Keys(targets)), ", ") }

// checkTarget refuses an unknown target.
func checkTarget(name string) error {
	if _, ok := targets[name]; !ok {
		return fmt.Errorf("--target must be one of %s, not %q", targetNames(), name)
	}
	return nil
}
