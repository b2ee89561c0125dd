package lambda

import (
	"bytes"
	"io"
	"sync"
)

// maxLine bounds a line that does not end, in bytes. Source: CloudWatch Logs takes events of up to
// 256 KB.
const maxLine = 256 << 10

// sharedLines writes the lines of several processes to one writer, each in one Write.
type sharedLines struct {
	mu sync.Mutex
	to io.Writer
}

// of returns the writer of one process.
func (s *sharedLines) of() io.Writer { return &lineWriter{shared: s} }

type lineWriter struct {
	shared *sharedLines
	rest   []byte
}

// Write implements io.Writer.
func (l *lineWriter) Write(p []byte) (int, error) {
	l.rest = append(l.rest, p...)
	for {
		end := bytes.IndexByte(l.rest, '\n')
		if end < 0 && len(l.rest) < maxLine {
			return len(p), nil
		}
		if end < 0 {
			end = maxLine - 1
		}
		l.shared.mu.Lock()
		_, err := l.shared.to.Write(l.rest[:end+1])
		l.shared.mu.Unlock()
		if err != nil {
			return 0, err
		}
		l.rest = l.rest[end+1:]
	}
}
