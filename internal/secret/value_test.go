package secret_test

import (
	"bytes"
	"encoding/gob"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"pagewatch/internal/secret"
)

const planted = "planted-secret-content"

// TestValueCannotBePrinted prints a Value with every verb and logs it, also in an unexported field,
// where fmt does not call its methods.
func TestValueCannotBePrinted(t *testing.T) {
	v := secret.New(planted)
	type holder struct {
		Public  secret.Value
		private secret.Value
	}
	h := holder{v, v}
	var out strings.Builder
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d", "%T", "%p"} {
		fmt.Fprintf(&out, verb+"\n", v)
		fmt.Fprintf(&out, verb+"\n", &v)
		fmt.Fprintf(&out, verb+"\n", h)
		fmt.Fprintf(&out, verb+"\n", &h)
		fmt.Fprintf(&out, verb+"\n", []holder{h})
		fmt.Fprintf(&out, verb+"\n", map[string]holder{"k": h})
	}
	fmt.Fprintln(&out, v, h, v.String()+v.GoString(), h.private.String()+h.private.GoString())
	slog.New(slog.NewJSONHandler(&out, nil)).Info("x", "v", v, "h", h, "any", []any{v})
	slog.New(slog.NewTextHandler(&out, nil)).Info("x", "v", v, "h", h)
	out.WriteString(fmt.Errorf("wrapping: %v", v).Error())
	if strings.Contains(out.String(), planted) ||
		strings.Contains(out.String(), fmt.Sprintf("%x", planted)) {
		t.Errorf("the content was printed:\n%s", out.String())
	}
}

func TestValueCannotBeMarshalled(t *testing.T) {
	v := secret.New(planted)
	if _, err := json.Marshal(v); !errors.Is(err, secret.ErrMarshal) {
		t.Errorf("json: %v, want ErrMarshal", err)
	}
	if _, err := json.Marshal(map[string]any{"a": &v}); !errors.Is(err, secret.ErrMarshal) {
		t.Errorf("json in a map: %v, want ErrMarshal", err)
	}
	if err := gob.NewEncoder(&bytes.Buffer{}).Encode(v); !errors.Is(err, secret.ErrMarshal) {
		t.Errorf("gob: %v, want ErrMarshal", err)
	}
	if _, err := v.MarshalText(); !errors.Is(err, secret.ErrMarshal) {
		t.Errorf("text: %v, want ErrMarshal", err)
	}
}

func TestValueComesInFromJSON(t *testing.T) {
	var in struct{ Key secret.Value }
	if err := json.Unmarshal([]byte(`{"Key":"abc"}`), &in); err != nil || in.Key.Reveal() != "abc" {
		t.Errorf("got %q, %v", in.Key.Reveal(), err)
	}
	err := json.Unmarshal([]byte(`{"Key":["`+planted+`"]}`), &in)
	if err == nil || strings.Contains(err.Error(), planted) {
		t.Errorf("a list was accepted or quoted: %v", err)
	}
}

func TestZeroValueIsEmpty(t *testing.T) {
	var v secret.Value
	if !v.Empty() || v.Reveal() != "" {
		t.Error("the zero value has content")
	}
	if secret.New("x").Empty() {
		t.Error("a value with content is empty")
	}
}
