package auth_test

import (
	"crypto/tls"
	"errors"
	"net"
	"net/http"
	"strings"
	"syscall"
	"testing"
	"time"

	"pagewatch/internal/platform/auth"
)

type broken struct{ err error }

func (b broken) RoundTrip(*http.Request) (*http.Response, error) { return nil, b.err }

// TestFailuresQuoteNothingOfTheServer: the cause of a refusal is logged, and an error of the HTTP
// client quotes the server.
func TestFailuresQuoteNothingOfTheServer(t *testing.T) {
	const planted = "planted"
	for words, err := range map[string]error{
		"its name does not resolve": &net.OpError{
			Op: "dial", Err: &net.DNSError{Err: planted, Name: planted}},
		"its certificate does not verify": &tls.CertificateVerificationError{
			Err: errors.New(planted)},
		"it refused the connection": &net.OpError{
			Op: planted, Err: syscall.ECONNREFUSED},
		"it took too long": &net.OpError{
			Op: planted, Err: syscall.ETIMEDOUT},
		"the connection or the answer was broken.": errors.New(
			"malformed HTTP response " + planted),
	} {
		_, got := auth.NewKeys("https://k.example/", &http.Client{Transport: broken{err}},
			time.Now).Key(t.Context(), "kid")
		if got == nil || !strings.Contains(got.Error()+".", words) ||
			strings.Contains(got.Error(), planted) {
			t.Errorf("%v: %v, want %q", err, got, words)
		}
	}
}
