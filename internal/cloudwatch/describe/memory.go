package describe

import (
	"context"
	"net/http"

	"golang.org/x/sync/semaphore"

	"pagewatch/internal/cloudwatch/awscall"
	"pagewatch/internal/upstream"
)

// memoryBudget is how many bytes of answers a process reads at a time: one of the longest, or many
// short ones. A decoded answer takes some five times as much, and the smallest container has 64 MiB
// for all: a page of ten long answers, read side by side, would exceed it.
const memoryBudget = maxAnswer

// bounded holds a call back, once AWS has begun to answer, until the memory budget allows its
// answer. It implements aws.HTTPClient.
type bounded struct {
	*awscall.Call
	memory *semaphore.Weighted
	taken  int64
	// crowded reports that the wait for memory outlasted the call.
	crowded bool
}

// Do implements aws.HTTPClient.
func (m *bounded) Do(req *http.Request) (*http.Response, error) {
	resp, err := m.Call.Do(req)
	if err != nil {
		return nil, err
	}
	size := resp.ContentLength
	if size < 0 || size > maxAnswer { // unknown, or cut off there
		size = maxAnswer
	}
	if err := m.memory.Acquire(req.Context(), size); err != nil {
		_ = resp.Body.Close()
		m.crowded = true
		return nil, err
	}
	m.taken = size
	return resp, nil
}

// End closes the record of the call. A deadline that passes in the wait for memory is not the
// service's.
func (m *bounded) End(ctx context.Context, err error) (upstream.Trace, error) {
	trace, err := m.Call.End(ctx, err)
	if failed := upstream.As(err); m.crowded && failed != nil && failed.Kind == upstream.Timeout {
		failed.Kind = upstream.Crowded
	}
	return trace, err
}

// release gives the memory back.
func (m *bounded) release() { m.memory.Release(m.taken) }
