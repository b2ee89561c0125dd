package forge_test

import (
	"context"
	"testing"

	"pagewatch/internal/sim/forge"
)

// FuzzPaths checks that any path reaches the backend or is refused.
func FuzzPaths(f *testing.F) {
	for _, seed := range []string{"/v1/views", "//evil.example/", `\\evil.example`, "/%2e%2e/x",
		"http:x", "?a#b", " /\t/evil.example", "http://u@h/"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, path string) {
		r := newRig(t, answerJSON(200, `{}`), nil)
		_, err := r.Invoke(context.Background(), forge.Caller{},
			call(func(c *forge.Call) { c.Path = path }))
		if err == nil {
			t.Log("accepted")
		} else {
			t.Log("refused")
		}
		if reached := r.count() == 1; reached != (err == nil) {
			t.Errorf("%q: reached the backend %v with error %v", path, reached, err)
		}
	})
}
