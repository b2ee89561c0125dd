package durable_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"pagewatch/internal/durable"
	"pagewatch/internal/service/faults/killed"
)

// task is the variable by which this test binary, run again to be killed, receives its task: create
// or replace, and a file.
const task = "PAGEWATCH_TEST_DURABLE"

var (
	oldContent = strings.Repeat("old ", 2000)
	newContent = strings.Repeat("new ", 3000)
)

func TestMain(m *testing.M) {
	what, path, isTask := strings.Cut(os.Getenv(task), " ")
	if !isTask {
		os.Exit(m.Run())
	}
	runtime.LockOSThread()
	write := map[string]func(string, []byte, os.FileMode) error{
		"create": durable.Create, "replace": durable.Replace}[what]
	if err := write(path, []byte(newContent), 0o600); err != nil {
		panic(err)
	}
	_, _ = os.Stdout.WriteString("ack")
}

// TestKilled checks that a killed writer leaves the old file or the new one with its mode, that an
// acknowledged file is there, and that a retry succeeds.
func TestKilled(t *testing.T) {
	for what, was := range map[string]string{"create": "", "replace": oldContent} {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			killed.Everywhere(t, func(t *testing.T) killed.Run {
				path := filepath.Join(t.TempDir(), "keys")
				if was != "" {
					if err := durable.Create(path, []byte(was), 0o600); err != nil {
						t.Fatal(err)
					}
				}
				return killed.Run{Env: []string{task + "=" + what + " " + path},
					After: func(t *testing.T, _ bool, out string) {
						oldOrNew(t, path, was, out == "ack")
					}}
			})
		})
	}
}

func oldOrNew(t *testing.T, path, was string, acknowledged bool) {
	t.Helper()
	got, err := os.ReadFile(path)
	switch {
	case string(got) == newContent:
	case acknowledged:
		t.Errorf("acknowledged, but: %.20q, %v", got, err)
	case was == "" && errors.Is(err, fs.ErrNotExist), was != "" && string(got) == was:
	default:
		t.Errorf("neither the old file nor the new: %.20q, %v", got, err)
	}
	if err := durable.Replace(path, []byte(newContent), 0o600); err != nil {
		t.Errorf("trying again: %v", err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode() != 0o600 {
		t.Errorf("the mode is %v, %v", info, err)
	}
}
