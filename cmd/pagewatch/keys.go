package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"pagewatch/internal/durable"
	"pagewatch/internal/receipt"
	"pagewatch/internal/secret"
)

// The variables by which an operator gives the keys.
const (
	sealingKeys = "PAGEWATCH_KEYS"
	receiptKey  = "PAGEWATCH_RECEIPT_KEY"
)

// The files of the data folder that are made here.
const (
	storeName      = "connections.db"
	keysName       = "keys"
	receiptKeyName = "receipt-key"
	publicKeyName  = "receipt-key.pem"
)

// ownKeys are Pagewatch's own keys, each as its environment variable holds it.
type ownKeys struct{ sealing, receipt secret.Value }

// loadKeys takes the keys from the environment, or from the data folder, where the first start
// makes them.
func loadKeys(opts options) (ownKeys, *secret.Keyring, error) {
	from, pairs, err := load(opts, sealingKeys, keptKey{
		file: keysName, needed: storeName,
		lost: storeName +
			" cannot be opened without it: put it back, or remove that too to begin anew",
		make: func() secret.Value { return secret.New(secret.NewKey("local")) },
	})
	if err != nil {
		return ownKeys{}, nil, fmt.Errorf("loading the keys: %w", err)
	}
	ring, err := secret.ParseKeyring(pairs.Reveal())
	if err != nil {
		return ownKeys{}, nil, fmt.Errorf("loading the keys from %s: %w", from, err)
	}
	signing, err := loadReceiptKey(opts)
	return ownKeys{pairs, signing}, ring, err
}

// loadReceiptKey does so for the key that signs receipts, and leaves its public half in the data
// folder.
func loadReceiptKey(opts options) (secret.Value, error) {
	from, key, err := load(opts, receiptKey, keptKey{
		file: receiptKeyName, needed: publicKeyName,
		lost: publicKeyName +
			" is its public half: put it back, or remove that too to sign with a new key",
		make: receipt.NewKey,
	})
	if err != nil {
		return secret.Value{}, fmt.Errorf("loading the receipt key: %w", err)
	}
	signer, err := receipt.ParseKey(key)
	if err != nil {
		return secret.Value{}, fmt.Errorf("loading the receipt key from %s: %w", from, err)
	}
	if err := durable.Replace(filepath.Join(opts.data, publicKeyName), signer.PublicPEM(),
		0o644); err != nil {
		return secret.Value{}, fmt.Errorf("writing the public receipt key: %w", err)
	}
	return key, nil
}

// printKey prints a fresh pair for PAGEWATCH_KEYS, to a terminal only with --show.
func printKey(args []string, std streams) error {
	flags := flag.NewFlagSet("pagewatch key", flag.ContinueOnError)
	show := flags.Bool("show", false, "print it to a terminal too")
	if err := parseFlags(flags, args, std.err); err != nil {
		return err
	}
	if flags.NArg() != 1 {
		return wrongUsage("key takes one id, such as: pagewatch key k1")
	}
	id := flags.Arg(0)
	if err := secret.CheckKeyID(id); err != nil {
		return wrongUsage("the id %q will not do: %v", id, err)
	}
	if isTerminal(std.out) && !*show {
		return onTerminal("key", "(umask 077; pagewatch key "+id+" > secret-"+id+".txt)")
	}
	_, err := fmt.Fprintln(std.out, secret.NewKey(id))
	return err
}

// keptKey is a key that the data folder keeps.
type keptKey struct {
	file   string
	needed string // a file that is of no use without the key: beside it, no new key is made
	lost   string // what to do then
	make   func() secret.Value
}

// load returns a key, and where it is from. What is made is synced before it is used: what is
// sealed with a key must not outlive it.
func load(opts options, variable string, kept keptKey) (string, secret.Value, error) {
	if value := opts.getenv(variable); value != "" {
		return variable, secret.New(value), nil
	}
	from := filepath.Join(opts.data, kept.file)
	raw, err := os.ReadFile(from)
	if !errors.Is(err, os.ErrNotExist) {
		return from, secret.New(string(raw)), err
	}
	if _, err := os.Stat(filepath.Join(opts.data, kept.needed)); err == nil {
		return "", secret.Value{}, fmt.Errorf("%s is missing, and %s", from, kept.lost)
	}
	made := kept.make()
	return from, made, durable.Create(from, []byte(made.Reveal()+"\n"), 0o600)
}
