// Package receipt signs what Pagewatch attests, and verifies it: a document that anybody can check
// who was handed the public key on another way than the document.
//
// A document is JSON, in any layout:
//
//	{"receipt": {…}, "signature": {"algorithm": "Ed25519", "key": "0123456789abcdef", "value": "…"}}
//
// The signature covers "pagewatch-receipt/v1", a newline, and the receipt without white space
// between its tokens, its strings written as JSON.stringify writes them (see plain). So a document
// may be indented, or read and written again by a browser; whatever else changes, it is refused. A
// browser keeps receipts of strings, whole numbers below 2^53, booleans, lists, and objects whose
// names are not numbers; it may write other numbers, and order other names, anew.
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
	// domain keeps a signature from being taken for one over anything else.
	domain = "pagewatch-receipt/v1\n"
	// maxDepth bounds the nesting of a document.
	maxDepth = 16
)

// Document is a signed receipt.
type Document struct {
	Receipt   json.RawMessage `json:"receipt"`
	Signature Signature       `json:"signature"`
}

// Signature says how a receipt was signed, and by whom.
type Signature struct {
	// Algorithm is always Ed25519 (RFC 8032).
	Algorithm string `json:"algorithm"`
	// Key is the KeyID of the public key.
	Key string `json:"key"`
	// Value is the signature in standard base64.
	Value string `json:"value"`
}

// KeyID names a public key: the first 16 hex characters of its SHA-256. It helps to find the right
// key and proves nothing.
func KeyID(key ed25519.PublicKey) string {
	sum := sha256.Sum256(key)
	return hex.EncodeToString(sum[:8])
}

// message returns the bytes that are signed, from a receipt in plain form.
func message(receipt []byte) []byte { return append([]byte(domain), receipt...) }

// plain returns a receipt as it is signed: without white space between tokens, and without the
// escapes that encoding/json writes and that other programs leave out. Its meaning is the same.
// What is not JSON becomes nothing.
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
		// Any other escape is passed whole, so that \\u003c stays a backslash and five letters.
		out, rest = append(out, rest[:2]...), rest[2:]
	}
}

// needless are the escapes that encoding/json writes where JSON asks for none: for HTML, for
// JavaScript, and for what was not UTF-8.
var needless = map[string]string{
	`\u003c`: "<", `\u003e`: ">", `\u0026`: "&", `\u2028`: "\u2028", `\u2029`: "\u2029",
	`\ufffd`: "\ufffd",
}
