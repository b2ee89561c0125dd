package faults_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"pagewatch/internal/service/faults/killed"
)

// TestADiskThatFails: a write, a sync or an extension of the local target's store fails once, as
// with a full or a broken disk. The caller gets an error code, acknowledged records stay, and the
// next call works.
func TestADiskThatFails(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct {
		fault string
		calls []string
	}{
		"full":   {"error=ENOSPC", []string{"pwrite64", "ftruncate"}},
		"broken": {"error=EIO", []string{"pwrite64", "fdatasync"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l := newLocal(t)
			killed.Everywhere(t, func(t *testing.T) killed.Run {
				path := filepath.Join(t.TempDir(), "store.db")
				return killed.Run{
					Args: []string{"-test.run=^TestLifeToBeKilled$"},
					Env:  []string{lifePath + "=" + path}, Calls: row.calls, Fault: row.fault,
					After: func(t *testing.T, done bool, out string) {
						acks := acknowledged(out)
						reported := strings.Contains(out, `"code":"store_unavailable"`) &&
							acks["afterwards"] == "200"
						begun := acks["issued"] != "" // before, it may be that it does not start
						if begun && !done && !reported || strings.Contains(out, "panic") {
							t.Errorf("it ended with %s", out)
						}
						l.t = t
						l.on(path)
						defer func() { _ = l.store.Close() }()
						l.goesOn(acks)
					},
				}
			})
		})
	}
}

// TestAStoreThatMayNotBeWritten stops the start with an error that names the file.
func TestAStoreThatMayNotBeWritten(t *testing.T) {
	t.Parallel()
	for code, words := range map[string]string{
		"EROFS": "read-only file system", "EACCES": "permission denied"} {
		path := filepath.Join(t.TempDir(), "store.db")
		self, err := os.Executable()
		if err != nil {
			t.Fatal(err)
		}
		cmd := exec.Command("strace", "-f", "-qq", "-o", os.DevNull, "-P", path, "-e",
			"trace=openat", "-e", "inject=openat:error="+code, self,
			"-test.run=^TestLifeToBeKilled$")
		cmd.Env = append(os.Environ(), lifePath+"="+path)
		out, err := cmd.CombinedOutput()
		if err == nil || !strings.Contains(string(out), "opening the store "+path) ||
			!strings.Contains(string(out), words) || strings.Contains(string(out), "panic") {
			t.Errorf("%s: %v %s", code, err, out)
		}
		if _, err := os.Stat(path); err == nil {
			t.Errorf("%s: the file is there", code)
		}
	}
}
