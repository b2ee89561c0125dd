package forge

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strings"
)

// maxResponse is the largest answer in bytes (Forge invocation limits: 5 MB).
const maxResponse = 5 << 20

// Reply is the envelope that @forge/bridge expects of an invocation.
type Reply struct {
	Success bool    `json:"success"`
	Payload *Answer `json:"payload,omitempty"`
	Error   *Answer `json:"error,omitempty"`
}

// Answer is the backend's answer. Error holds the body of a container's 4xx or 5xx unchanged.
type Answer struct {
	Status  int                 `json:"status"`
	Headers map[string][]string `json:"headers"`
	Body    json.RawMessage     `json:"body,omitempty"`
	Error   *string             `json:"error,omitempty"`
}

func readAnswer(r io.Reader) ([]byte, error) {
	body, err := io.ReadAll(io.LimitReader(r, maxResponse+1))
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		return nil, Rejection("the remote did not finish its answer within 25 seconds")
	case err != nil:
		return nil, Rejection("the remote's answer broke off")
	case len(body) > maxResponse:
		return nil, Rejection("the response payload exceeds 5 MB")
	}
	return body, nil
}

// remoteReply applies the rules of invokeRemote (Forge bridge, invokeRemote): JSON or an empty
// body, and no redirect. A 401 means that the backend could not verify the invocation token.
func remoteReply(resp *http.Response, body []byte) (Reply, error) {
	status, empty := resp.StatusCode, len(bytes.TrimSpace(body)) == 0
	switch {
	case status >= 300 && status < 400:
		return Reply{}, rejection(
			"the remote answered with a redirect (status %d), which is not followed", status)
	case status == http.StatusUnauthorized:
		return Reply{}, Rejection(
			"the remote could not verify the Forge Invocation Token (status 401)")
	case !isJSON(resp.Header):
		return Reply{}, rejection(
			"the remote answered with a content type other than application/json (status %d)",
			status)
	case empty && status/100 != 2, !empty && !json.Valid(body):
		return Reply{}, rejection("cannot parse body as JSON (status %d)", status)
	}
	return Reply{Success: true, Payload: answer(resp, body)}, nil
}

// serviceReply applies the rules of invokeService (Forge containers, invokeService): below 400 JSON
// is required; from 400 on the body is passed on as text.
func serviceReply(resp *http.Response, body []byte) (Reply, error) {
	if resp.StatusCode >= 400 {
		text, failed := string(body), answer(resp, nil)
		failed.Error = &text
		return Reply{Error: failed}, nil
	}
	if !isJSON(resp.Header) || !json.Valid(body) {
		return Reply{}, rejection("the service did not answer with JSON (status %d)",
			resp.StatusCode)
	}
	return Reply{Success: true, Payload: answer(resp, body)}, nil
}

func answer(resp *http.Response, body []byte) *Answer {
	headers := map[string][]string{}
	for name, values := range resp.Header {
		headers[strings.ToLower(name)] = values
	}
	return &Answer{Status: resp.StatusCode, Headers: headers, Body: bytes.TrimSpace(body)}
}

// isJSON reports whether the content type is JSON or, as the platform allows, absent.
func isJSON(h http.Header) bool {
	value := h.Get("Content-Type")
	kind, _, err := mime.ParseMediaType(value)
	return value == "" || err == nil && kind == "application/json"
}

func rejection(format string, status int) Rejection {
	return Rejection(fmt.Sprintf(format, status))
}
