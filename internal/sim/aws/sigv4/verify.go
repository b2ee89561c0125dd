package sigv4

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"
)

// MaxSkew is the greatest difference between a request's X-Amz-Date and the clock of the service.
const MaxSkew = 5 * time.Minute

// Errors of a signed request that cannot be accepted.
var (
	ErrMismatch = errors.New("the signature does not match the request")
	ErrSkew     = errors.New("the time of the signature is more than 5 minutes off")
)

// Verify checks that the request with this body was signed with the secret access key, at a time
// close to now. It fails with ErrSkew or ErrMismatch.
//
// Verify makes a fresh signer each time. The SDK's signer caches derived keys by access key id
// alone, so a shared one would continue to accept an old secret.
func Verify(r *http.Request, body []byte, secret string, now time.Time) error {
	auth, err := Parse(r.Header.Get("Authorization"))
	if err != nil {
		return err
	}
	at, err := signingTime(r, auth.Date)
	if err != nil {
		return err
	}
	if at.Sub(now).Abs() > MaxSkew {
		return ErrSkew
	}
	if !coversAmzHeaders(r.Header, auth.SignedHeaders) {
		return ErrMismatch
	}
	want, err := resign(r, body, secret, auth)
	if err != nil {
		return err
	}
	same := subtle.ConstantTimeCompare([]byte(want.Signature), []byte(auth.Signature)) == 1
	if !same || !slices.Equal(want.SignedHeaders, auth.SignedHeaders) {
		return ErrMismatch
	}
	return nil
}

// signingTime reads X-Amz-Date, whose day must be the one of the credential scope.
func signingTime(r *http.Request, day string) (time.Time, error) {
	values := r.Header.Values("X-Amz-Date")
	if len(values) != 1 {
		return time.Time{}, ErrIncomplete
	}
	at, err := time.Parse("20060102T150405Z", values[0])
	if err != nil {
		return time.Time{}, ErrIncomplete
	}
	if at.Format("20060102") != day {
		return time.Time{}, ErrMismatch
	}
	return at, nil
}

// coversAmzHeaders reports whether the signature covers every X-Amz header of the request, as AWS
// requires.
func coversAmzHeaders(h http.Header, signed []string) bool {
	for name := range h {
		name = strings.ToLower(name)
		if strings.HasPrefix(name, "x-amz-") && !slices.Contains(signed, name) {
			return false
		}
	}
	return true
}

// resign signs a copy of the request that holds only the headers under the signature.
func resign(r *http.Request, body []byte, secret string, auth Authorization) (Authorization,
	error) {
	at, err := signingTime(r, auth.Date)
	if err != nil {
		return Authorization{}, err
	}
	target := *r.URL
	again := &http.Request{Method: r.Method, URL: &target, Host: r.Host, Header: http.Header{}}
	for _, name := range auth.SignedHeaders {
		name = http.CanonicalHeaderKey(name)
		if values := r.Header.Values(name); len(values) > 0 {
			again.Header[name] = slices.Clone(values)
		}
	}
	if slices.Contains(auth.SignedHeaders, "content-length") {
		again.ContentLength = int64(len(body))
	}
	hash := sha256.Sum256(body)
	keys := aws.Credentials{AccessKeyID: auth.AccessKeyID, SecretAccessKey: secret}
	err = v4.NewSigner().SignHTTP(r.Context(), keys, again, hex.EncodeToString(hash[:]),
		auth.Service, auth.Region, at)
	if err != nil {
		return Authorization{}, fmt.Errorf("signing again: %w", err)
	}
	return Parse(again.Header.Get("Authorization"))
}
