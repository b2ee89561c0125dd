package main

import (
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"regexp"
	"slices"
	"sync"
)

// viewLog passes the audit on, and writes one line to the log for each view and for each call that
// failed. Other calls get theirs at level DEBUG.
type viewLog struct {
	audit io.Writer
	log   *slog.Logger

	mu sync.Mutex
	// asked holds the sources of the calls under way, by request.
	asked map[string]*sources
}

// sources are the connections and Regions that a call has asked, and the first error among them.
type sources struct {
	names []string
	wrong string
}

// record is what the log takes from an audit record.
type record struct {
	Operation, Outcome, RequestID, Space, Connection, Region, Account string

	MS int64
}

// maxAsked bounds the calls that are remembered: a caller who left may leave sources behind.
const maxAsked = 1000

func newViewLog(audit io.Writer, log *slog.Logger) *viewLog {
	return &viewLog{audit: audit, log: log, asked: map[string]*sources{}}
}

// Write takes one line of the audit.
func (v *viewLog) Write(line []byte) (int, error) {
	var r record
	if json.Unmarshal(line, &r) == nil {
		v.note(r)
	}
	return v.audit.Write(line)
}

// route is the operation of a record about a whole call. Others are about a step of it.
var route = regexp.MustCompile(`^[A-Z]+ /`)

func (v *viewLog) note(r record) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if !route.MatchString(r.Operation) {
		if r.Connection != "" {
			v.addSource(r)
		}
		return
	}
	asked := v.asked[r.RequestID]
	delete(v.asked, r.RequestID)
	level, message := slog.LevelDebug, r.Operation
	switch {
	case r.Operation == "POST /v1/stream", r.Operation == "POST /v1/views" && asked != nil:
		level, message = slog.LevelInfo, "view"
	case r.failed():
		level = slog.LevelInfo
	}
	if asked == nil {
		asked = &sources{}
	}
	if r.Outcome == "ok" && asked.wrong != "" && message == "view" {
		r.Outcome = asked.wrong
	}
	v.log.LogAttrs(context.Background(), level, message, r.attributes(asked.names)...)
}

// failed reports whether a call went wrong. An export that shows no live alarms has not: the macro
// is not set up, or no person asked, as for the page's history.
func (r record) failed() bool {
	return r.Outcome != "ok" && (r.Operation != "POST /v1/exports" ||
		r.Outcome != "static" && r.Outcome != "no_user")
}

// addSource remembers the source that a step has asked.
func (v *viewLog) addSource(r record) {
	if len(v.asked) >= maxAsked {
		clear(v.asked)
	}
	of := v.asked[r.RequestID]
	if of == nil {
		of = &sources{}
		v.asked[r.RequestID] = of
	}
	name := r.Connection + "/" + r.Region
	if !slices.Contains(of.names, name) {
		of.names = append(of.names, name)
	}
	if r.Outcome != "ok" && of.wrong == "" {
		of.wrong = r.Outcome
	}
}

// attributes leaves out what is not known.
func (r record) attributes(names []string) []slog.Attr {
	attrs := []slog.Attr{slog.String("outcome", r.Outcome), slog.Int64("ms", r.MS)}
	for _, a := range []slog.Attr{
		slog.String("space", r.Space), slog.String("person", r.Account),
		slog.String("requestId", r.RequestID),
	} {
		if a.Value.String() != "" {
			attrs = append(attrs, a)
		}
	}
	if len(names) > 0 {
		attrs = append(attrs, slog.Any("sources", names))
	}
	return attrs
}
