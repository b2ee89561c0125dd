package stack

import (
	"crypto/rand"
	"encoding/binary"
	"encoding/hex"
	"hash/crc32"
	"regexp"
	"strings"

	"pagewatch/internal/input"
	"pagewatch/internal/secret"
)

// prefix begins the tokens of service accounts.
const prefix = "glsa_"

var (
	// token is a token of a service account: 32 letters and digits, and a checksum.
	token = regexp.MustCompile(`^glsa_([A-Za-z0-9]{32})_([0-9a-f]{8})$`)
	// begun is the beginning of one.
	begun = regexp.MustCompile(`^glsa_[A-Za-z0-9]{0,32}(_[0-9a-f]{0,7})?$`)
)

// CheckToken accepts a token of a service account whose checksum is right. It asks nobody. The
// error is an *input.Error about field and quotes nothing of the token.
func CheckToken(field string, value secret.Value) error {
	text := value.Reveal()
	parts := token.FindStringSubmatch(text)
	switch {
	case parts != nil && parts[2] == checksum(parts[1]):
		return nil
	case parts != nil:
		return input.Field(field, "This token is damaged: its checksum is wrong. Copy it again, or "+
			"make a new one.")
	case text == "":
		return input.Field(field, "Give the service account's token.")
	case strings.HasPrefix(text, "glc_"):
		return input.Field(field, "This is a cloud access policy token (glc_…), which cannot read "+
			"a stack. Make a token of a service account: it begins with glsa_.")
	case strings.HasPrefix(text, "eyJ"):
		return input.Field(field, "This is an API key of an older Grafana. Make a token of a "+
			"service account: it begins with glsa_.")
	case begun.MatchString(text):
		return input.Field(field, "This token is incomplete: it has %d of 46 characters. Copy it "+
			"again, or make a new one.", len(text))
	}
	return input.Field(field, "This is not a token of a service account. It begins with glsa_ and "+
		"has 46 characters.")
}

// checksum is the CRC-32 of the prefix and the secret, its lowest byte first, in hexadecimal.
// Source: Grafana, pkg/components/satokengen/tokengen.go.
func checksum(secret string) string {
	sum := crc32.ChecksumIEEE([]byte(prefix + secret))
	return hex.EncodeToString(binary.LittleEndian.AppendUint32(nil, sum))
}

// MadeUp returns a well-formed token that no stack has issued.
func MadeUp() secret.Value {
	body := rand.Text() + rand.Text() // 26 letters and digits each
	return secret.New(prefix + body[:32] + "_" + checksum(body[:32]))
}
