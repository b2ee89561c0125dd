package auth

import (
	"crypto/tls"
	"errors"
	"net"
	"syscall"
)

// why returns why a call got no answer, in words of our own: an error of the HTTP client quotes
// what the server sent, and ends up in the log.
func why(err error) string {
	var unnamed *net.DNSError
	var unproved *tls.CertificateVerificationError
	var slow net.Error
	switch {
	case errors.As(err, &unnamed):
		return "its name does not resolve"
	case errors.As(err, &unproved):
		return "its certificate does not verify"
	case errors.Is(err, syscall.ECONNREFUSED):
		return "it refused the connection"
	case errors.As(err, &slow) && slow.Timeout():
		return "it took too long"
	}
	return "the connection or the answer was broken"
}
