package auth

import (
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"syscall"
)

// get returns the body of a 200, of at most limit bytes. An error has none of the server's bytes.
func get(client *http.Client, req *http.Request, limit int) ([]byte, error) {
	resp, err := client.Do(req)
	if err != nil {
		return nil, errors.New(why(err))
	}
	defer func() { _ = resp.Body.Close() }()
	if resp.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("status %d", resp.StatusCode)
	}
	body, err := io.ReadAll(io.LimitReader(resp.Body, int64(limit)+1))
	switch {
	case err != nil:
		return nil, errors.New(why(err))
	case len(body) > limit:
		return nil, errors.New("the answer is too large")
	}
	return body, nil
}

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
