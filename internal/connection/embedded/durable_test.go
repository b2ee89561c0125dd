package embedded_test

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"

	"pagewatch/internal/connection"
)

// The tests here and those of key rotation run this test binary as a child, to trace it and to kill
// it.
const (
	writerPath   = "PAGEWATCH_TEST_WRITER"
	resealerPath = "PAGEWATCH_TEST_RESEALER"
	putterPath   = "PAGEWATCH_TEST_PUTTER"
	writerKey    = "w:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
	nextKey      = "n:BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBA="
)

// TestMain becomes the writer if the environment says so: it writes records in a loop and
// acknowledges each on standard output after Put has returned. Or it becomes the resealer, which
// opens a store with a new key and the old one.
func TestMain(m *testing.M) {
	runtime.LockOSThread() // package killed counts by thread
	if path := os.Getenv(putterPath); path != "" {
		putAll(path)
		return
	}
	if path := os.Getenv(resealerPath); path != "" {
		_ = open(&testing.T{}, path, ring(&testing.T{}, nextKey, writerKey)).Close()
		return
	}
	path := os.Getenv(writerPath)
	if path == "" {
		runtime.UnlockOSThread()
		os.Exit(m.Run())
	}
	t := &testing.T{}
	s := open(t, path, ring(t, writerKey))
	for i := 0; ; i++ {
		item := connection.Item{Key: numbered(i), Value: fmt.Appendf(nil, "%d", i)}
		if err := s.Put(context.Background(), tenant, item); err != nil {
			os.Exit(1)
		}
		_, _ = os.Stdout.WriteString(fmt.Sprintf("ack %d\n", i))
	}
}

func numbered(i int) connection.Key {
	return connection.Key{Class: connection.Secret, Space: "42", ID: fmt.Sprintf("c-%d", i)}
}

// startWriter runs the writer, wrapped in a command if one is given, until it has acknowledged acks
// records; then it is killed without warning.
func startWriter(t *testing.T, path string, acks int, wrapper ...string) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	args := append(wrapper, self)
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Env = append(os.Environ(), writerPath+"="+path)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	for n := 0; n < acks; n++ {
		if !lines.Scan() {
			t.Fatalf("the writer stopped after %d records", n)
		}
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait()
}

func TestAcknowledgedWritesSurviveKill(t *testing.T) {
	const acks = 50
	path := filepath.Join(t.TempDir(), "store.db")
	startWriter(t, path, acks)
	s := open(t, path, ring(t, writerKey))
	for i := range acks {
		got, err := s.Get(context.Background(), tenant, numbered(i))
		if err != nil || string(got) != fmt.Sprint(i) {
			t.Fatalf("record %d of %d acknowledged: %q, %v", i, acks, got, err)
		}
	}
}

var (
	pageWrite = regexp.MustCompile(`pwrite64\((\d+),`)
	syncBegun = regexp.MustCompile(`^(\d+) +(?:fdatasync|fsync)\((\d+)`)
	syncEnded = regexp.MustCompile(`^(\d+) .*sync.*= 0\n?$`)
	ackWrite  = regexp.MustCompile(`write\(1, "ack `)
)

// TestAcknowledgedWritesAreSynced traces the system calls: a sync of the file comes between the
// last page write and the acknowledgement. A kill cannot show that, because the page cache survives
// the process.
func TestAcknowledgedWritesAreSynced(t *testing.T) {
	strace, err := exec.LookPath("strace")
	if err != nil {
		t.Fatal("strace is needed (Debian package strace; make test installs it)")
	}
	const acks = 5
	dir := t.TempDir()
	trace := filepath.Join(dir, "trace")
	startWriter(t, filepath.Join(dir, "store.db"), acks, strace, "-f", "-o", trace, "-e",
		"trace=pwrite64,fdatasync,fsync,write")
	raw, err := os.ReadFile(trace)
	if err != nil {
		t.Fatal(err)
	}
	pages, acknowledged := 0, 0
	dirty, syncing := map[string]bool{}, map[string]string{} // by descriptor; thread to descriptor
	for line := range strings.Lines(string(raw)) {
		if m := pageWrite.FindStringSubmatch(line); m != nil {
			pages++
			dirty[m[1]] = true
		}
		if m := syncBegun.FindStringSubmatch(line); m != nil {
			syncing[m[1]] = m[2]
		}
		if m := syncEnded.FindStringSubmatch(line); m != nil {
			delete(dirty, syncing[m[1]])
		}
		if ackWrite.MatchString(line) {
			acknowledged++
			if len(dirty) > 0 {
				t.Errorf("acknowledged before the sync: %s", line)
			}
		}
	}
	if pages < acks || acknowledged < acks {
		t.Errorf("the trace shows %d page writes and %d acknowledgements: nothing was proved",
			pages, acknowledged)
	}
}
