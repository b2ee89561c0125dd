package auth

import (
	"crypto/tls"
	"errors"
	"net"
	"syscall"
)

// why returns the reason for which a call failed, as one of a few texts. An error of the HTTP
// client quotes bytes of the server, which must not reach the log.
func why(err error) string {
	var lookup *net.DNSError
	var certificate *tls.CertificateVerificationError
	var timeout net.Error
	switch {
	case errors.As(err, &lookup):
		return "its name does not resolve"
	case errors.As(err, &certificate):
		return "its certificate does not verify"
	case errors.Is(err, syscall.ECONNREFUSED):
		return "it refused the connection"
	case errors.As(err, &timeout) && timeout.Timeout():
		return "it took too long"
	}
	return "the connection or the answer was broken"
}
