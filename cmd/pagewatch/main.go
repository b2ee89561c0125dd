// Pagewatch on one machine: the real backend between simulations of Confluence, Forge and AWS, all
// on loopback; and the operator's tools. Commands and flags are in help.txt, which `pagewatch help`
// prints.
package main

import (
	"context"
	_ "embed"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"slices"
	"strings"
	"syscall"

	"pagewatch/internal/secret"
	"pagewatch/internal/service"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // a second Ctrl+C ends the program at once
	err := command(ctx, os.Args[1:], streams{os.Stdin, os.Stdout, os.Stderr})
	if err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, "pagewatch:", err)
		os.Exit(1)
	}
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

// command runs the command that the arguments name.
func command(ctx context.Context, args []string, std streams) error {
	name := "run"
	if len(args) > 0 &&
		(slices.Contains([]string{"-h", "--help"}, args[0]) || !strings.HasPrefix(args[0], "-")) {
		name, args = args[0], args[1:]
	}
	switch name {
	case "run":
		opts, err := parseOptions(args, std.err)
		if err != nil {
			return err
		}
		return run(ctx, opts, std)
	case "key":
		return printKey(args, std.out)
	case "receipt-key":
		return printReceiptKey(args, std)
	case "verify":
		return verify(args, std)
	case "app":
		return app(args, std)
	case "backup":
		return makeBackup(args, os.Getenv, std)
	case "restore":
		return restore(args, os.Getenv, std)
	case "help", "-h", "--help":
		_, err := fmt.Fprint(std.out, help)
		return err
	case "version":
		_, err := fmt.Fprintln(std.out, "pagewatch", service.Version())
		return err
	}
	return fmt.Errorf("there is no command %q; pagewatch help lists them", name)
}

// parseFlags returns an error instead of printing it, and prints the usage only for -h, with
// flag.ErrHelp.
func parseFlags(flags *flag.FlagSet, args []string, stderr io.Writer) error {
	flags.SetOutput(io.Discard)
	err := flags.Parse(args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		flags.SetOutput(stderr)
		flags.Usage()
		return err
	case err != nil:
		return fmt.Errorf("%w; see %s -h", err, flags.Name())
	}
	return nil
}

func printKey(args []string, stdout io.Writer) error {
	if len(args) != 1 {
		return errors.New("key takes one id, such as: pagewatch key k1")
	}
	pair := secret.NewKey(args[0])
	if _, err := secret.ParseKeyring(pair); err != nil {
		return fmt.Errorf("the id %q will not do: %w", args[0], err)
	}
	_, err := fmt.Fprintln(stdout, pair)
	return err
}
