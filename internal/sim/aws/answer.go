package aws

import (
	"bytes"
	"net/http"

	"pagewatch/internal/sim/fault"
)

// answer is a response with what a fault needs to spoil it.
type answer struct {
	fault.Answer
	code string                // the error code in it, if it is an error
	pad  func(size int) []byte // makes a well-formed body of at least size bytes
}

// ok makes a 200 of a kind of text that white space may precede.
func ok(header http.Header, body []byte) answer {
	pad := func(size int) []byte {
		return append(bytes.Repeat([]byte(" "), max(size-len(body), 0)), body...)
	}
	return answer{Answer: fault.Answer{Status: http.StatusOK, Header: header, Body: body}, pad: pad}
}

// spoil applies a fault to an answer. Faults that refuse or delay were applied before.
func (f Fault) spoil(a answer) answer {
	switch f.Do {
	case FaultRedirect:
		return answer{Answer: fault.Answer{Status: http.StatusFound,
			Header: http.Header{"Location": {f.URL}}}}
	case FaultEmpty:
		a.Body = nil
	case FaultHTML:
		status := f.Status
		if status == 0 {
			status = http.StatusOK
		}
		page :=
			"<!doctype html><html><head><title>Service</title></head><body><h1>This is a web page, not an answer</h1></body></html>"
		return answer{Answer: fault.Answer{Status: status,
			Header: http.Header{"Content-Type": {"text/html; charset=utf-8"}}, Body: []byte(page)}}
	case FaultTruncated:
		a.Body = a.Body[:len(a.Body)/2]
	case FaultOversized:
		size := f.Size
		if size == 0 {
			size = 32 << 20
		}
		a.Body = a.pad(size)
	}
	return a
}
