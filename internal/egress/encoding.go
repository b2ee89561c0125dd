package egress

import (
	"net/http"
	"strings"
)

// acceptPlain asks for an answer without compression. A few bytes of a compressed answer can become
// many, or take seconds to become none, so no limit of a client would bound the work. The answers
// are small, or come from one data centre to another: compression saves them little time.
func acceptPlain(req *http.Request) {
	if req.Header.Get("Accept-Encoding") == "" {
		req.Header.Set("Accept-Encoding", "identity")
	}
}

// plain closes the body of an encoded answer, which no longer can be read. Its status still counts.
func plain(resp *http.Response) *http.Response {
	encoding := strings.Join(resp.Header.Values("Content-Encoding"), ",")
	if encoding != "" && !strings.EqualFold(encoding, "identity") {
		_ = resp.Body.Close()
	}
	return resp
}
