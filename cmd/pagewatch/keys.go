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

// chosenKeys are the keys of a start. keep leaves those that were made in the data folder: nothing
// is sealed with a key before.
type chosenKeys struct {
	own  ownKeys
	ring *secret.Keyring
	// keep is called once the start can no longer fail for a cheap reason.
	keep func() error
}

// chooseKeys takes the keys from the environment, or from the data folder. The first start makes
// them. It writes nothing.
func chooseKeys(opts options) (chosenKeys, error) {
	sealing, err := choose(opts, sealingKeys, keptKey{
		file: keysName, needed: storeName,
		lost: storeName +
			" cannot be opened without it: put it back, or remove that too to begin anew",
		make: func() secret.Value { return secret.New(secret.NewKey("local")) },
	})
	if err != nil {
		return chosenKeys{}, fmt.Errorf("loading the keys: %w", err)
	}
	ring, err := secret.ParseKeyring(sealing.value.Reveal())
	if err != nil {
		return chosenKeys{}, fmt.Errorf("loading the keys from %s: %w", sealing.from, err)
	}
	signing, err := choose(opts, receiptKey, keptKey{
		file: receiptKeyName, needed: publicKeyName,
		lost: publicKeyName +
			" is its public half: put it back, or remove that too to sign with a new key",
		make: receipt.NewKey,
	})
	if err != nil {
		return chosenKeys{}, fmt.Errorf("loading the receipt key: %w", err)
	}
	signer, err := receipt.ParseKey(signing.value)
	if err != nil {
		return chosenKeys{}, fmt.Errorf("loading the receipt key from %s: %w", signing.from, err)
	}
	keep := func() error {
		if err := errors.Join(sealing.keep(), signing.keep()); err != nil {
			return fmt.Errorf("keeping the keys: %w", err)
		}
		if err := durable.Replace(filepath.Join(opts.data, publicKeyName), signer.PublicPEM(),
			0o644); err != nil {
			return fmt.Errorf("writing the public receipt key: %w", err)
		}
		return nil
	}
	return chosenKeys{ownKeys{sealing.value, signing.value}, ring, keep}, nil
}

// printKey prints a fresh pair for PAGEWATCH_KEYS, to a terminal only with --show.
func printKey(args []string, std streams) error {
	flags := flag.NewFlagSet("pagewatch key", flag.ContinueOnError)
	show := flags.Bool("show", false, "print it to a terminal too")
	if err := parseFlags(flags, args, std.err); err != nil {
		return err
	}
	if flags.NArg() != 1 {
		return wrongUsage("key takes one id, after its flags: pagewatch key [--show] k1")
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

// chosenKey is a key, and where it is from.
type chosenKey struct {
	from  string
	value secret.Value
	made  bool
}

// choose returns a key of the environment, or of the data folder, or a new one.
func choose(opts options, variable string, kept keptKey) (chosenKey, error) {
	if value := opts.getenv(variable); value != "" {
		return chosenKey{from: variable, value: secret.New(value)}, nil
	}
	from := filepath.Join(opts.data, kept.file)
	raw, err := os.ReadFile(from)
	if !errors.Is(err, os.ErrNotExist) {
		return chosenKey{from: from, value: secret.New(string(raw))}, err
	}
	if _, err := os.Stat(filepath.Join(opts.data, kept.needed)); err == nil {
		return chosenKey{}, fmt.Errorf("%s is missing, and %s", from, kept.lost)
	}
	return chosenKey{from, kept.make(), true}, nil
}

// keep writes a key that was made. It is synced: what is sealed with a key must not outlive it.
func (k chosenKey) keep() error {
	if !k.made {
		return nil
	}
	return durable.Create(k.from, []byte(k.value.Reveal()+"\n"), 0o600)
}
