// Package receipt signs documents that Pagewatch attests, and verifies them. A verifier needs the
// public key, received over another channel than the document.
//
// A document is JSON, in any layout:
//
//	{"receipt": {…}, "signature": {"algorithm": "Ed25519", "key": "0123456789abcdef", "value": "…"}}
//
// The signature covers "pagewatch-receipt/v1", a newline, and the receipt without white space
// between its tokens, its strings written as JSON.stringify writes them (see plain). So a document
// may be indented, or parsed and serialized again by a browser. Any other change is refused. A
// browser keeps receipts of strings, whole numbers below 2^53, booleans, lists, and objects whose
// names are not numbers. It may rewrite other numbers and reorder other names.
package receipt

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
)

// MaxSize bounds a document, in bytes.
const MaxSize = 1 << 20

const (
	algorithm = "Ed25519"
	// domain separates these signatures from any others of the same key.
	domain = "pagewatch-receipt/v1\n"
	// maxDepth bounds the nesting of a document.
	maxDepth = 16
)

// Document is a signed receipt.
type Document struct {
	Receipt   json.RawMessage `json:"receipt"`
	Signature Signature       `json:"signature"`
}

// Signature is the signature of a receipt, with its algorithm and key.
type Signature struct {
	// Algorithm is always Ed25519 (RFC 8032).
	Algorithm string `json:"algorithm"`
	// Key is the KeyID of the public key.
	Key string `json:"key"`
	// Value is the signature in standard base64.
	Value string `json:"value"`
}

// KeyID returns the id of a public key: the first 16 hex characters of its SHA-256. It helps to
// find the right key and proves nothing.
func KeyID(key ed25519.PublicKey) string {
	sum := sha256.Sum256(key)
	return hex.EncodeToString(sum[:8])
}

// message returns the bytes that are signed, from a receipt in plain form.
func message(receipt []byte) []byte { return append([]byte(domain), receipt...) }

// plain returns a receipt in the form that is signed: without white space between tokens, and
// without the escapes that encoding/json writes and JSON.stringify does not. Its meaning stays the
// same. The result for input that is not JSON is empty.
func plain(receipt []byte) []byte {
	var compact bytes.Buffer
	_ = json.Compact(&compact, receipt)
	rest := compact.Bytes()
	out := make([]byte, 0, len(rest))
	for {
		at := bytes.IndexByte(rest, '\\')
		if at < 0 {
			return append(out, rest...)
		}
		out, rest = append(out, rest[:at]...), rest[at:]
		if literal, ok := needless[string(rest[:min(len(rest), 6)])]; ok {
			out, rest = append(out, literal...), rest[6:]
			continue
		}
		// Any other escape is copied whole, so that \\u003c stays a backslash and five letters.
		out, rest = append(out, rest[:2]...), rest[2:]
	}
}

// needless maps escapes that encoding/json writes and JSON does not require to their characters:
// for HTML, for JavaScript, and for invalid UTF-8.
var needless = map[string]string{
	`\u003c`: "<", `\u003e`: ">", `\u0026`: "&", `\u2028`: "\u2028", `\u2029`: "\u2029",
	`\ufffd`: "\ufffd",
}
