package resolver

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"

	"pagewatch/internal/cloudwatch/alarm"
	"pagewatch/internal/input"
	"pagewatch/internal/platform/access"
	"pagewatch/internal/resolver/stream"
	"pagewatch/internal/source"
)

// maxConfig is how many bytes a macro's configuration may have: it travels in the token of every
// call. The macro's editor keeps it below. A question comes out of a configuration, so its texts
// have to fit as well.
const maxConfig = 2 << 10

const (
	maxSources   = 10
	maxAccount   = 64 // bytes of the account that a source names
	answerStream = "stream"
	answerInline = "inline"
)

// viewRequest is the body of POST /v1/views.
type viewRequest struct {
	SpaceID string          `json:"spaceId"`
	Answer  string          `json:"answer"`
	Sources []source.Source `json:"sources"`
	Query   alarm.Query     `json:"query"`
}

func (r viewRequest) space() string { return r.SpaceID }

// viewResponse is its answer: all the records, or what is known already and where the rest streams
// from.
type viewResponse struct {
	Records []json.RawMessage `json:"records"`
	Stream  string            `json:"stream,omitempty"`
	Grant   string            `json:"grant,omitempty"`
}

// pieceSize is in bytes: a write at a time is a message at a time to who serves the call.
const pieceSize = 16 << 10

// write writes what json.Marshal would return, which goes through every byte of the records once
// more: they are JSON already. It drops each record that is written. The error is that of w.
func (r viewResponse) write(w io.Writer) error {
	rest, err := json.Marshal(struct {
		Stream string `json:"stream,omitempty"`
		Grant  string `json:"grant,omitempty"`
	}{r.Stream, r.Grant})
	if err != nil {
		return fmt.Errorf("writing a view: %w", err)
	}
	out := bufio.NewWriterSize(w, pieceSize)
	_, _ = out.WriteString(`{"records":[`) // an error stays until Flush returns it
	for i, record := range r.Records {
		if i > 0 {
			_ = out.WriteByte(',')
		}
		_, _ = out.Write(record)
		r.Records[i] = nil
	}
	_ = out.WriteByte(']')
	if rest = rest[1:]; len(rest) > len("}") {
		_ = out.WriteByte(',')
	}
	_, _ = out.Write(rest)
	return out.Flush()
}

func (r viewRequest) validate() error {
	if r.Answer != answerStream && r.Answer != answerInline {
		return input.Field("answer", `Say "stream" or "inline".`)
	}
	if len(r.Sources) == 0 || len(r.Sources) > maxSources {
		return input.Field("sources", "Name 1 to %d sources.", maxSources)
	}
	if err := checkSources(r.Sources); err != nil {
		return err
	}
	if err := r.Query.Check(); err != nil {
		return err
	}
	return r.checkSize()
}

// checkSources accepts sources that each name a connection and what is asked of it, no two the same.
func checkSources(sources []source.Source) error {
	seen := map[[3]string]bool{}
	for i, src := range sources {
		place := [3]string{src.Connection, src.Region, src.Alerts.Text()}
		switch {
		case src.Connection == "":
			return input.Field(fmt.Sprintf("sources[%d].connection", i), "Name a connection.")
		case src.Region == "" && src.Alerts == nil:
			return input.Field(fmt.Sprintf("sources[%d].region", i), "Name a Region.")
		case len(src.Account) > maxAccount:
			return input.Field(fmt.Sprintf("sources[%d].account", i),
				"An account has at most %d characters.", maxAccount)
		case seen[place]:
			return input.Field(fmt.Sprintf("sources[%d]", i), "This source is there twice.")
		}
		seen[place] = true
	}
	return nil
}

// view is POST /v1/views.
func (s *service) view(ctx context.Context, c *call, right access.Reader, req viewRequest) (reply,
	error) {
	if err := req.validate(); err != nil {
		return reply{}, err
	}
	tasks, failures, err := s.plan(ctx, c, right, req)
	if err != nil {
		return reply{}, err
	}
	doc := &stream.Document{}
	for _, failure := range failures {
		if err := doc.Write(stream.Answer{Failure: &failure}); err != nil {
			return reply{}, err
		}
	}
	if req.Answer == answerStream && s.streamable(tasks) {
		sealed := s.seal(right, tasks)
		// ten roles with paths of 500 characters do not fit into one request
		if len(sealed) <= maxBody {
			return ok(viewResponse{Records: records(doc), Stream: s.Stream.URL, Grant: sealed})
		}
	}
	s.run(ctx, c.asker(right.Account()), tasks, doc)
	if err := doc.End(c.id); err != nil {
		return reply{}, err
	}
	return reply{http.StatusOK, viewResponse{Records: records(doc)}}, nil
}

// records is never null on the wire.
func records(doc *stream.Document) []json.RawMessage {
	return append([]json.RawMessage{}, doc.Records()...)
}

// checkSize holds a view against what a configuration may hold. It counts the bytes of the texts
// alone, which no way of writing them makes fewer. Cursors come from earlier answers and do not
// count.
func (r viewRequest) checkSize() error {
	size := 0
	for _, src := range r.Sources {
		size += len(src.Connection) + len(src.Region) + len(src.Account) + src.Alerts.Size()
	}
	if size >= maxConfig {
		return input.Field("sources",
			"The sources take more than %d bytes. Name fewer of them.", maxConfig)
	}
	if size+r.Query.Size() >= maxConfig {
		return input.Field("query", "The question takes more than %d bytes. "+
			"Name fewer alarms, or what their names begin with.", maxConfig)
	}
	return nil
}
