// Package externalid builds the External IDs that Pagewatch sends when it assumes a role: pw-<site
// part>-<space part>. The site part is the same for a whole installation, the space part narrows
// it. Both are random; package connection stores them.
//
// Source: IAM User Guide, "Access to AWS accounts owned by third parties".
package externalid

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"

	"pagewatch/internal/secret"
)

// Join returns the External ID of a space from the site's part and the space's own.
func Join(site, space string) secret.Value { return secret.New("pw-" + site + "-" + space) }

// Random returns an External ID that no role accepts: a random UUID of version 4 (RFC 9562), the
// form that many vendors use.
func Random() secret.Value {
	b := make([]byte, 16)
	_, _ = rand.Read(b) // never fails: crypto/rand aborts the program
	b[6], b[8] = b[6]&0x0f|0x40, b[8]&0x3f|0x80
	return secret.New(fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:]))
}

// Foreign returns an External ID in the form of a space of another site.
func Foreign() secret.Value { return Join(secret.RandomID(), secret.RandomID()) }

// Sibling returns an External ID in the form of another space of the same site as id.
func Sibling(id secret.Value) secret.Value {
	site := id.Reveal()
	return secret.New(site[:strings.LastIndexByte(site, '-')+1] + secret.RandomID())
}

// Fingerprint identifies an External ID without disclosing it: the hexadecimal SHA-256 of a random
// value of 256 bits. It is "" for no External ID.
func Fingerprint(id secret.Value) string {
	if id.Empty() {
		return ""
	}
	sum := sha256.Sum256([]byte(id.Reveal()))
	return hex.EncodeToString(sum[:])
}
