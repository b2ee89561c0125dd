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

// world is what a backend's home is built in.
type world struct {
	opts   options
	around sim.Surroundings
	// getenv returns the settings of a backend in these surroundings, as production reads them from
	// the environment.
	getenv func(string) string
	// cloud plays AWS, nil where nothing does.
	cloud *aws.Cloud
	// ring opens what the data folder keeps.
	ring *secret.Keyring
	// audit takes the audit's JSON lines, log what operators look at.
	audit io.Writer
	log   *slog.Logger
}

// backend is a backend in its home. stop is called once nobody calls any more, with a bound for
// what must still be done.
type backend struct {
	http.Handler
	stop func(context.Context) error
}

// homes build a backend where it is to live. The context bounds building alone; the backend lives
// until it is stopped.
var homes = map[string]func(context.Context, world) (backend, error){
	"container": containerHome,
	"lambda":    lambdaHome,
	"local":     localHome,
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

// homeNames names the homes, for people.
func homeNames() string { return strings.Join(slices.Sorted(maps.Keys(homes)), ", ") }

// checkHome refuses a home that there is not.
func checkHome(name string) error {
	if _, ok := homes[name]; !ok {
		return fmt.Errorf("--home must be one of %s, not %q", homeNames(), name)
	}
	return nil
}
