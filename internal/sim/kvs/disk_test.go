package kvs_test

import (
	"bufio"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"go.etcd.io/bbolt"

	"pagewatch/internal/secret"
	"pagewatch/internal/sim/kvs"
)

// The tests here and those of the npm client run this test binary again: as a writer to kill, and
// as a server.
const (
	writerPath = "PAGEWATCH_TEST_WRITER"
	servePath  = "PAGEWATCH_TEST_STORAGE"
	testKey    = "w:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
	testToken  = "system-token"
)

func TestMain(m *testing.M) {
	switch {
	case os.Getenv(writerPath) != "":
		writeForEver(standing(os.Getenv(writerPath)))
	case os.Getenv(servePath) != "":
		serveUntilTheEnd(standing(os.Getenv(servePath)))
	default:
		os.Exit(m.Run())
	}
}

// standing returns a storage that no test owns.
func standing(path string) *kvs.Server {
	keys, err := secret.ParseKeyring(testKey)
	if err == nil {
		var s *kvs.Server
		if s, err = kvs.Open(kvs.Config{Path: path, Keys: keys}); err == nil {
			return s
		}
	}
	panic(err)
}

// writeForEver acknowledges each write on standard output after its answer.
func writeForEver(s *kvs.Server) {
	for i := 0; ; i++ {
		if code, _ := serve(s.For("i"), "secret/set",
			fmt.Sprintf(`{"key":"k%d","value":%[1]d}`, i)); code != 204 {
			os.Exit(1)
		}
		_, _ = fmt.Fprintln(os.Stdout, "ack", i)
	}
}

// serveUntilTheEnd serves testToken's installation on loopback, prints its address, and ends with
// standard input.
func serveUntilTheEnd(s *kvs.Server) {
	server := httptest.NewServer(s.Guarded(func(r *http.Request) (string, error) {
		if r.Header.Get("Authorization") != "Bearer "+testToken {
			return "", kvs.ErrUnauthenticated
		}
		return "i", nil
	}))
	_, _ = fmt.Fprintln(os.Stdout, server.URL)
	_, _ = io.Copy(io.Discard, os.Stdin)
}

func TestAcknowledgedWritesSurviveKill(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "storage.db")
	cmd := exec.Command(self)
	cmd.Env = append(os.Environ(), writerPath+"="+path)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	const acks = 20
	lines := bufio.NewScanner(out)
	for n := range acks {
		if !lines.Scan() {
			t.Fatalf("the writer stopped after %d records", n)
		}
	}
	_ = cmd.Process.Kill()
	_ = cmd.Wait()
	s, err := kvs.Open(kvs.Config{Path: path, Keys: ring(t, testKey)})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	for i := range acks {
		if code, got := serve(s.For("i"), "secret/get",
			fmt.Sprintf(`{"key":"k%d"}`, i)); code != 200 {
			t.Fatalf("record %d of %d acknowledged: %d %s", i, acks, code, got)
		}
	}
}

func TestARestartKeepsEverythingSealed(t *testing.T) {
	r := newRig(t)
	for _, operation := range []string{"set", "secret/set"} {
		r.call(operation, `{"key":"k","value":"planted-content"}`, 204, "")
	}
	r.open()
	r.call("get", `{"key":"k"}`, 200, `{"key":"k","value":"planted-content"}`)
	r.call("secret/get", `{"key":"k"}`, 200, `{"key":"k","value":"planted-content"}`)
	raw, err := os.ReadFile(r.cfg.Path)
	info, errStat := os.Stat(r.cfg.Path)
	if err != nil || errStat != nil || strings.Contains(string(raw), "planted-content") ||
		info.Mode().Perm() != 0o600 {
		t.Errorf("the file has mode %v and shows a value, or cannot be read (%v)", info.Mode(), err)
	}
}

func TestOpenRefusals(t *testing.T) {
	for name, row := range map[string]struct {
		spoil func(*rig)
		want  string
	}{
		"in use": {func(*rig) {}, "another process uses it"},
		"another key": {func(r *rig) { _ = r.Close(); r.cfg.Keys = ring(r.t, secret.NewKey("a")) },
			"its key does not open it"},
		"rubbish": {func(r *rig) {
			_ = r.Close()
			if err := os.WriteFile(r.cfg.Path, []byte(strings.Repeat("hello ", 4000)),
				0o600); err != nil {
				r.t.Fatal(err)
			}
		}, "opening the storage"},
		"cut short": {func(r *rig) {
			_ = r.Close()
			if err := os.Truncate(r.cfg.Path, 5000); err != nil {
				r.t.Fatal(err)
			}
		}, "opening the storage"},
	} {
		t.Run(name, func(t *testing.T) {
			r := newRig(t)
			row.spoil(r)
			if s, err := kvs.Open(r.cfg); err == nil || s != nil ||
				!strings.Contains(err.Error(), row.want) {
				t.Errorf("got %v, want %q", err, row.want)
			}
		})
	}
}

// TestAlteredRecordsFail checks that a record that was altered or moved in the file is an error,
// and that others stay readable.
func TestAlteredRecordsFail(t *testing.T) {
	r := newRig(t)
	r.call("secret/set", `{"key":"a","value":1}`, 204, "")
	r.call("secret/set", `{"key":"b","value":2}`, 204, "")
	_ = r.Close()
	db, err := bbolt.Open(r.cfg.Path, 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	err = db.Update(func(tx *bbolt.Tx) error {
		b := tx.Bucket([]byte("i/secret"))
		return b.Put([]byte("a"), append([]byte{}, b.Get([]byte("b"))...))
	})
	if err != nil || db.Close() != nil {
		t.Fatal(err)
	}
	r.open()
	r.refused("secret/get", `{"key":"a"}`, 500, "INTERNAL_SERVER_ERROR")
	r.call("secret/get", `{"key":"b"}`, 200, `{"key":"b","value":2}`)
}
