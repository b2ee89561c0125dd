package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"pagewatch/internal/backup"
	"pagewatch/internal/connection/embedded"
	"pagewatch/internal/secret"
)

// Messages about the keys of a store.
const (
	keysWithin  = "Its keys are in it too: whoever has this file can read every secret in it. Keep it as you keep keys."
	keysWithout = "The keys are NOT in it: they are in " + sealingKeys +
		". Keep that as well, elsewhere; without it nothing can be opened."
	keysNone       = "It is from a target that keeps its records in the simulated Forge storage. Keys are in it too: keep it as you keep keys."
	receiptWithout = "The key that signs receipts is NOT in it: it is in " + receiptKey +
		". Keep that as well, or new receipts need a new public key."
	keysUnknown = "The keys are NOT in it, and " + sealingKeys +
		" was not given: whether they open the store was not tried. It is of no use without them."
)

// makeBackup packs the data folder into one file.
func makeBackup(args []string, getenv func(string) string, std streams) error {
	data, file, err := folderAndFile("backup", args, std)
	if err != nil {
		return err
	}
	var keys string
	names, err := backup.Make(data, file, func(folder string) (err error) {
		keys, err = tryKeys(folder, getenv)
		return err
	})
	if err != nil {
		return fmt.Errorf("backing up: %w", err)
	}
	if slices.Contains(names, publicKeyName) && !slices.Contains(names, receiptKeyName) {
		keys += "\n" + receiptWithout
	}
	_, err = fmt.Fprintf(std.out,
		"%s holds the whole of %s as it was at one moment:\n  %s\n%s\nRestore it with: pagewatch restore --data DIR %s\n",
		file, data, strings.Join(names, "\n  "), keys, file)
	return err
}

// restore makes a data folder out of a backup.
func restore(args []string, getenv func(string) string, std streams) error {
	data, file, err := folderAndFile("restore", args, std)
	if err != nil {
		return err
	}
	var keys string
	names, err := backup.Unpack(file, data, func(folder string) (err error) {
		keys, err = tryKeys(folder, getenv)
		return err
	})
	if err != nil {
		return fmt.Errorf("restoring: %w", err)
	}
	words := map[string]string{keysWithin: "The store and its keys fit.",
		keysWithout: "The store is opened by the keys in " + sealingKeys + "."}[keys]
	if words == "" {
		words = keys
	}
	_, err = fmt.Fprintf(std.out,
		"%d files were restored into %s. %s\nStart it with: pagewatch run --data %s%s\n",
		len(names), data, words, data, targetFlag(names))
	return err
}

// targetFlag returns the flag of run that a folder with these files needs: with no store of its
// own, its records are in the simulated Forge storage.
func targetFlag(names []string) string {
	if slices.Contains(names, storeName) {
		return ""
	}
	return " --target lambda (or container, as it was)"
}

// folderAndFile parses the arguments of backup and restore.
func folderAndFile(name string, args []string, std streams) (data, file string, err error) {
	flags := flag.NewFlagSet("pagewatch "+name, flag.ContinueOnError)
	flags.StringVar(&data, "data", ".pagewatch", "the folder that keeps everything")
	if err := parseFlags(flags, args, std.err); err != nil {
		return "", "", err
	}
	if flags.NArg() != 1 {
		return "", "", wrongUsage(
			"%s takes one file, after the flags: pagewatch %[1]s --data DIR FILE", name)
	}
	return data, flags.Arg(0), nil
}

// tryKeys finds the keys that open a folder's store, and returns the message about them.
func tryKeys(folder string, getenv func(string) string) (string, error) {
	store := filepath.Join(folder, storeName)
	if _, err := os.Stat(store); errors.Is(err, os.ErrNotExist) {
		return keysNone, nil
	}
	kept, err := os.ReadFile(filepath.Join(folder, keysName))
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return "", err
	}
	outcome := embedded.ErrWrongKey
	for _, try := range []struct{ pairs, words string }{
		{string(kept), keysWithin}, {getenv(sealingKeys), keysWithout}} {
		if try.pairs == "" {
			continue
		}
		ring, err := secret.ParseKeyring(try.pairs)
		if err == nil {
			err = embedded.Verify(store, ring)
		}
		if err == nil {
			return try.words, nil
		}
		outcome = err
	}
	if len(kept) == 0 && getenv(sealingKeys) == "" {
		return keysUnknown, nil
	}
	return "", outcome
}
