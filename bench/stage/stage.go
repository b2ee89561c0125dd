// Package stage sets a program of Pagewatch's among imitated upstreams, to be measured: the
// container behind an imitated sidecar, the function behind an imitated Runtime API, or the
// yardstick. The program is a process of its own and all imitations are in this one, so what the
// program's process uses is the program's alone.
//
// A connection is linked the honest way, step by step, with every signature and every policy
// checked. After that a Region may be given a number of alarms (SetAlarms): those answers are made
// once and sent as they are.
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
	"pagewatch/internal/sim/kvs"
	"pagewatch/internal/sim/lambda"
	"pagewatch/internal/sim/ports"
	"pagewatch/internal/sim/sidecar"
)

// Home is the kind of program that is measured.
type Home string

// The homes.
const (
	Container Home = "container"
	Lambda    Home = "lambda"
	// Yardstick is the least program that shows alarms (bench/yardstick), YardstickLambda the same
	// as a function.
	Yardstick       Home = "yardstick"
	YardstickLambda Home = "yardstick-lambda"
)

// yardstick reports whether it is the yardstick, in either home.
func (h Home) yardstick() bool { return h == Yardstick || h == YardstickLambda }

// What the imitated platform is made of.
const (
	AppID        = "ari:cloud:ecosystem::app/11111111-2222-4333-8444-555555555555"
	Installation = "aaaaaaaa-0000-4000-8000-000000000001"
	CloudID      = "bbbbbbbb-0000-4000-8000-000000000002"
	// Space is a space that Admin administers and Reader reads.
	Space  = "65538"
	Admin  = "ada"
	Reader = "ravi"
	// RoleARN is the role that is linked.
	RoleARN = "arn:aws:iam::111122223333:role/PagewatchReadAlarms"
	// Origin is that of the pages which may read a stream.
	Origin = "https://app.cdn.example"
)

// Config is what a stage is made of. Home and Binary are required.
type Config struct {
	Home   Home
	Binary string
	// Env are further settings of the program; they win over the stage's own.
	Env map[string]string
	// Output takes what the program writes, log and audit. nil: nobody does.
	Output io.Writer
	// Concurrency is how many calls a function serves at a time, each in a process of its own; 0
	// means the default of the imitation. The other homes have one process.
	Concurrency int
}

// Stage is a program among its upstreams. Its methods may be called from many goroutines.
type Stage struct {
	cfg    Config
	folder string
	issuer *fit.Issuer
	// Cloud is the imitated AWS: for faults, and for what was called with which parameters.
	Cloud   *simaws.Cloud
	storage *kvs.Server
	// aws and atlassian count and delay what comes to them.
	aws    *front
	counts counter
	// closers are called in reverse.
	closers []func()

	// url is where the container or the yardstick listens.
	url string
	// in takes the platform's calls.
	in       http.Handler
	env      []string // of the program
	program  *child.Child
	function *lambda.Function
	holds    holds
	tokens   sync.Map // of claims, to minted
}

// Open starts the upstreams and the program, and waits until it is well. A function starts with its
// first call.
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
		return nil, fmt.Errorf("setting a stage for %s: %w", cfg.Home, err)
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
	return nil
}

// run starts the program in its home.
func (s *Stage) run(ctx context.Context) error {
	switch s.cfg.Home {
	case Container:
		return s.runContainer(ctx)
	case Lambda:
		return s.runLambda()
	case Yardstick:
		return s.runYardstick(ctx)
	case YardstickLambda:
		return s.deploy(s.yardstick())
	}
	return fmt.Errorf("there is no home %q", s.cfg.Home)
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
		Hosts:     []string{"*.amazonaws.com"}, AWS: s.aws,
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

// yardstick returns the yardstick's settings.
func (s *Stage) yardstick() map[string]string {
	aws, atlassian := s.serve(s.aws), s.serve(s.platform())
	env := s.operator()
	maps.Copy(env, map[string]string{
		"AUDIENCE": AppID, "JWKS_URL": atlassian + jwksPath, "EXTRA_URL": atlassian + extraPath,
		"STS_URL": aws, "CLOUDWATCH_URL": aws, "ROLE_ARN": RoleARN, "EXTERNAL_ID": yardstickID,
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

// URL is where the container or the yardstick listens, for calls that are none of the platform's. A
// function has none.
func (s *Stage) URL() string { return s.url }

// wellTime is how long a program may take to be well, also on a machine that is busy.
const wellTime = time.Minute
