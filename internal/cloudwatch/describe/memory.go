package describe

import (
	"context"
	"net/http"

	"golang.org/x/sync/semaphore"

	"pagewatch/internal/cloudwatch/awscall"
	"pagewatch/internal/upstream"
)

// memoryBudget bounds the bytes of answers that a process reads at a time: one of the longest, or
// many short ones. A decoded answer takes about five times as much, and the smallest container has
// 64 MiB in total: a page of ten long answers, read concurrently, would exceed it.
const memoryBudget = maxAnswer

// bounded delays a call, after AWS has begun to answer, until the memory budget admits its answer.
// It implements aws.HTTPClient.
type bounded struct {
	*awscall.Call
	memory *semaphore.Weighted
	taken  int64
	// outlasted reports that the wait for memory exceeded the call's deadline.
	outlasted bool
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
		m.outlasted = true
		return nil, err
	}
	m.taken = size
	return resp, nil
}

// End closes the trace of the call. A deadline that passes during the wait for memory is not the
// service's fault.
func (m *bounded) End(ctx context.Context, err error) (upstream.Trace, error) {
	trace, err := m.Call.End(ctx, err)
	if failed := upstream.As(err); m.outlasted && failed != nil && failed.Kind == upstream.Timeout {
		failed.Kind = upstream.Crowded
	}
	return trace, err
}

// release returns the memory to the budget.
func (m *bounded) release() { m.memory.Release(m.taken) }
