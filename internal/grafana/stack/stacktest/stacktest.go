// Package stacktest makes tokens for tests: a valid one in the source would look like a leak.
package stacktest

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"hash/crc32"

	"pagewatch/internal/secret"
)

// Token returns a well-formed token of a service account, the same for the same seed.
func Token(seed string) secret.Value {
	sum := sha256.Sum256([]byte(seed))
	body := "glsa_" + hex.EncodeToString(sum[:16])
	check := binary.LittleEndian.AppendUint32(nil, crc32.ChecksumIEEE([]byte(body)))
	return secret.New(body + "_" + hex.EncodeToString(check))
}
