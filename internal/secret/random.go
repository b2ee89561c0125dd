package secret

import (
	"crypto/rand"
	"encoding/base32"
)

// idEncoding writes 16 bytes as 26 characters that no policy language and no shell interprets.
var idEncoding = base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(
	base32.NoPadding)

// RandomID returns 16 random bytes as 26 characters of a-z and 2-7.
func RandomID() string {
	b := make([]byte, 16)
	_, _ = rand.Read(b) // never fails: crypto/rand aborts the program instead
	return idEncoding.EncodeToString(b)
}
