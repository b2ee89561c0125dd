// Pagewatch on one machine: the real backend between imitations of Confluence, Forge and AWS, all on loopback.
//
//	pagewatch [run] [flags]   start it and print one URL
//	pagewatch key ID          print a fresh `id:base64` pair for PAGEWATCH_KEYS
//	pagewatch receipt-key     print a fresh PAGEWATCH_RECEIPT_KEY, and the public key that verifies its receipts
//	pagewatch verify --key FILE RECEIPT
//	                          print a receipt if it was signed with the key of FILE, else say why not and exit with 1;
//	                          RECEIPT is a path, or - for the standard input
//	pagewatch app [flags]     write the Forge app of a home into a folder, for forge deploy; -h lists the flags
//	pagewatch backup --data DIR FILE
//	                          pack the whole data folder into one new file, keys included, also while Pagewatch runs
//	pagewatch restore --data DIR FILE
//	                          make a data folder of such a file; DIR must be empty or absent
//	pagewatch version         print the version
//
// Flags of run:
//
//	--home NAME      where the backend lives: local (default), in this process; lambda, the built Lambda function behind an
//	                 imitated Function URL; or container, the built container service beside an imitated sidecar. The last
//	                 two are processes of their own, with their records in the imitated Forge storage
//	--binary FILE    that home's built backend; default bin/pagewatch-<home>, as make homes builds it
//	--data DIR       the folder that keeps everything; default .pagewatch
//	--port N         the site's port, and the next four; default 8750, or free ones where that is taken
//	--aws MODE       simulated (default) or real
//	--ui DIR         the built Custom UI; default frontend/build/ui
//	--platform DIR   the platform's browser files; default frontend/build/platform
//	--manifest FILE  default manifest.yml
//
// AWS is simulated unless --aws=real is given, or AWS_ENDPOINT_URL_STS or AWS_ENDPOINT_URL_CLOUDWATCH point somewhere
// else; credentials, a profile or a Region in the environment alone change nothing. What leaves the simulation needs
// AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and PAGEWATCH_PRINCIPAL_ARN.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
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

// streams are what a command reads and writes.
type streams struct {
	in       io.Reader
	out, err io.Writer
}

// command runs what the arguments say.
func command(ctx context.Context, args []string, std streams) error {
	name := "run"
	if len(args) > 0 && args[0] != "" && args[0][0] != '-' {
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
	case "version":
		_, err := fmt.Fprintln(std.out, "pagewatch", service.Version())
		return err
	}
	return fmt.Errorf("there is no command %q; use run, key, receipt-key, verify, app, backup, restore or version", name)
}

// parseFlags leaves it to the caller to say what is wrong with a flag, and prints them all where they are asked for.
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
