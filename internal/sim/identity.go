package sim

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"pagewatch/internal/durable"
	"pagewatch/internal/sim/fit"
	"pagewatch/internal/sim/forge"
)

const (
	identityFile = "identity.json"
	keyFile      = "invocation-key.pem"
	pemType      = "PRIVATE KEY"
)

// Check refuses a data folder without an identity that holds one of the deployment's own files or
// of the others named: the folder's content belongs to the installation of its identity, and a new
// one could open none of it. Check writes nothing.
func Check(folder string, others ...string) error {
	path := filepath.Join(folder, identityFile)
	if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	for _, name := range append([]string{wikiFile, keyFile, storageFile}, others...) {
		if _, err := os.Stat(filepath.Join(folder, name)); !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf(
				"%s is missing, and %s belongs to the installation that it names: put it back, or start with a new data folder", path, name)
		}
	}
	return nil
}

// Prepare makes the data folder and, at the first start, the identity of its installation. It
// refuses what Check refuses.
func Prepare(folder string, others ...string) error {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return fmt.Errorf("making the data folder: %w", err)
	}
	if err := Check(folder, others...); err != nil {
		return err
	}
	_, err := identity(folder)
	return err
}

// identity returns the ids that the folder keeps. The first start makes them.
func identity(folder string) (forge.Identity, error) {
	path := filepath.Join(folder, identityFile)
	data, err := keep(path, func() ([]byte, error) {
		return json.MarshalIndent(forge.Identity{
			CloudID: uuid(), InstallationID: uuid(), EnvironmentID: uuid()}, "", "  ")
	})
	if err != nil {
		return forge.Identity{}, fmt.Errorf("keeping the identity: %w", err)
	}
	var kept forge.Identity
	if err := json.Unmarshal(data, &kept); err != nil {
		return forge.Identity{}, fmt.Errorf("reading the identity: %s is damaged: %w", path, err)
	}
	if kept.CloudID == "" || kept.InstallationID == "" || kept.EnvironmentID == "" {
		return forge.Identity{}, fmt.Errorf("reading the identity: %s is incomplete", path)
	}
	return kept, nil
}

// issuer returns the issuer of invocation tokens with the key that the folder keeps. The first
// start makes the key. The key id is derived from the key, so that a verifier never mistakes one
// key for another.
func issuer(folder, audience string) (*fit.Issuer, error) {
	path := filepath.Join(folder, keyFile)
	data, err := keep(path, newKey)
	if err != nil {
		return nil, fmt.Errorf("keeping the signing key: %w", err)
	}
	key, err := parseKey(data)
	if err != nil {
		return nil, fmt.Errorf("reading the signing key: %s is damaged: %w", path, err)
	}
	sum := sha256.Sum256(x509.MarshalPKCS1PublicKey(&key.PublicKey))
	return &fit.Issuer{Key: key, KeyID: "forge/invocation-token/" + hex.EncodeToString(sum[:8]),
		Audience: audience}, nil
}

// newKey returns a new private key as PEM.
func newKey() ([]byte, error) {
	made, err := fit.New("")
	if err != nil {
		return nil, err
	}
	der, err := x509.MarshalPKCS8PrivateKey(made.Key)
	if err != nil {
		return nil, err
	}
	return pem.EncodeToMemory(&pem.Block{Type: pemType, Bytes: der}), nil
}

func parseKey(data []byte) (*rsa.PrivateKey, error) {
	block, _ := pem.Decode(data)
	if block == nil || block.Type != pemType {
		return nil, errors.New("no private key in PEM")
	}
	parsed, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil {
		return nil, err
	}
	key, ok := parsed.(*rsa.PrivateKey)
	if !ok {
		return nil, errors.New("not an RSA key")
	}
	return key, nil
}

// keep returns the file's content. It first creates an absent file, whole, readable by its owner
// only.
func keep(path string, content func() ([]byte, error)) ([]byte, error) {
	data, err := os.ReadFile(path)
	if !errors.Is(err, fs.ErrNotExist) {
		return data, err
	}
	if data, err = content(); err != nil {
		return nil, err
	}
	return data, durable.Create(path, data, 0o600)
}

// uuid returns a random UUID, version 4.
func uuid() string {
	var b [16]byte
	_, _ = rand.Read(b[:]) // never fails: crypto/rand aborts the program on an error
	b[6], b[8] = b[6]&0x0f|0x40, b[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}
