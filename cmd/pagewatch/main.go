// Pagewatch on one machine: the real backend between imitations of Confluence, Forge and AWS, all on loopback.
//
//	pagewatch [run] [flags]   start it and print one URL
//	pagewatch key ID          print a fresh `id:base64` pair for PAGEWATCH_KEYS
//	pagewatch version         print the version
//
// Flags of run:
//
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
	err := command(ctx, os.Args[1:], os.Stdout, os.Stderr)
	if err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, "pagewatch:", err)
		os.Exit(1)
	}
}

// command runs what the arguments say.
func command(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	name := "run"
	if len(args) > 0 && args[0] != "" && args[0][0] != '-' {
		name, args = args[0], args[1:]
	}
	switch name {
	case "run":
		opts, err := parseOptions(args, stderr)
		if err != nil {
			return err
		}
		return run(ctx, opts, stdout, stderr)
	case "key":
		return printKey(args, stdout)
	case "version":
		_, err := fmt.Fprintln(stdout, "pagewatch", service.Version())
		return err
	}
	return fmt.Errorf("there is no command %q; use run, key or version", name)
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
