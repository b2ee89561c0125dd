package egress

import (
	"errors"
	"net/http"
	"strings"
)

// errEncoded ends the reading of an answer in an encoding that was not asked for.
var errEncoded = errors.New("egress: an answer in an encoding")

// acceptPlain asks for an answer without compression. A few bytes of a compressed answer can become
// many, or take seconds to become none, so no limit of a client would bound the work. The answers
// are small, or come from one data centre to another: compression saves them little time.
func acceptPlain(req *http.Request) {
	if req.Header.Get("Accept-Encoding") == "" {
		req.Header.Set("Accept-Encoding", "identity")
	}
}

// plain makes the body of an encoded answer unreadable. Its status still counts.
func plain(resp *http.Response) *http.Response {
	encoding := strings.Join(resp.Header.Values("Content-Encoding"), ",")
	if encoding != "" && !strings.EqualFold(encoding, "identity") {
		_ = resp.Body.Close()
		resp.Body = unreadable{}
	}
	return resp
}

// unreadable is the body of an encoded answer.
type unreadable struct{}

// Read implements io.Reader.
func (unreadable) Read([]byte) (int, error) { return 0, errEncoded }

// Close implements io.Closer.
func (unreadable) Close() error { return nil }
