// Package sigv4 verifies AWS Signature Version 4 on the server's side. It signs the received
// request again with the AWS SDK's own signer and compares the signatures. The form of the header
// and the rules are those of "Create a signed AWS API request" in the IAM user guide.
package sigv4

import (
	"errors"
	"regexp"
	"slices"
	"strings"
)

// Errors of a request with an unusable Authorization header.
var (
	ErrMissing    = errors.New("no signature was sent")
	ErrIncomplete = errors.New("the Authorization header is incomplete")
)

const algorithm = "AWS4-HMAC-SHA256"

var (
	credentialPattern = regexp.MustCompile(
		`^([\w]{16,128})/([0-9]{8})/([a-z0-9-]{1,64})/([a-z0-9-]{1,64})/aws4_request$`)
	headerPattern    = regexp.MustCompile(`^[a-z0-9-]+$`)
	signaturePattern = regexp.MustCompile(`^[0-9a-f]{64}$`)
)

// Authorization is a parsed Authorization header.
type Authorization struct {
	AccessKeyID   string
	Date          string // the day of the credential scope, yyyymmdd
	Region        string
	Service       string // "sts" or "monitoring"
	SignedHeaders []string
	Signature     string // 64 hexadecimal digits
}

// Parse reads an Authorization header. It fails with ErrMissing for a header without Signature
// Version 4, and with ErrIncomplete where a part is absent, doubled or malformed.
func Parse(header string) (Authorization, error) {
	rest, ok := strings.CutPrefix(header, algorithm+" ")
	if !ok {
		return Authorization{}, ErrMissing
	}
	parts := map[string]string{}
	for _, part := range strings.Split(rest, ",") {
		name, value, ok := strings.Cut(strings.TrimSpace(part), "=")
		if _, twice := parts[name]; !ok || twice {
			return Authorization{}, ErrIncomplete
		}
		parts[name] = value
	}
	scope := credentialPattern.FindStringSubmatch(parts["Credential"])
	headers := strings.Split(parts["SignedHeaders"], ";")
	if len(parts) != 3 || scope == nil || !signaturePattern.MatchString(parts["Signature"]) ||
		!wellFormed(headers) {
		return Authorization{}, ErrIncomplete
	}
	return Authorization{
		AccessKeyID:   scope[1],
		Date:          scope[2],
		Region:        scope[3],
		Service:       scope[4],
		SignedHeaders: headers,
		Signature:     parts["Signature"],
	}, nil
}

// wellFormed reports whether the names are lower-case, in strictly ascending order, and include the
// two that every signature must cover.
func wellFormed(headers []string) bool {
	for i, h := range headers {
		if !headerPattern.MatchString(h) || (i > 0 && headers[i-1] >= h) {
			return false
		}
	}
	return slices.Contains(headers, "host") && slices.Contains(headers, "x-amz-date")
}
