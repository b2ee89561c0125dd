// Package stage runs a program of Pagewatch with imitated upstreams, for measurements: the
// container behind an imitated sidecar, the function behind an imitated Runtime API, or the
// yardstick. The program is a separate process and all imitations run in this one, so the resources
// of the program's process are the program's alone.
//
// A connection is linked step by step, as a person does, with every signature and policy checked.
// After that, SetAlarms gives a Region a number of alarms: its answers are made once and sent
// without checks.
package stage

import (
	"context"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"time"

	simaws "pagewatch/internal/sim/aws"
	"pagewatch/internal/sim/child"
	"pagewatch/internal/sim/fit"
	"pagewatch/internal/sim/grafana"
	"pagewatch/internal/sim/kvs"
	"pagewatch/internal/sim/lambda"
	"pagewatch/internal/sim/ports"
	"pagewatch/internal/sim/sidecar"
)

// Target is the kind of a measured program.
type Target string

// The targets.
const (
	Container Target = "container"
	Lambda    Target = "lambda"
	// Yardstick is the least program that shows alarms (bench/yardstick), YardstickLambda the same
	// as a function.
	Yardstick       Target = "yardstick"
	YardstickLambda Target = "yardstick-lambda"
)

// yardstick reports whether the target is the yardstick, in either form.
func (t Target) yardstick() bool { return t == Yardstick || t == YardstickLambda }

// The fixed parts of the imitated platform.
const (
	AppID        = "ari:cloud:ecosystem::app/11111111-2222-4333-8444-555555555555"
	Installation = "aaaaaaaa-0000-4000-8000-000000000001"
	CloudID      = "bbbbbbbb-0000-4000-8000-000000000002"
	// Space is a space that Admin administers and Reader reads.
	Space  = "65538"
	Admin  = "ada"
	Reader = "ravi"
	// RoleARN is the linked role.
	RoleARN = "arn:aws:iam::111122223333:role/PagewatchReadAlarms"
	// Origin is the origin of the pages that may read a stream.
	Origin = "https://app.cdn.example"
)

// Config configures a stage. Target and Binary are required.
type Config struct {
	Target Target
	Binary string
	// Env are further environment variables of the program; they override the stage's own.
	Env map[string]string
	// Output receives the program's output, log and audit. nil discards it.
	Output io.Writer
	// Concurrency is how many calls a function serves at a time, each in its own process; 0 means
	// the default of the imitation. Other targets have one process and ignore it.
	Concurrency int
}

// Stage is a program with its upstreams. Its methods are safe for concurrent use.
type Stage struct {
	cfg    Config
	folder string
	issuer *fit.Issuer
	// Cloud is the imitated AWS. It injects faults and lists calls with their parameters.
	Cloud   *simaws.Cloud
	storage *kvs.Server
	// aws and stacks count and delay their calls.
	aws    *front
	stacks *stacks
	counts counter
	// closers are called in reverse.
	closers []func()

	// url is the address of the container or the yardstick.
	url string
	// in receives the platform's calls.
	in       http.Handler
	env      []string // of the program
	program  *child.Child
	function *lambda.Function
	holds    holds
	tokens   sync.Map // of claims, to minted
}

// Open starts the upstreams and the program, and waits until it is healthy. A function starts with
// its first call.
func Open(ctx context.Context, cfg Config) (*Stage, error) {
	s := &Stage{cfg: cfg}
	if s.cfg.Output == nil {
		s.cfg.Output = io.Discard
	}
	err := s.build()
	if err == nil {
		err = s.run(ctx)
	}
	if err != nil {
		s.Close()
		return nil, fmt.Errorf("setting a stage for %s: %w", cfg.Target, err)
	}
	return s, nil
}

// build makes the upstreams.
func (s *Stage) build() error {
	var err error
	if s.folder, err = os.MkdirTemp("", "pagewatch-stage-"); err != nil {
		return err
	}
	s.later(func() { _ = os.RemoveAll(s.folder) })
	if s.issuer, err = fit.New(AppID); err != nil {
		return err
	}
	if s.Cloud, err = simaws.New(simaws.Config{}); err != nil {
		return err
	}
	if s.storage, err = openStorage(filepath.Join(s.folder, "storage.db")); err != nil {
		return err
	}
	s.later(func() { _ = s.storage.Close() })
	s.aws = &front{cloud: s.Cloud, counts: &s.counts}
	stacked, err := grafana.New(grafana.Config{})
	if err != nil {
		return err
	}
	s.stacks = &stacks{cloud: stacked, counts: &s.counts}
	return nil
}

