package cloudwatch

import (
	"net/http"

	"golang.org/x/sync/semaphore"

	"pagewatch/internal/awscall"
)

// room is how many bytes of answers are read at a time, in all: one of the longest, or many short ones. Decoded, an answer
// takes some five times as much, and the smallest container has 64 MiB for everybody: a page of ten long answers, read
// side by side, would be its end.
const room = maxAnswer

// queued holds a call up, once AWS has begun to answer, until there is room for the answer. It implements
// aws.HTTPClient.
type queued struct {
	*awscall.Call
	room  *semaphore.Weighted
	taken int64
}

// Do implements aws.HTTPClient.
func (m *queued) Do(req *http.Request) (*http.Response, error) {
	resp, err := m.Call.Do(req)
	if err != nil {
		return nil, err
	}
	size := resp.ContentLength
	if size < 0 || size > maxAnswer { // not said, or cut off there
		size = maxAnswer
	}
	if err := m.room.Acquire(req.Context(), size); err != nil {
		_ = resp.Body.Close()
		return nil, err
	}
	m.taken = size
	return resp, nil
}

// leave gives the room back.
func (m *queued) leave() { m.room.Release(m.taken) }
