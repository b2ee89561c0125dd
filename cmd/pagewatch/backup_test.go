package main

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pagewatch/internal/connection"
	"pagewatch/internal/connection/embedded"
	"pagewatch/internal/secret"
	"pagewatch/internal/sim"
)

var (
	kept   = connection.Key{Class: connection.Secret, Space: "1", ID: "c-1"}
	tenant = connection.Tenant{Installation: "i"}
)

// running is a data folder with a store that is open, as while Pagewatch runs. env are the keys of
// the environment.
func running(t *testing.T, env map[string]string) options {
	t.Helper()
	opts := options{data: filepath.Join(t.TempDir(), "data"),
		getenv: func(name string) string { return env[name] }}
	if err := sim.Prepare(opts.data); err != nil {
		t.Fatal(err)
	}
	keys := keptKeys(t, opts)
	store, err := embedded.Open(filepath.Join(opts.data, storeName), keys.ring)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	if err := store.Put(context.Background(), tenant,
		connection.Item{Key: kept, Value: []byte(`"planted"`)}); err != nil {
		t.Fatal(err)
	}
	return opts
}

type packing func(args []string, getenv func(string) string, std streams) error

// pack runs backup or restore and returns what it printed.
func pack(do packing, getenv func(string) string, args ...string) (string, error) {
	var out bytes.Buffer
	err := do(args, getenv, streams{strings.NewReader(""), &out, &out})
	return out.String(), err
}

// TestABackupIsRestored, with the program that uses the folder running on.
func TestABackupIsRestored(t *testing.T) {
	pair := secret.NewKey("k")
	for name, row := range map[string]struct {
		env              map[string]string
		backup, restored string // what is said
	}{
		"keys in the folder": {nil, keysWithin, "The store and its keys fit."},
		"keys in the environment": {map[string]string{sealingKeys: pair}, keysWithout,
			"The store is opened by the keys in PAGEWATCH_KEYS."},
	} {
		t.Run(name, func(t *testing.T) {
			opts := running(t, row.env)
			file, folder := filepath.Join(t.TempDir(), "backup"),
				filepath.Join(t.TempDir(), "restored")
			said, err := pack(makeBackup, opts.getenv, "--data", opts.data, file)
			if err != nil || !strings.Contains(said, row.backup) ||
				!strings.Contains(said, storeName) {
				t.Fatalf("backing up: %q, %v", said, err)
			}
			said, err = pack(restore, opts.getenv, "--data", folder, file)
			if err != nil || !strings.Contains(said, row.restored) {
				t.Fatalf("restoring: %q, %v", said, err)
			}
			opts.data = folder
			store, err := embedded.Open(filepath.Join(folder, storeName), keptKeys(t, opts).ring)
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = store.Close() }()
			if got, err := store.Get(context.Background(), tenant, kept); err != nil ||
				string(got) != `"planted"` {
				t.Errorf("restored %q, %v", got, err)
			}
		})
	}
}

// TestBackupsOfKeysThatDoNotFit are not made, and not restored; without any keys it is said that
// nothing was tried.
func TestBackupsOfKeysThatDoNotFit(t *testing.T) {
	env := map[string]string{sealingKeys: secret.NewKey("k")}
	opts := running(t, env)
	file := filepath.Join(t.TempDir(), "backup")
	other := func(string) string { return secret.NewKey("k") }
	if said, err := pack(makeBackup, other, "--data", opts.data, file); !errors.Is(err,
		embedded.ErrWrongKey) {
		t.Errorf("with other keys: %q, %v", said, err)
	}
	if said, err := pack(makeBackup, func(string) string { return "planted" }, "--data", opts.data,
		file); err == nil || strings.Contains(err.Error(), "planted") {
		t.Errorf("with damaged keys: %q, %v", said, err)
	}
	if said, err := pack(makeBackup, nothing, "--data", opts.data, file); err != nil ||
		!strings.Contains(said, keysUnknown) {
		t.Errorf("without keys: %q, %v", said, err)
	}
	folder := filepath.Join(t.TempDir(), "restored")
	if said, err := pack(restore, other, "--data", folder, file); !errors.Is(err,
		embedded.ErrWrongKey) {
		t.Errorf("restoring with other keys: %q, %v", said, err)
	}
	if _, err := os.Stat(folder); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the folder is there: %v", err)
	}
	if said, err := pack(restore, nothing, "--data", folder, file); err != nil ||
		!strings.Contains(said, keysUnknown) {
		t.Errorf("restoring without keys: %q, %v", said, err)
	}
}

func TestABackupOfANewFolder(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "data")
	if err := sim.Prepare(folder); err != nil {
		t.Fatal(err)
	}
	opts := options{data: folder}
	inFolder(t, opts, publicKeyName, "public")
	said, err := pack(makeBackup, nothing, "--data", folder, filepath.Join(t.TempDir(), "backup"))
	if err != nil || !strings.Contains(said, keysNone) || !strings.Contains(said, receiptWithout) {
		t.Errorf("%q, %v", said, err)
	}
}

func TestBackupArguments(t *testing.T) {
	for args, want := range map[string]string{
		"backup": "backup takes one file", "restore": "restore takes one file",
		"backup a b":                           "pagewatch backup --data DIR FILE",
		"restore --nonsense":                   "see pagewatch restore -h",
		"restore --data /none/data /none/file": "opening the backup",
		"backup --data /none/data backup":      "no such file",
	} {
		if out, _, err := call("", strings.Fields(args)...); err == nil ||
			!strings.Contains(err.Error(), want) {
			t.Errorf("%s: %q, %v, want %q", args, out, err, want)
		}
	}
}
