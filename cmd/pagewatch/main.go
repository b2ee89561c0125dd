// Pagewatch on one machine: the real backend between simulations of Confluence, Forge and AWS, all
// on loopback; and the operator's tools. Commands and flags are in help.txt, which `pagewatch help`
// prints.
package main

import (
	"context"
	_ "embed"
	"fmt"
	"io"
	"maps"
	"os"
	"os/signal"
	"slices"
	"strings"
	"syscall"

	"pagewatch/internal/service"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second Ctrl+C ends the program at once
	err := command(ctx, os.Args[1:], streams{os.Stdin, os.Stdout, os.Stderr})
	code := exitCode(err)
	if code != 0 {
		fmt.Fprintln(os.Stderr, "pagewatch:", err)
	}
	os.Exit(code)
}

// help is the text that `pagewatch help` prints.
//
//go:embed help.txt
var help string

// streams are what a command reads and writes.
type streams struct {
	in       io.Reader
	out, err io.Writer
}

// commands are the commands but run.
var commands = map[string]func([]string, streams) error{
	"app":         app,
	"backup":      withEnvironment(makeBackup),
	"help":        printHelp,
	"key":         printKey,
	"receipt-key": printReceiptKey,
	"restore":     withEnvironment(restore),
	"secrets":     printSecrets,
	"verify":      verify,
	"version":     printVersion,
}

func withEnvironment(do func([]string, func(string) string, streams) error) func([]string,
	streams) error {
	return func(args []string, std streams) error { return do(args, os.Getenv, std) }
}

// command runs the command that the arguments name.
func command(ctx context.Context, args []string, std streams) error {
	name := "run"
	if len(args) > 0 &&
		(slices.Contains([]string{"-h", "--help", "--version"}, args[0]) || !strings.HasPrefix(args[0], "-")) {
		name, args = strings.TrimLeft(args[0], "-"), args[1:]
	}
	if name == "run" {
		opts, err := parseOptions(args, std.err)
		if err != nil {
			return err
		}
		return run(ctx, opts, std)
	}
	do := commands[name]
	if name == "h" {
		do = printHelp
	}
	if do == nil {
		return unknownCommand(name)
	}
	return do(args, std)
}

func unknownCommand(name string) error {
	hint := ""
	if near := nearest(name, append(slices.Collect(maps.Keys(commands)), "run")); near != "" {
		hint = fmt.Sprintf("; did you mean %s?", near)
	}
	return wrongUsage("unknown command %q%s; pagewatch help lists them all", name, hint)
}

func printHelp(_ []string, std streams) error {
	_, err := fmt.Fprint(std.out, help)
	return err
}

func printVersion(_ []string, std streams) error {
	_, err := fmt.Fprintln(std.out, "pagewatch", service.Version())
	return err
}
