package receipt

import (
	"bytes"
	"crypto/ed25519"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"strings"
)

// PublicPEM returns the public key as ParsePublic reads it: PKIX in PEM (RFC 8410), which openssl
// reads too.
func (s *Signer) PublicPEM() []byte {
	der, err := x509.MarshalPKIXPublicKey(s.public)
	if err != nil {
		panic("encoding an Ed25519 key failed") // it fails for unknown types of keys alone
	}
	return pem.EncodeToMemory(&pem.Block{Type: publicType, Bytes: der})
}

// publicType is the PEM type of a public key.
const publicType = "PUBLIC KEY"

// ParsePublic reads a public key: one PEM block as PublicPEM writes it, and nothing beside it.
// Errors quote nothing of the file, because it may hold the private key.
func ParsePublic(file []byte) (ed25519.PublicKey, error) {
	block, err := onlyBlock(file)
	if err != nil {
		return nil, err
	}
	parsed, err := x509.ParsePKIXPublicKey(block.Bytes)
	if err != nil {
		return nil, errors.New("the public key is damaged, or of a kind that is not known here")
	}
	key, ok := parsed.(ed25519.PublicKey)
	if !ok {
		return nil, errors.New(
			"the public key is for another algorithm; receipts are signed with Ed25519")
	}
	return key, nil
}

// onlyBlock returns the one block of a PEM file, if it is a public key.
func onlyBlock(file []byte) (*pem.Block, error) {
	file = bytes.TrimSpace(file)
	if len(file) == 0 {
		return nil, errors.New("the public key is empty")
	}
	block, rest := pem.Decode(file)
	switch {
	case block == nil:
		return nil, errors.New(
			"the public key is not in PEM: want one block that begins with -----BEGIN PUBLIC KEY-----")
	case strings.Contains(block.Type, "PRIVATE KEY"):
		return nil, errors.New("this is a private key: keep it secret, and give the public one")
	case block.Type != publicType:
		return nil, errors.New(
			"this is PEM, but not a public key: want one block that begins with -----BEGIN PUBLIC KEY-----")
	// pem.Decode passes over a damaged block and reads the next.
	case len(rest) > 0 || !bytes.HasPrefix(file, []byte("-----BEGIN")) ||
		bytes.Count(file, []byte("-----BEGIN")) != 1:
		return nil, errors.New(
			"something stands beside the public key: give the one PEM block alone")
	}
	return block, nil
}
