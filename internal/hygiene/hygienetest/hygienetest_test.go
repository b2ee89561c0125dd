package hygienetest_test

import (
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"pagewatch/internal/hygiene/hygienetest"
)

// first and second are pieces of a secret.
const first, second = "q8Zr1mX0cVtLw5Ks", "pJ7uYb2NfQe9HdTa"

// planted returns marks, and texts in which they are.
func planted() (*hygienetest.Marks, map[string]string) {
	m := &hygienetest.Marks{}
	m.Secret("secret", first+second+"the end")
	m.Whole("text", "one < two", "short")
	return m, map[string]string{
		"the whole secret": first + second + "the end",
		"a piece of it":    "xx" + second + "xx",
		"the text":         "say: one < two",
		"the text in JSON": `"one \u003c two"`,
		"nothing":          first[:15] + "one > two, short" + second[1:],
	}
}

var wanted = map[string]hygienetest.Found{
	"the whole secret": {"secret": 1}, "a piece of it": {"secret": 1},
	"the text": {"text": 1}, "the text in JSON": {"text": 1}, "nothing": {},
}

func TestText(t *testing.T) {
	m, texts := planted()
	for name, text := range texts {
		if got := m.Text("", text); !maps.Equal(got, wanted[name]) {
			t.Errorf("%s: found %v, want %v", name, got, wanted[name])
		}
	}
}

// TestFiles finds a mark wherever it lies in a file, also where two chunks meet.
func TestFiles(t *testing.T) {
	m, texts := planted()
	for name, text := range texts {
		for _, before := range []int{0, 1<<20 - 20, 1<<20 + 5} {
			folder := t.TempDir()
			path := filepath.Join(folder, "a", "file")
			if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, []byte(strings.Repeat(".", before)+text),
				0o600); err != nil {
				t.Fatal(err)
			}
			if got, err := m.Files(folder); err != nil || !maps.Equal(got, wanted[name]) {
				t.Errorf("%s after %d bytes: found %v, %v, want %v", name, before, got, err,
					wanted[name])
			}
		}
	}
	if _, err := m.Files(filepath.Join(t.TempDir(), "nowhere")); err == nil {
		t.Error("what is not there was looked through")
	}
}

// TestMemory finds a mark in a process that holds it, and none in one that does not.
func TestMemory(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("only Linux shows the memory of a process")
	}
	m, texts := planted()
	for name, text := range texts {
		cmd := exec.Command("cat")
		cmd.Env = []string{"HELD=" + text}
		in, err := cmd.StdinPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		got, err := m.Memory(cmd.Process.Pid)
		if err != nil || !maps.Equal(got, wanted[name]) {
			t.Errorf("%s: found %v, %v, want %v", name, got, err, wanted[name])
		}
		_ = in.Close()
		_ = cmd.Wait()
	}
	if _, err := m.Memory(1 << 30); err == nil {
		t.Error("the memory of nobody was looked through")
	}
}
