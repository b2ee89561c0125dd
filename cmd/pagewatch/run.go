package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"pagewatch/internal/sim"
	"pagewatch/internal/sim/aws"
	"pagewatch/internal/sim/grafana"
)

// closeTime is how long calls under way may take to finish after a stop: as long as one may last.
const closeTime = 25 * time.Second

// highestPort is the highest port of the site: the next five must be ports too.
const highestPort = 65530

// options are the flags of run.
type options struct {
	target string // a key of targets
	// binary is the built backend of a target with its own process, "" for where make targets puts
	// it.
	binary                       string
	data, ui, platform, manifest string
	port                         int
	realAWS, verbose             bool
	getenv                       func(string) string
}

func parseOptions(args []string, stderr io.Writer) (options, error) {
	opts := options{getenv: os.Getenv}
	var aws string
	flags := flag.NewFlagSet("pagewatch run", flag.ContinueOnError)
	flags.StringVar(&opts.target, "target", "local",
		"the deployment target of the backend: one of "+targetNames())
	flags.StringVar(&opts.binary, "binary", "",
		"the built backend of a target other than local (default bin/pagewatch-<target>)")
	flags.StringVar(&opts.data, "data", ".pagewatch", "the folder that keeps everything")
	flags.IntVar(&opts.port, "port", 0,
		"the site's port, and the next five (default 8750, or free ones)")
	flags.StringVar(&aws, "aws", "simulated", "simulated or real")
	flags.StringVar(&opts.ui, "ui", "frontend/build/ui", "the built Custom UI")
	flags.StringVar(&opts.platform, "platform", "frontend/build/platform",
		"the platform's browser files")
	flags.StringVar(&opts.manifest, "manifest", "manifest.yml", "the app's manifest")
	flags.BoolVar(&opts.verbose, "v", false,
		"log every call: of the pages that are not views, and of AWS where it is simulated")
	if err := parseFlags(flags, args, stderr); err != nil {
		return options{}, err
	}
	if flags.NArg() > 0 {
		return options{}, wrongUsage("%q is not a flag; see pagewatch run -h", flags.Arg(0))
	}
	if aws != "simulated" && aws != "real" {
		return options{}, wrongUsage("--aws must be simulated or real, not %q", aws)
	}
	if opts.port < 0 || opts.port > highestPort {
		return options{}, wrongUsage(
			"--port must be between 1 and %d, because the next five ports are used too, not %d",
			highestPort, opts.port)
	}
	opts.realAWS = aws == "real"
	return opts, checkTarget(opts.target)
}

// run starts everything, prints the URL, and stops with the context.
func run(ctx context.Context, opts options, std streams) (err error) {
	log := slog.New(slog.NewTextHandler(std.err, &slog.HandlerOptions{Level: opts.level()}))
	if err := sim.Check(opts.data, storeName); err != nil {
		return err
	}
	if opts.target == "container" {
		folder, err := os.MkdirTemp("", "pagewatch-app-")
		if err != nil {
			return fmt.Errorf("making the folder of the app: %w", err)
		}
		defer func() { _ = os.RemoveAll(folder) }()
		if opts, err = containerApp(opts, folder); err != nil {
			return err
		}
	}
	keys, err := chooseKeys(opts)
	if err != nil {
		return err
	}
	simulated, err := aws.New(aws.Config{StatePath: filepath.Join(opts.data, "aws.json"), Log: log})
	if err != nil {
		return err
	}
	stacks, err := grafana.New(grafana.Config{
		StatePath: filepath.Join(opts.data, "grafana.json"), Log: log})
	if err != nil {
		return err
	}
	w := world{opts: opts, cloud: cloudOf(opts, simulated), stacks: stacks, ring: keys.ring,
		log: log}
	in := func(around sim.Surroundings) world {
		w.around, w.getenv = around, environment(opts, around, simulated.Principal(), keys.own)
		return w
	}
	keep := func() error { return errors.Join(keys.keep(), stacks.Keep()) }
	var app backend
	simulation, err := sim.Start(ctx, sim.Config{
		Data: opts.data, Port: opts.port, UI: opts.ui, Platform: opts.platform,
		Manifest: opts.manifest,
		Cloud:    w.cloud, Grafana: stacks, Log: log,
		Check: func(around sim.Surroundings) error { return in(around).check() },
		Backend: func(around sim.Surroundings) (http.Handler, error) {
			app, err = in(around).start(ctx, keep)
			return app, err
		},
	})
	if err != nil {
		return err
	}
	announce(std.out, opts, simulation.URL())
	<-ctx.Done()
	closing, cancel := context.WithTimeout(context.WithoutCancel(ctx), closeTime)
	defer cancel()
	err = errors.Join(simulation.Close(closing), app.stop(closing))
	if err == nil {
		_, err = fmt.Fprintln(std.out, "Stopped. Everything is in", absolute(opts.data))
	}
	return err
}

// level is the least level of the log.
func (o options) level() slog.Level {
	if o.verbose {
		return slog.LevelDebug
	}
	return slog.LevelInfo
}

func absolute(folder string) string {
	if path, err := filepath.Abs(folder); err == nil {
		return path
	}
	return folder
}

// cloudOf returns the simulated AWS, nil if AWS is not simulated: then no console is served, and no
// demonstration prepared.
func cloudOf(opts options, simulated *aws.Cloud) *aws.Cloud {
	if opts.simulates() {
		return simulated
	}
	return nil
}

func announce(stdout io.Writer, opts options, url string) {
	data := absolute(opts.data)
	mode := "AWS, Grafana Cloud, Confluence and Forge are local simulations."
	switch {
	case opts.withoutAWS():
		mode = "AWS accounts are not offered. Grafana Cloud, Confluence and Forge are local " +
			"simulations."
	case opts.leavesSimulation() && opts.simulates():
		mode = "One service of AWS is NOT simulated. The other, Grafana Cloud, Confluence and Forge are."
	case opts.leavesSimulation():
		mode = "AWS is NOT simulated. Grafana Cloud, Confluence and Forge are."
	}
	_, _ = fmt.Fprintf(stdout, `
Pagewatch runs. %s
Everything is kept in %s
Receipts are verified with: pagewatch verify --key %s RECEIPT
Stop with Ctrl+C. Open

    %s

`, mode, data, filepath.Join(data, publicKeyName), url)
}
