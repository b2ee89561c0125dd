package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"

	"pagewatch/internal/receipt"
	"pagewatch/internal/secret"
)

// printSecrets prints fresh secrets of a deployment as the JSON that Secrets Manager keeps for the
// Lambda stack, and the public receipt key on the error stream. A terminal keeps what it shows, so
// one gets the secrets only with --show.
func printSecrets(args []string, std streams) error {
	flags := flag.NewFlagSet("pagewatch secrets", flag.ContinueOnError)
	show := flags.Bool("show", false, "print them to a terminal too")
	if err := parseFlags(flags, args, std.err); err != nil {
		return err
	}
	if flags.NArg() > 0 {
		return wrongUsage("secrets takes no arguments; send its output to a file: " + toFile)
	}
	if isTerminal(std.out) && !*show {
		return onTerminal("secrets", toFile)
	}
	signing := receipt.NewKey()
	signer, err := receipt.ParseKey(signing)
	if err != nil {
		return err
	}
	_, _ = fmt.Fprintf(std.err, "The JSON is secret. This is the public key of receipts: "+
		"hand it to those who verify them, by another way than the receipts.\n%s",
		signer.PublicPEM())
	out := json.NewEncoder(std.out)
	out.SetIndent("", "  ")
	return out.Encode(map[string]string{
		sealingKeys: secret.NewKey("k1"), receiptKey: signing.Reveal()})
}

// toFile keeps the secrets from other people on the machine.
const toFile = "(umask 077; pagewatch secrets > secret.json)"

// onTerminal refuses a command that would print secrets to a terminal. instead is how to send them
// to a file.
func onTerminal(command, instead string) error {
	return wrongUsage("%s does not print to a terminal, which keeps what it shows: "+
		"send its output to a file: %s, or begin with pagewatch %s --show", command, instead,
		command)
}

// isTerminal reports whether a stream is a terminal, or another device.
func isTerminal(to io.Writer) bool {
	file, ok := to.(*os.File)
	if !ok {
		return false
	}
	info, err := file.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
