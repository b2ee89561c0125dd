package main

import (
	"context"
	"io"
	"log/slog"

	"pagewatch/internal/platform/invocation"
)

// levelFatal is for the last line of a process that cannot continue.
const levelFatal = slog.LevelError + 4

// lines returns a handler that writes the platform's log format to standard output: one JSON object
// a line with ts (milliseconds since 1970), level (TRACE to FATAL), msg and, for an invocation,
// forge_invocation as in the header x-forge-invocation-log-attributes. Further members are
// Pagewatch's own. Source: developer.atlassian.com/platform/forge/containers-reference/ref-logging.
func lines(w io.Writer) slog.Handler {
	return invoked{slog.NewJSONHandler(w, &slog.HandlerOptions{ReplaceAttr: rename})}
}

// rename gives slog's own members the platform's names.
func rename(groups []string, a slog.Attr) slog.Attr {
	if len(groups) > 0 {
		return a
	}
	switch a.Key {
	case slog.TimeKey:
		return slog.Int64("ts", a.Value.Time().UnixMilli())
	case slog.LevelKey:
		if a.Value.Any() == levelFatal {
			return slog.String(slog.LevelKey, "FATAL")
		}
	}
	return a
}

// invoked adds the context's attributes of the invocation to each line.
type invoked struct{ slog.Handler }

// Handle implements slog.Handler.
func (h invoked) Handle(ctx context.Context, r slog.Record) error {
	if text := invocation.ArrivalOf(ctx).LogAttributes; text != "" {
		r = r.Clone()
		r.AddAttrs(slog.String("forge_invocation", text))
	}
	return h.Handler.Handle(ctx, r)
}

// WithAttrs implements slog.Handler.
func (h invoked) WithAttrs(attrs []slog.Attr) slog.Handler {
	return invoked{h.Handler.WithAttrs(attrs)}
}

// WithGroup implements slog.Handler.
func (h invoked) WithGroup(name string) slog.Handler { return invoked{h.Handler.WithGroup(name)} }
