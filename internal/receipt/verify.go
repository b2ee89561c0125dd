package receipt

import (
	"bytes"
	"crypto/ed25519"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"unicode/utf8"

	"pagewatch/internal/input"
)

// Verify checks that a document was signed with the private half of key, and returns its receipt
// exactly as it was signed. Error texts are for people. It checks neither the content of the
// receipt, nor its age, nor the owner of the key.
func Verify(document []byte, key ed25519.PublicKey) (json.RawMessage, error) {
	if len(key) != ed25519.PublicKeySize {
		return nil, errors.New("there is no public key to verify with")
	}
	d, err := read(document)
	if err != nil {
		return nil, err
	}
	if d.Signature.Algorithm != algorithm {
		return nil, fmt.Errorf("the document is signed with %q; receipts are signed with %s",
			input.Name(d.Signature.Algorithm), algorithm)
	}
	if id := KeyID(key); d.Signature.Key != id {
		return nil, fmt.Errorf(
			"the document names the key %q, and the key given is %s: ask the operator for the right one", input.Name(d.Signature.Key), id)
	}
	value, err := base64.StdEncoding.DecodeString(d.Signature.Value)
	if err != nil || base64.StdEncoding.EncodeToString(value) != d.Signature.Value ||
		len(value) != ed25519.SignatureSize {
		return nil, fmt.Errorf("the signature is not %d bytes in standard base64",
			ed25519.SignatureSize)
	}
	signed := plain(d.Receipt)
	if !ed25519.Verify(key, message(signed), value) {
		return nil, errors.New(
			"the signature is wrong: the receipt was altered, or was never signed with this key")
	}
	return signed, nil
}

// read parses a document strictly: an accepted document has one interpretation.
func read(document []byte) (Document, error) {
	switch {
	case len(document) > MaxSize:
		return Document{}, fmt.Errorf("the document is larger than %d bytes; no receipt is",
			MaxSize)
	case len(bytes.TrimSpace(document)) == 0:
		return Document{}, errors.New("the document is empty")
	case bytes.TrimSpace(document)[0] != '{':
		return Document{}, errors.New("the document is not a JSON object")
	case !utf8.Valid(document):
		return Document{}, errors.New("the document is not UTF-8")
	}
	if err := input.Object(document, maxDepth); err != nil {
		return Document{}, reword(err)
	}
	var d Document
	whole, err := fields("the document", document, "receipt", "signature")
	if err != nil {
		return Document{}, err
	}
	if d.Receipt = whole["receipt"]; d.Receipt[0] != '{' {
		return Document{}, errors.New("the receipt is not a JSON object")
	}
	signature, err := fields("the signature", whole["signature"], "algorithm", "key", "value")
	if err != nil {
		return Document{}, err
	}
	for name, to := range map[string]*string{
		"algorithm": &d.Signature.Algorithm, "key": &d.Signature.Key, "value": &d.Signature.Value} {
		if signature[name][0] != '"' || json.Unmarshal(signature[name], to) != nil {
			return Document{}, fmt.Errorf("the signature's %s is not a string", name)
		}
	}
	return d, nil
}

// fields returns the fields of an object that has exactly the named ones. Names must match in case,
// which encoding/json ignores for a struct.
func fields(what string, object []byte, names ...string) (map[string]json.RawMessage, error) {
	var found map[string]json.RawMessage
	if err := json.Unmarshal(object, &found); err != nil || found == nil {
		return nil, fmt.Errorf("%s is not a JSON object", what)
	}
	for _, name := range slices.Sorted(maps.Keys(found)) {
		if !slices.Contains(names, name) {
			return nil, fmt.Errorf("%s has a field %q, which no receipt has", what,
				input.Name(name))
		}
	}
	for _, name := range names {
		if found[name] == nil {
			return nil, fmt.Errorf("%s has no field %q", what, name)
		}
	}
	return found, nil
}

// reword turns an error about a request's body into one about a document.
func reword(err error) error {
	var e *input.Error
	switch {
	case !errors.As(err, &e):
		return err
	case e.Field != "body":
		return fmt.Errorf("the document has a field %q twice", e.Field)
	}
	return fmt.Errorf("reading the document: %s", e.Message)
}
