package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"net/http"
	"os/exec"
	"slices"
	"strings"

	"pagewatch/internal/secret"
	"pagewatch/internal/service"
	"pagewatch/internal/sim"
	"pagewatch/internal/sim/aws"
	"pagewatch/internal/sim/grafana"
)

// world is what a backend is built from.
type world struct {
	opts   options
	around sim.Surroundings
	// getenv returns the settings of a backend in these surroundings, as production reads them from
	// the environment.
	getenv func(string) string
	// cloud is the simulated AWS, nil if AWS is not simulated.
	cloud *aws.Cloud
	// stacks is the simulated Grafana Cloud.
	stacks *grafana.Cloud
	// ring opens what the data folder keeps.
	ring *secret.Keyring
	// audit receives the audit's JSON lines, log the operators' log.
	audit io.Writer
	log   *slog.Logger
}

// program returns the absolute path of the built backend of a target with its own process: a bare
// name is not looked up in PATH.
func (o options) program() string { return absolute(or(o.binary, "bin/pagewatch-"+o.target)) }

// check refuses settings and programs that the target could not start with.
func (w world) check() error {
	container := w.opts.target == "container"
	if container && (w.opts.getenv(stsEndpoint) != "" || w.opts.getenv(cloudWatchEndpoint) != "") {
		return fmt.Errorf("a container reaches AWS by its own host names alone: unset %s and %s",
			stsEndpoint, cloudWatchEndpoint)
	}
	if _, err := w.variables(); err != nil {
		return err
	}
	if w.opts.target == "local" {
		return nil
	}
	// LookPath refuses a folder, and a file that is not executable.
	if _, err := exec.LookPath(w.opts.program()); err != nil {
		return fmt.Errorf("looking for the program of the target (make targets builds it): %w", err)
	}
	return nil
}

// backend is a running backend. stop is called after the last call, with a bound for
// what must still be done.
type backend struct {
	http.Handler
	stop func(context.Context) error
}

// targets start a backend on each target. The context bounds the start alone; the backend runs
// until it is stopped.
var targets = map[string]func(context.Context, world) (backend, error){
	"container": containerTarget,
	"lambda":    lambdaTarget,
	"local":     localTarget,
}

// variables returns the settings as the environment of a process: those that the code asks for that
// reads them there. It fails where that code would not start with them.
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

// targetNames lists the targets in messages.
func targetNames() string { return strings.Join(slices.Sorted(maps.Keys(targets)), ", ") }

// checkTarget refuses an unknown target.
func checkTarget(name string) error {
	if _, ok := targets[name]; !ok {
		return wrongUsage("--target must be one of %s, not %q", targetNames(), name)
	}
	return nil
}
