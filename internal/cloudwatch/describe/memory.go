package describe

import (
	"context"
	"io"
	"net/http"

	"golang.org/x/sync/semaphore"

	"pagewatch/internal/budget"
	"pagewatch/internal/cloudwatch/awscall"
	"pagewatch/internal/upstream"
)

// decoding bounds the bytes of the answers that are being decoded: one of the longest, or many
// short ones. A decoded answer takes about five times as much, and the smallest container has 64
// MiB in total: a page of ten long answers, decoded concurrently, would exceed it. Nobody outside
// can prolong that.
const decoding = maxAnswer

// itemBytes is the least that an item counts for. Decoded, an item takes 40 bytes on average in an
// answer with many, 16 MB for the most items there may be, and twice that in one with few: five
// times as much. Each answer counts for a chunk besides, which stands for the structs of empty
// alarms. Repeated keys in a map leave garbage alone, as the last value replaces the others.
const itemBytes = 16

// weigh returns what an answer takes of the memory for decoding.
func weigh(size int64, items int) int64 {
	return min(chunk+max(size, int64(items)*itemBytes), decoding)
}

// memory is what the calls of a client share.
type memory struct {
	reading  *budget.Budget
	decoding *semaphore.Weighted
}

func newMemory(reading *budget.Budget) memory {
	if reading == nil {
		reading = budget.OfAnswers()
	}
	return memory{reading, semaphore.NewWeighted(decoding)}
}

// bounded delays a call, after AWS has begun to answer, until the memory budget admits its answer,
// and once more before the answer is decoded. It implements aws.HTTPClient.
type bounded struct {
	*awscall.Call
	memory memory
	holder budget.Holder
	// read and decoded return the memory of the answer.
	read, decoded func()
	// outlasted reports that the wait for memory exceeded the call's deadline.
	outlasted bool
}

// Do implements aws.HTTPClient. The SDK gets a complete answer, or the error that ended it, and
// decodes nothing that count refuses.
func (m *bounded) Do(req *http.Request) (*http.Response, error) {
	resp, err := m.Call.Do(req)
	if err != nil {
		return nil, err
	}
	body := resp.Body
	defer func() { _ = body.Close() }()
	size := resp.ContentLength
	if size < 0 || size > maxAnswer { // unknown, or cut off there
		size = maxAnswer
	}
	m.read, err = m.memory.reading.Acquire(req.Context(), m.holder, size)
	if err != nil {
		m.outlasted = true
		return nil, err
	}
	whole := receive(body)
	resp.Body = io.NopCloser(whole)
	if !whole.complete() { // the SDK gets the error
		return resp, nil
	}
	most := maxItems
	if resp.StatusCode != http.StatusOK {
		most = maxErrorItems
	}
	items, err := count(whole.chunks, most)
	if err != nil {
		return nil, err
	}
	weight := weigh(whole.size, items)
	if err := m.memory.decoding.Acquire(req.Context(), weight); err != nil {
		m.outlasted = true
		return nil, err
	}
	m.decoded = func() { m.memory.decoding.Release(weight) }
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

// release returns the memory.
func (m *bounded) release() {
	for _, release := range []func(){m.read, m.decoded} {
		if release != nil {
			release()
		}
	}
}
