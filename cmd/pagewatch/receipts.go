package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"unicode"
	"unicode/utf16"

	"pagewatch/internal/receipt"
)

// printReceiptKey makes a key pair: the private half for the operator's settings, the public half
// for verifiers. Explanations go to the error stream, so that the output can be used as it is. A terminal
// gets the pair only with --show.
func printReceiptKey(args []string, std streams) error {
	flags := flag.NewFlagSet("pagewatch receipt-key", flag.ContinueOnError)
	show := flags.Bool("show", false, "print it to a terminal too")
	if err := parseFlags(flags, args, std.err); err != nil {
		return err
	}
	if flags.NArg() > 0 {
		return wrongUsage("receipt-key takes no arguments: pagewatch receipt-key")
	}
	if isTerminal(std.out) && !*show {
		return onTerminal("receipt-key", "(umask 077; pagewatch receipt-key > receipt-key.txt)")
	}
	key := receipt.NewKey()
	signer, err := receipt.ParseKey(key)
	if err != nil {
		return err
	}
	_, _ = fmt.Fprintf(std.err,
		"The line %s=… is secret: put it into the operator's secret settings, and nowhere else.\n"+
			"The block after it is the public key: hand it to those who verify receipts, by another way than the receipts.\n", receiptKey)
	_, err = fmt.Fprintf(std.out, "%s=%s\n%s", receiptKey, key.Reveal(), signer.PublicPEM())
	return err
}

// verifyUsage is the usage of verify.
const verifyUsage = "pagewatch verify --key FILE RECEIPT"

// verify prints a receipt that was signed with the key of a file.
func verify(args []string, std streams) error {
	flags := flag.NewFlagSet("pagewatch verify", flag.ContinueOnError)
	keyFile := flags.String("key", "",
		"the file of the public key, in PEM; ask the operator for it")
	if err := parseFlags(flags, args, std.err); err != nil {
		return err
	}
	if *keyFile == "" || flags.NArg() != 1 {
		return wrongUsage("verify takes a public key and one receipt, in this order: %s",
			verifyUsage)
	}
	raw, err := read(*keyFile, nil)
	if err != nil {
		return fmt.Errorf("reading the public key: %w", err)
	}
	key, err := receipt.ParsePublic(raw)
	if err != nil {
		return fmt.Errorf("reading the public key from %s: %w", *keyFile, err)
	}
	document, err := read(flags.Arg(0), std.in)
	if err != nil {
		return fmt.Errorf("reading the receipt: %w", err)
	}
	genuine, err := receipt.Verify(document, key)
	if err != nil {
		return fmt.Errorf("the receipt is not verified: %w", err)
	}
	_, err = fmt.Fprintf(std.out, "%s\nThis receipt is genuine: signed with key %s.\n%s",
		readable(genuine), receipt.KeyID(key), verdict(genuine))
	return err
}

// verdict returns a sentence about the outcome of a test's receipt: a genuine receipt may be of a
// failed test.
func verdict(genuine json.RawMessage) string {
	var document struct {
		Type string
		Test struct{ Outcome string }
	}
	_ = json.Unmarshal(genuine, &document) // a receipt of something else has no test
	switch {
	case document.Type != "pagewatch.test":
		return ""
	case document.Test.Outcome == "passed":
		return "It says that the test passed.\n"
	}
	return "It says that the test did NOT pass.\n"
}

// read returns a file's content, or that of stdin for "-" unless it is nil. It reads at most one
// byte more than a receipt may have.
func read(path string, stdin io.Reader) ([]byte, error) {
	if path == "-" && stdin != nil {
		return io.ReadAll(io.LimitReader(stdin, receipt.MaxSize+1))
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = file.Close() }()
	return io.ReadAll(io.LimitReader(file, receipt.MaxSize+1))
}

// readable indents a receipt. What cannot be seen is escaped: names come from people, and a
// terminal obeys some characters or shows others in another order.
func readable(genuine json.RawMessage) []byte {
	var indented bytes.Buffer
	_ = json.Indent(&indented, genuine, "", "  ") // cannot fail: it was verified
	var out []byte
	for _, r := range indented.String() {
		if r == '\n' || unicode.IsPrint(r) {
			out = append(out, string(r)...)
			continue
		}
		for _, unit := range utf16.AppendRune(nil, r) {
			out = fmt.Appendf(out, `\u%04x`, unit)
		}
	}
	return out
}
