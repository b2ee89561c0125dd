// Package audit writes one record for every decision, every change of a connection and every use of
// a secret. It cannot be switched off: no level filters records, and the resolver is not built
// without a Log.
package audit

import (
	"context"
	"log/slog"
	"time"

	"pagewatch/internal/upstream"
)

// Event is one record. It has no field for a secret, an alarm or an upstream's text. Of an
// upstream's answer it holds the status, and the error code and request id as plain words.
type Event struct {
	// Operation is the route or a step of it: "POST /v1/views", "use of a connection".
	Operation string
	// Outcome is "ok" or an error code. "caller_gone" marks a caller that disconnected, "aborted"
	// an answer that broke off, and "static" an export without alarms.
	Outcome string
	// RequestID joins the records of one call.
	RequestID    string
	TraceID      string
	Installation string
	Space        string
	// Claimed is the space that the call names, where Confluence has not confirmed it.
	Claimed    string
	Connection string
	Region     string
	// Account is the Atlassian account id. Only its keyed hash is written.
	Account string
	// Upstream is the call to another service that this record is about, if any.
	Upstream upstream.Trace
	Duration time.Duration
}

// Log writes records as JSON lines.
type Log struct {
	out  slog.Handler
	hash func(string) string
	lost func(error)
}

// To returns a log that writes every record to out, whatever level out has, and hashes account ids
// with hash. It calls lost with the error of a record that could not be written.
func To(out slog.Handler, hash func(string) string, lost func(error)) *Log {
	return &Log{out, hash, lost}
}

// Record writes one record.
func (l *Log) Record(ctx context.Context, e Event) {
	attrs := []slog.Attr{
		slog.String("operation", e.Operation),
		slog.String("outcome", e.Outcome),
		slog.String("requestId", e.RequestID),
	}
	for _, optional := range []slog.Attr{
		slog.String("traceId", upstream.CleanCode(e.TraceID)),
		slog.String("installation", e.Installation),
		slog.String("space", e.Space),
		slog.String("claimedSpace", upstream.CleanCode(e.Claimed)),
		slog.String("connection", upstream.CleanCode(e.Connection)),
		slog.String("region", upstream.CleanCode(e.Region)),
		slog.String("account", l.hash(e.Account)),
	} {
		if optional.Value.String() != "" {
			attrs = append(attrs, optional)
		}
	}
	if e.Duration > 0 {
		attrs = append(attrs, slog.Int64("ms", e.Duration.Milliseconds()))
	}
	if e.Upstream.Service != "" {
		attrs = append(attrs, slog.Group("upstream",
			slog.String("service", string(e.Upstream.Service)),
			slog.String("operation", e.Upstream.Operation),
			slog.Int("status", e.Upstream.Status),
			slog.String("code", e.Upstream.Code),
			slog.String("requestId", e.Upstream.RequestID),
			slog.Int64("ms", e.Upstream.Duration.Milliseconds()),
		))
	}
	r := slog.NewRecord(time.Now(), slog.LevelInfo, "audit", 0)
	r.AddAttrs(attrs...)
	if err := l.out.Handle(ctx, r); err != nil {
		l.lost(err)
	}
}
