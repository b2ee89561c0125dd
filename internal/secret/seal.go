package secret

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"encoding/binary"
	"errors"
)

// ErrSealed is the only error of Open: the bytes are altered, cut, swapped, or sealed with a key
// that is not on the keyring. It does not distinguish these cases, because the difference helps
// only an attacker.
var ErrSealed = errors.New(
	"sealed bytes cannot be opened: wrong key, altered, or not meant for this place")

// sealVersion is the first byte of everything sealed.
const sealVersion = 1

// Binding ties sealed bytes to the record that they belong to. It is associated data and is not
// stored: Open must get the same Binding as Seal. A purpose leaves fields empty that it does not
// need.
type Binding struct {
	Installation string
	Space        string
	ID           string
}

// Sealer seals and opens for one purpose.
//
//	sealed = version (1 byte) | length of key id (1 byte) | key id | nonce (12 bytes) | ciphertext | tag (16 bytes)
//
// The associated data is version, purpose, key id, installation, space and id, each preceded by its
// length, so no two different bindings read the same.
type Sealer struct {
	purpose Purpose
	ids     []string // newest first
	aeads   map[string]cipher.AEAD
}

// Sealer returns the sealer for a purpose.
//
// Nonces are random 96-bit values, safe for 2^32 messages a key (NIST SP 800-38D, 8.3): one a
// second for a hundred years.
func (r *Keyring) Sealer(p Purpose) *Sealer {
	s := &Sealer{purpose: p, aeads: map[string]cipher.AEAD{}}
	for _, k := range r.keys {
		block, err := aes.NewCipher(k.derive(p))
		if err != nil {
			panic("a derived key of constant size was refused")
		}
		aead, err := cipher.NewGCMWithRandomNonce(block)
		if err != nil {
			panic("GCM over AES was refused")
		}
		s.ids = append(s.ids, k.id)
		s.aeads[k.id] = aead
	}
	return s
}

// Seal seals plaintext for the binding, with the newest key.
func (s *Sealer) Seal(place Binding, plaintext []byte) []byte {
	id := s.ids[0]
	out := append([]byte{sealVersion, byte(len(id))}, id...)
	return s.aeads[id].Seal(out, nil, plaintext, s.associated(id, place))
}

// Open returns the plaintext, or ErrSealed.
func (s *Sealer) Open(place Binding, sealed []byte) ([]byte, error) {
	if len(sealed) < 2 || sealed[0] != sealVersion || len(sealed) < 2+int(sealed[1]) {
		return nil, ErrSealed
	}
	end := 2 + int(sealed[1])
	id := string(sealed[2:end])
	aead, known := s.aeads[id]
	if !known {
		return nil, ErrSealed
	}
	plaintext, err := aead.Open(nil, nil, sealed[end:], s.associated(id, place))
	if err != nil {
		return nil, ErrSealed
	}
	return plaintext, nil
}

// Newest reports whether sealed bytes name the newest key. It does not authenticate them.
func (s *Sealer) Newest(sealed []byte) bool {
	head := append([]byte{sealVersion, byte(len(s.ids[0]))}, s.ids[0]...)
	return bytes.HasPrefix(sealed, head)
}

func (s *Sealer) associated(keyID string, place Binding) []byte {
	out := []byte{sealVersion}
	for _, part := range []string{string(s.purpose), keyID, place.Installation, place.Space,
		place.ID} {
		out = binary.BigEndian.AppendUint32(out, uint32(len(part)))
		out = append(out, part...)
	}
	return out
}
