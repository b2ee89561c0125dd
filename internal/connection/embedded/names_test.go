package embedded

import (
	"testing"

	"pagewatch/internal/connection"
)

// FuzzName: a name in the file belongs to exactly one record, or to none.
func FuzzName(f *testing.F) {
	for _, seed := range []string{"secret/42/c-a", "metadata//site", "a/b", "a/b/c/d", "", "//"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, k []byte) {
		key, ok := parseName(k)
		if !ok {
			t.Log("refused")
			if key != (connection.Key{}) {
				t.Errorf("%q is no name, and %+v", k, key)
			}
			return
		}
		t.Log("accepted")
		if string(name(key)) != string(k) {
			t.Errorf("%q is the name of %+v, whose name is %q", k, key, name(key))
		}
	})
}