// run starts the program in the form of its target.
func (s *Stage) run(ctx context.Context) error {
	switch s.cfg.Target {
	case Container:
		return s.runContainer(ctx)
	case Lambda:
		return s.runLambda()
	case Yardstick:
		return s.runYardstick(ctx)
	case YardstickLambda:
		return s.deploy(s.yardstick())
	}
	return fmt.Errorf("unknown target %q", s.cfg.Target)
}

func (s *Stage) runContainer(ctx context.Context) error {
	free, err := ports.Free(1)
	if err != nil {
		return err
	}
	port := strconv.Itoa(free)
	s.url = "http://127.0.0.1:" + port
	s.holds.ids = map[string]string{}
	service, outwards := s.serve(s.holds.around(s.url)), httptest.NewUnstartedServer(nil)
	beside := sidecar.New(sidecar.Config{
		AppID: AppID, JWKSURL: s.serve(s.issuer), Service: service,
		Atlassian: s.serve(s.platform()),
		Hosts:     []string{"*.amazonaws.com", "*.grafana.net"}, AWS: s.aws, Grafana: s.stacks,
	})
	outwards.Config.Handler = s.counts.contexts(beside.Egress())
	outwards.Start()
	s.later(outwards.Close)
	s.in = beside.Ingress()
	s.later(s.holds.release)
	env := s.operator()
	maps.Copy(env, map[string]string{
		"SERVER_PORT": port, "PAGEWATCH_LISTEN_HOST": "127.0.0.1",
		"FORGE_APP_ARI": AppID, "FORGE_EGRESS_PROXY_URL": outwards.URL,
	})
	return s.start(ctx, env)
}

func (s *Stage) runLambda() error {
	aws, atlassian := s.serve(s.aws), s.serve(s.platform())
	env := s.operator()
	maps.Copy(env, map[string]string{
		"PAGEWATCH_APP_ID": AppID, "PAGEWATCH_JWKS_URL": atlassian + jwksPath,
		"PAGEWATCH_ATLASSIAN_API":  atlassian,
		"PAGEWATCH_STREAM_URL":     "https://pagewatch.example.com/v1/stream",
		"PAGEWATCH_STREAM_ORIGINS": Origin,
		"AWS_ENDPOINT_URL_STS":     aws, "AWS_ENDPOINT_URL_CLOUDWATCH": aws,
		"PAGEWATCH_GRAFANA_ORIGIN": s.serve(s.stacks),
	})
	return s.deploy(env)
}

// deploy makes a function of the program.
func (s *Stage) deploy(env map[string]string) error {
	principal := awsKeys(env)
	maps.Copy(env, s.cfg.Env)
	var err error
	s.function, err = lambda.New(lambda.Config{
		Binary: s.cfg.Binary, Variables: env, AccessKeyID: principal.id,
		SecretAccessKey: principal.secret,
		Concurrency:     s.cfg.Concurrency, Log: quiet(), Stdout: s.cfg.Output,
		Stderr: s.cfg.Output,
	})
	if err != nil {
		return err
	}
	s.in = s.function
	s.later(func() { _ = s.function.Close(context.Background()) })
	return nil
}

func (s *Stage) runYardstick(ctx context.Context) error {
	free, err := ports.Free(1)
	if err != nil {
		return err
	}
	port := strconv.Itoa(free)
	s.url = "http://127.0.0.1:" + port
	env := s.yardstick()
	env["LISTEN"] = "127.0.0.1:" + port
	return s.start(ctx, env)
}

// yardstick returns the yardstick's environment.
func (s *Stage) yardstick() map[string]string {
	aws, atlassian := s.serve(s.aws), s.serve(s.platform())
	env := s.operator()
	maps.Copy(env, map[string]string{
		"AUDIENCE": AppID, "JWKS_URL": atlassian + jwksPath, "EXTRA_URL": atlassian + extraPath,
		"STS_URL": aws, "CLOUDWATCH_URL": aws, "ROLE_ARN": RoleARN, "EXTERNAL_ID": yardstickID,
		"GRAFANA_URL": s.serve(s.stacks), "GRAFANA_TOKEN": s.viewer(),
	})
	return env
}

// serve opens a server on loopback and returns its URL.
func (s *Stage) serve(h http.Handler) string {
	server := httptest.NewServer(h)
	s.later(server.Close)
	return server.URL
}

func (s *Stage) later(close func()) { s.closers = append(s.closers, close) }

// Close ends the program and the upstreams.
func (s *Stage) Close() {
	for len(s.closers) > 0 {
		last := s.closers[len(s.closers)-1]
		s.closers = s.closers[:len(s.closers)-1]
		last()
	}
}

// URL returns the address of the container or the yardstick, for calls from outside the platform. A
// function has none.
func (s *Stage) URL() string { return s.url }

// wellTime bounds the time until a program is healthy, on a busy machine too.
const wellTime = time.Minute
