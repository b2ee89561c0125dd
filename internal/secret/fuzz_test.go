package secret_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"pagewatch/internal/secret"
)

// FuzzKeyring: a keyring opens the bytes that it sealed, also after a newer key is added. An error
// quotes no key.
func FuzzKeyring(f *testing.F) {
	good := "a:" + strings.Repeat("A", 43) + "="
	for _, seed := range []string{good, good + ", b:" + strings.Repeat("B", 43) + "=",
		good + " " + good, "", "a:", ":" + strings.Repeat("A", 43) + "=",
		"a:" + strings.Repeat("A", 40)} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		ring, err := secret.ParseKeyring(text)
		if err != nil {
			t.Log("refused")
			for field := range strings.FieldsSeq(text) {
				if _, key, found := strings.Cut(field, ":"); ring != nil ||
					found && len(key) > 20 && strings.Contains(err.Error(), key) {
					t.Errorf("%q: %v, %v", text, ring, err)
				}
			}
			return
		}
		t.Log("accepted")
		sealed := ring.Sealer(secret.Store).Seal(place, []byte("content"))
		newer, err := secret.ParseKeyring("zzzzzzzzzzzzzzz9:" + strings.Repeat("C", 43) + "=," +
			text)
		if err != nil {
			return // the id is used twice
		}
		for _, r := range []*secret.Keyring{ring, newer} {
			if got, err := r.Sealer(secret.Store).Open(place, sealed); err != nil ||
				string(got) != "content" {
				t.Errorf("%q does not open what it sealed: %v", text, err)
			}
		}
		if shown := fmt.Sprintf("%v %+v %#v", ring, ring, ring); strings.Contains(shown,
			strings.Repeat("A", 43)) {
			t.Errorf("a ring shows itself as %s", shown)
		}
	})
}

// FuzzValue: a JSON string becomes a Value, and any other JSON is refused. Neither prints the
// content.
func FuzzValue(f *testing.F) {
	for _, seed := range []string{`"planted"`, `7`, `{"planted":"planted"}`, `null`, `"\ud800"`,
		`"a`, `["planted"]`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		var v secret.Value
		err := json.Unmarshal(raw, &v)
		if strings.Contains(fmt.Sprintf("%v %+v %#v %s %v", v, v, v, v, err), "planted") {
			t.Errorf("%q shows itself: %v", raw, err)
		}
		if err != nil {
			t.Log("refused")
			if !v.Empty() {
				t.Errorf("%q left something behind, and %v", raw, err)
			}
			return
		}
		t.Log("accepted")
		var want *string
		if json.Unmarshal(raw, &want) != nil || want != nil && *want != v.Reveal() ||
			want == nil && !v.Empty() {
			t.Errorf("%q became another text", raw)
		}
	})
}
