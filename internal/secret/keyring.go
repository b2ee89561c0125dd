package secret

import (
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"regexp"
	"strings"
)

// KeySize is the length of a master key in bytes.
const KeySize = 32

// Purpose separates keys: bytes sealed for one purpose cannot be opened for another.
type Purpose string

// The purposes in use. A change of the sealed format gets a new version, so that old bytes are
// refused and not misread.
const (
	Store  Purpose = "store/v1"
	Grant  Purpose = "grant/v2"
	Cursor Purpose = "cursor/v2"
	Proof  Purpose = "proof/v2"
	Audit  Purpose = "audit/v1"
)

// keyID is the form of a key's id, which the operator chooses. Sealed bytes hold it in clear.
var keyID = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,15}$`)

type masterKey struct {
	id  string
	key []byte
}

// Keyring is an operator's master keys, newest first. The newest seals; all of them open.
type Keyring struct{ keys []masterKey }

// ParseKeyring reads `id:base64` pairs separated by commas or white space, newest first. The base64
// is standard and holds exactly KeySize bytes. Errors name the pair by its position and never quote
// a key.
func ParseKeyring(s string) (*Keyring, error) {
	fields := strings.FieldsFunc(s, func(r rune) bool {
		return strings.ContainsRune(", \t\r\n", r)
	})
	if len(fields) == 0 {
		return nil, errors.New("no keys: want id:base64 pairs, newest first")
	}
	ring := &Keyring{}
	for i, field := range fields {
		key, err := parseKey(field)
		if err != nil {
			return nil, fmt.Errorf("key %d of %d: %w", i+1, len(fields), err)
		}
		for _, other := range ring.keys {
			if other.id == key.id {
				return nil, fmt.Errorf("key %d of %d: the id %q is used twice", i+1, len(fields),
					key.id)
			}
		}
		ring.keys = append(ring.keys, key)
	}
	return ring, nil
}

// CheckKeyID returns an error for an id that NewKey must not be called with.
func CheckKeyID(id string) error {
	if !keyID.MatchString(id) {
		return errors.New(
			"want an id of 1 to 16 characters from a-z, 0-9 and -, the first of them no -")
	}
	return nil
}

func parseKey(field string) (masterKey, error) {
	id, encoded, found := strings.Cut(field, ":")
	if !found {
		return masterKey{}, errors.New("want id:base64, and it has no colon")
	}
	if err := CheckKeyID(id); err != nil {
		return masterKey{}, err
	}
	key, err := base64.StdEncoding.DecodeString(encoded)
	if err != nil || len(key) != KeySize {
		return masterKey{}, fmt.Errorf("want %d bytes in standard base64 after %q", KeySize, id+":")
	}
	return masterKey{id, key}, nil
}

// NewKey returns a fresh `id:base64` pair for ParseKeyring. The id must pass CheckKeyID.
func NewKey(id string) string {
	key := make([]byte, KeySize)
	_, _ = rand.Read(key) // never fails: crypto/rand aborts the program instead
	return id + ":" + base64.StdEncoding.EncodeToString(key)
}

// derive returns the key for a purpose. Only a wrong length could make HKDF fail, and it is
// constant.
func (k masterKey) derive(p Purpose) []byte {
	key, err := hkdf.Key(sha256.New, k.key, nil, "pagewatch/"+string(p), KeySize)
	if err != nil {
		panic("deriving a key of constant size failed")
	}
	return key
}

// Hasher returns a keyed hash for audit records: 16 hex characters, "" for "". It uses the newest
// key, so hashes change when keys are rotated.
func (r *Keyring) Hasher() func(string) string {
	key := r.keys[0].derive(Audit)
	return func(s string) string {
		if s == "" {
			return ""
		}
		mac := hmac.New(sha256.New, key)
		mac.Write([]byte(s))
		return hex.EncodeToString(mac.Sum(nil)[:8])
	}
}
