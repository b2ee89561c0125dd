// Package token seals values for the way through a browser, which can neither read nor change them.
// A token opens for its purpose, in its place, for as long as it lives.
package token

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"time"

	"pagewatch/internal/secret"
)

// ErrInvalid is returned for a text that was not sealed for this purpose and place, or is too old.
var ErrInvalid = errors.New("the token is of something else, altered, or too old")

// clockSkew is how far the clock of another instance may be ahead.
const clockSkew = 2 * time.Second

// Codec seals and opens tokens of one purpose.
type Codec[T any] struct {
	sealer *secret.Sealer
	life   time.Duration
	now    func() time.Time
}

// New returns a codec whose tokens live so long. The sealer is for their purpose.
func New[T any](sealer *secret.Sealer, life time.Duration, now func() time.Time) *Codec[T] {
	return &Codec[T]{sealer, life, now}
}

// envelope is what is sealed.
type envelope[T any] struct {
	Issued time.Time `json:"issued"`
	// Value is never nil in a token.
	Value *T `json:"value"`
}

// Seal returns a token for a value that was issued at that time.
func (c *Codec[T]) Seal(place secret.Binding, issued time.Time, value T) string {
	var plain bytes.Buffer
	encoder := json.NewEncoder(&plain)
	encoder.SetEscapeHTML(false) // a token is no page, and is shorter without
	if err := encoder.Encode(envelope[T]{issued.UTC(), &value}); err != nil {
		panic("the value of a token does not marshal")
	}
	return base64.RawURLEncoding.EncodeToString(c.sealer.Seal(place, plain.Bytes()))
}

// Open returns the value of a token. The error is ErrInvalid, and the value then zero.
func (c *Codec[T]) Open(place secret.Binding, text string) (T, error) {
	var none T
	raw, err := base64.RawURLEncoding.Strict().DecodeString(text)
	// Strict still passes over line breaks.
	if err != nil || base64.RawURLEncoding.EncodeToString(raw) != text {
		return none, ErrInvalid
	}
	plain, err := c.sealer.Open(place, raw)
	if err != nil {
		return none, ErrInvalid
	}
	var e envelope[T]
	if err := json.Unmarshal(plain, &e); err != nil || e.Value == nil {
		return none, ErrInvalid
	}
	if age := c.now().Sub(e.Issued); age < -clockSkew || age > c.life {
		return none, ErrInvalid
	}
	return *e.Value, nil
}
