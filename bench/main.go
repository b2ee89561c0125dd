// Bench measures Pagewatch and prints the content of docs/performance.md, as Markdown. It fails on
// a wrong answer, and never because of a time.
//
//	go -C bench run .                      everything
//	go -C bench run . views cold           some sections
//	go -C bench run . -profile container   a CPU profile of one target's views, of alert rules
//	                                       with the section rules
//	go -C bench run . -against ../before   this tree's views beside those of another
//
// The measured programs are separate processes. Their imitated upstreams run in this process
// (bench/stage).
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"slices"
	"strings"
	"time"

	"pagewatch/bench/stage"
)

// bench is the state that the sections share.
type bench struct {
	out io.Writer
	// folder holds the built programs.
	folder   string
	binaries map[string]string
	// rounds is the number of turns of each contestant, views the number of views in a turn.
	rounds, views int
	// soak is the duration of the mixed traffic.
	soak time.Duration
}

// section is a part of the report.
type section struct {
	name, about string
	run         func(context.Context, *bench) error
}

// sections are the sections in the order of the report.
var sections = []section{
	{"views", "CPU and latency of a view, beside the yardstick", views},
	{"clearing", "what the clearing of memory costs", clearing},
	{"allocations", "what a view allocates", allocations},
	{"sources", "one view of 1 to 10 sources", sources},
	{"stream", "the first record against the last", streamed},
	{"cold", "from the start to the first answer", cold},
	{"memory", "resident memory", memory},
	{"rules", "alert rules of a stack", rules},
	{"load", "very many readers at once, and requests that are not whole", load},
	{"soak", "mixed traffic for a while", soak},
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, os.Args[1:])
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string) error {
	b := &bench{out: os.Stdout, binaries: map[string]string{}}
	flags := flag.NewFlagSet("bench", flag.ContinueOnError)
	flags.IntVar(&b.rounds, "rounds", 9, "how often contestants take turns")
	flags.IntVar(&b.views, "views", 40, "how many views each makes in its turn")
	flags.DurationVar(&b.soak, "for", 30*time.Second, "how long the soak lasts")
	target := flags.String("profile", "",
		"write a CPU profile of the views of this target (container, lambda, yardstick, yardstick-lambda) instead")
	file := flags.String("cpuprofile", "cpu.pprof", "where -profile writes")
	other := flags.String("against", "",
		"compare this tree's views with those of the sources in another folder instead")
	count := flags.Int("alarms", 100, "how many alarms the views of -profile show")
	flags.Usage = func() {
		fmt.Fprintln(flags.Output(), "go -C bench run . [flags] [sections]")
		for _, s := range sections {
			fmt.Fprintf(flags.Output(), "  %-12s %s\n", s.name, s.about)
		}
		flags.PrintDefaults()
	}
	if err := flags.Parse(args); err != nil {
		return err
	}
	chosen, err := choose(flags.Args())
	if err != nil {
		return err
	}
	if b.folder, err = os.MkdirTemp("", "pagewatch-bench-"); err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(b.folder) }()
	if *target != "" {
		c := &contestant{name: *target, target: stage.Target(*target), variant: stage.Probed}
		if slices.Equal(flags.Args(), []string{"rules"}) {
			c.rules, *count = fewRules, fewRules.Count
		}
		return profile(ctx, b, c, *count, *file)
	}
	if err := b.machine(ctx); err != nil {
		return err
	}
	if *other != "" {
		return against(ctx, b, *other)
	}
	for _, s := range chosen {
		began := time.Now()
		b.say("\n## %s\n\n", heading(s))
		if err := s.run(ctx, b); err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
		fmt.Fprintf(os.Stderr, "%s took %v\n", s.name, time.Since(began).Round(time.Second))
	}
	return nil
}

func heading(s section) string {
	return strings.ToUpper(s.about[:1]) + s.about[1:] + " (`" + s.name + "`)"
}

// choose returns the sections of these names, all without names.
func choose(names []string) ([]section, error) {
	if len(names) == 0 {
		return sections, nil
	}
	var out []section
	for _, name := range names {
		i := slices.IndexFunc(sections, func(s section) bool { return s.name == name })
		if i < 0 {
			return nil, fmt.Errorf("unknown section %q; -h lists them", name)
		}
		out = append(out, sections[i])
	}
	return out, nil
}

// say prints a part of the report.
func (b *bench) say(format string, args ...any) { _, _ = fmt.Fprintf(b.out, format, args...) }

// binary builds a program once.
func (b *bench) binary(ctx context.Context, target stage.Target, variant stage.Variant) (string,
	error) {
	key := string(target) + " " + string(variant)
	if b.binaries[key] == "" {
		path, err := stage.Build(ctx, b.folder, target, variant)
		if err != nil {
			return "", err
		}
		b.binaries[key] = path
	}
	return b.binaries[key], nil
}
