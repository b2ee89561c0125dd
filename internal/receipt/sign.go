package receipt

import (
	"crypto/ed25519"
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strings"

	"pagewatch/internal/secret"
)

// Signer signs receipts with one private key. It cannot be printed.
type Signer struct {
	seed   secret.Value // the raw bytes
	public ed25519.PublicKey
}

// NewKey makes a private key for ParseKey.
func NewKey() secret.Value {
	seed := make([]byte, ed25519.SeedSize)
	_, _ = rand.Read(seed) // never fails: crypto/rand aborts the program instead
	return secret.New(base64.StdEncoding.EncodeToString(seed))
}

// ParseKey reads a private key: the 32 bytes of an Ed25519 seed (RFC 8032, section 5.1.5) in
// standard base64. The error never quotes it.
func ParseKey(key secret.Value) (*Signer, error) {
	seed, err := base64.StdEncoding.DecodeString(strings.TrimSpace(key.Reveal()))
	if err != nil || len(seed) != ed25519.SeedSize {
		return nil, fmt.Errorf(
			"a receipt key is %d bytes in standard base64, as pagewatch receipt-key makes it",
			ed25519.SeedSize)
	}
	s := &Signer{seed: secret.New(string(seed))}
	s.public = s.private().Public().(ed25519.PublicKey)
	return s, nil
}

func (s *Signer) private() ed25519.PrivateKey {
	return ed25519.NewKeyFromSeed([]byte(s.seed.Reveal()))
}

// Sign signs a value that encodes as a JSON object. It refuses a value that Verify would not
// accept.
func (s *Signer) Sign(receipt any) (Document, error) {
	encoded, err := json.Marshal(receipt)
	if err != nil {
		return Document{}, fmt.Errorf("encoding the receipt: %w", err)
	}
	signed := plain(encoded)
	value := ed25519.Sign(s.private(), message(signed))
	d := Document{
		signed, Signature{algorithm, KeyID(s.public), base64.StdEncoding.EncodeToString(value)}}
	whole, err := json.Marshal(d)
	if err == nil {
		_, err = Verify(whole, s.public)
	}
	if err != nil {
		return Document{}, fmt.Errorf("signing the receipt: it could not be verified: %w", err)
	}
	return d, nil
}
