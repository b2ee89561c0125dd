package hygiene_test

import (
	"log/slog"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"pagewatch/internal/hygiene"
)

// TestAPanicShowsNoStack runs itself, prepares, and panics without a handler.
func TestAPanicShowsNoStack(t *testing.T) {
	const asked = "PAGEWATCH_TEST_PANIC"
	if os.Getenv(asked) != "" {
		hygiene.Prepare(slog.New(slog.NewTextHandler(os.Stderr, nil)))
		go burst(7, "a secret")
		select {}
	}
	clean := slices.DeleteFunc(os.Environ(),
		func(v string) bool { return strings.HasPrefix(v, "GOTRACEBACK=") })
	for level, want := range map[string]bool{
		"": false, "GOTRACEBACK=none": false, "GOTRACEBACK=single": true} {
		cmd := exec.Command(os.Args[0], "-test.run", "^TestAPanicShowsNoStack$")
		cmd.Env = append(slices.Clone(clean), asked+"=1", "GODEBUG=clobberfree=1")
		if level != "" {
			cmd.Env = append(cmd.Env, level)
		}
		out, err := cmd.CombinedOutput()
		output := string(out)
		if err == nil || !strings.Contains(output, "panic: it went wrong") {
			t.Errorf("%q: %v, %s", level, err, output)
		}
		if strings.Contains(output, "burst") != want ||
			strings.Contains(output, "set GOTRACEBACK=none") != want ||
			strings.Contains(output, "level=ERROR") {
			t.Errorf("%q: it prints %s", level, output)
		}
	}
}

//go:noinline
func burst(n int, text string) {
	if n+len(text) > 0 {
		panic("it went wrong")
	}
}
