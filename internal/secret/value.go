// Package secret holds strings that cannot be printed, and seals bytes with authenticated
// encryption.
//
// Its primitives are those of the standard library: AES-256-GCM with random nonces (crypto/cipher)
// seals, HKDF-SHA256 (crypto/hkdf) derives keys, and HMAC-SHA256 hashes.
package secret

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
)

// redacted is the text of every printed Value.
const redacted = "[secret]"

// ErrMarshal is returned by every attempt to marshal a Value.
var ErrMarshal = errors.New("a secret cannot be marshalled")

// Value is a string that cannot leak by accident. Printing and logging show a placeholder, and
// marshalling fails. Only Reveal returns the content, so a search for it finds every use.
//
// The content is behind a pointer. fmt prints an unexported field of this type by reflection,
// without calling its methods, and then shows an address and not the content.
type Value struct{ content *string }

// New wraps s.
func New(s string) Value { return Value{&s} }

// Reveal returns the content, "" for the zero Value.
func (v Value) Reveal() string {
	if v.content == nil {
		return ""
	}
	return *v.content
}

// Empty reports whether the content is empty.
func (v Value) Empty() bool { return v.Reveal() == "" }

// String implements fmt.Stringer without the content.
func (v Value) String() string { return redacted }

// GoString implements fmt.GoStringer without the content.
func (v Value) GoString() string { return redacted }

// Format implements fmt.Formatter: every verb prints the same.
func (v Value) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, redacted) }

// LogValue implements slog.LogValuer without the content.
func (v Value) LogValue() slog.Value { return slog.StringValue(redacted) }

// MarshalJSON always fails with ErrMarshal.
func (v Value) MarshalJSON() ([]byte, error) { return nil, ErrMarshal }

// MarshalText always fails with ErrMarshal.
func (v Value) MarshalText() ([]byte, error) { return nil, ErrMarshal }

// MarshalBinary always fails with ErrMarshal. encoding/gob calls it.
func (v Value) MarshalBinary() ([]byte, error) { return nil, ErrMarshal }

// UnmarshalJSON reads a JSON string. Its error quotes nothing of the input.
func (v *Value) UnmarshalJSON(b []byte) error {
	var s string
	if err := json.Unmarshal(b, &s); err != nil {
		// The cause may quote the input, so it is not wrapped.
		return errors.New("a secret must be a JSON string")
	}
	*v = New(s)
	return nil
}
