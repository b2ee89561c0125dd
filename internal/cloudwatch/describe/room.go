package describe

import (
	"context"
	"net/http"

	"golang.org/x/sync/semaphore"

	"pagewatch/internal/cloudwatch/awscall"
	"pagewatch/internal/upstream"
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
	// crowded reports that the wait for room outlasted the call.
	crowded bool
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
		m.crowded = true
		return nil, err
	}
	m.taken = size
	return resp, nil
}

// End closes the record of the call. A deadline that passed in the wait for room is not the service's.
func (m *queued) End(ctx context.Context, err error) (upstream.Trace, error) {
	trace, err := m.Call.End(ctx, err)
	if failed := upstream.As(err); m.crowded && failed != nil && failed.Kind == upstream.Timeout {
		failed.Kind = upstream.Crowded
	}
	return trace, err
}

// leave gives the room back.
func (m *queued) leave() { m.room.Release(m.taken) }
