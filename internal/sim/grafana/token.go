package grafana

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"hash/crc32"
)

const (
	tokenPrefix = "glsa_"
	letters     = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
)

// newToken derives the token of an account: the prefix, 32 letters and digits, and a checksum.
func newToken(secret []byte, account string) string {
	mac := hmac.New(sha256.New, secret)
	mac.Write([]byte(account))
	random := mac.Sum(nil) // 32 bytes
	for i, b := range random {
		random[i] = letters[int(b)%len(letters)]
	}
	text := tokenPrefix + string(random)
	// Grafana writes the CRC-32 of prefix and secret with the least significant byte first.
	sum := binary.LittleEndian.AppendUint32(nil, crc32.ChecksumIEEE([]byte(text)))
	return text + "_" + hex.EncodeToString(sum)
}
