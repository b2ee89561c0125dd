package resolver

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"sync"

	"pagewatch/internal/cloudwatch/alarm"
	"pagewatch/internal/connection"
	"pagewatch/internal/input"
	"pagewatch/internal/platform/access"
	"pagewatch/internal/resolver/stream"
)

const (
	maxSources   = 10
	answerStream = "stream"
	answerInline = "inline"
)

// viewRequest is the body of POST /v1/views.
type viewRequest struct {
	SpaceID string      `json:"spaceId"`
	Answer  string      `json:"answer"`
	Sources []source    `json:"sources"`
	Query   alarm.Query `json:"query"`
}

func (r viewRequest) space() string { return r.SpaceID }

// source names a Region of a connection.
type source struct {
	Connection string `json:"connection"`
	Region     string `json:"region"`
	// Cursor goes on where an earlier answer of this source ended.
	Cursor string `json:"cursor"`
}

// viewResponse is its answer: all the records, or what is known already and where the rest streams
// from.
type viewResponse struct {
	Records []json.RawMessage `json:"records"`
	Stream  string            `json:"stream,omitempty"`
	Grant   string            `json:"grant,omitempty"`
}

// encode returns what json.Marshal would, which goes through every byte of the records once more:
// they are JSON already. It uses them up.
func (r viewResponse) encode() ([]byte, error) {
	rest, err := json.Marshal(struct {
		Stream string `json:"stream,omitempty"`
		Grant  string `json:"grant,omitempty"`
	}{r.Stream, r.Grant})
	if err != nil {
		return nil, fmt.Errorf("writing a view: %w", err)
	}
	size := len(`{"records":[],`) + len(rest)
	for _, record := range r.Records {
		size += len(record) + len(",")
	}
	out := append(make([]byte, 0, size), `{"records":[`...)
	for i, record := range r.Records {
		if i > 0 {
			out = append(out, ',')
		}
		out = append(out, record...)
		r.Records[i] = nil // a long answer is not there twice
	}
	out = append(out, ']')
	if rest = rest[1:]; len(rest) > len("}") {
		out = append(out, ',')
	}
	return append(out, rest...), nil
}

func (r viewRequest) validate() error {
	if r.Answer != answerStream && r.Answer != answerInline {
		return input.Field("answer", `Say "stream" or "inline".`)
	}
	if len(r.Sources) == 0 || len(r.Sources) > maxSources {
		return input.Field("sources", "Name 1 to %d sources.", maxSources)
	}
	seen := map[source]bool{}
	for i, src := range r.Sources {
		place := source{Connection: src.Connection, Region: src.Region}
		switch {
		case src.Connection == "":
			return input.Field(fmt.Sprintf("sources[%d].connection", i), "Name a connection.")
		case src.Region == "":
			return input.Field(fmt.Sprintf("sources[%d].region", i), "Name a Region.")
		case seen[place]:
			return input.Field(fmt.Sprintf("sources[%d]", i), "This source is there twice.")
		}
		seen[place] = true
	}
	if err := checkQuery(r.Query); err != nil {
		return err
	}
	return checkSize(r.Sources, r.Query)
}

// view is POST /v1/views.
func (s *service) view(ctx context.Context, c *call, right access.Reader, req viewRequest) (reply,
	error) {
	if err := req.validate(); err != nil {
		return reply{}, err
	}
	plans, failures, err := s.plan(ctx, c, right, req)
	if err != nil {
		return reply{}, err
	}
	doc := &stream.Document{}
	for _, failure := range failures {
		if err := doc.Write(stream.Answer{Failure: &failure}); err != nil {
			return reply{}, err
		}
	}
	if req.Answer == answerStream && s.streamable(plans) {
		sealed, err := s.seal(right, plans)
		if err != nil {
			return reply{}, err
		}
		// ten roles with paths of 500 characters do not fit into one request
		if len(sealed) <= maxBody {
			return ok(viewResponse{Records: records(doc), Stream: s.Stream.URL, Grant: sealed})
		}
	}
	s.run(ctx, c.id, right.Account(), plans, doc)
	if err := doc.End(c.id); err != nil {
		return reply{}, err
	}
	return reply{http.StatusOK, viewResponse{Records: records(doc)}}, nil
}

// records is never null on the wire.
func records(doc *stream.Document) []json.RawMessage {
	return append([]json.RawMessage{}, doc.Records()...)
}

// plan is one source of a view, ready to be asked.
type plan struct {
	Index   int
	Link    connection.Link
	Region  string
	Page    alarm.Page
	Session string
	// Purpose is the audit's word for a call that is not a view's.
	Purpose string
	// The audit's words for where the right came from.
	Installation, Space string
}

// plan loads each source's connection and holds the question against its fence. A connection that
// is missing or cannot be opened fails its own source; a question outside a fence fails the view.
func (s *service) plan(ctx context.Context, c *call, right access.Reader, req viewRequest) ([]plan,
	[]stream.Failure, error) {
	links, errs := s.links(ctx, right, req.Sources)
	var plans []plan
	var failures []stream.Failure
	for i, src := range req.Sources {
		if errs[i] != nil {
			code := sourceCode(errs[i])
			failures = append(failures, stream.Failure{
				Source: i, RegionName: s.regionName(src.Region),
				Error: describe(errs[i], code, c.id),
			})
			continue
		}
		if err := links[i].AWS.Fence.Region(fmt.Sprintf("sources[%d].region", i),
			src.Region); err != nil {
			return nil, nil, err
		}
		query, err := inFence(links[i].AWS.Fence, req.Query)
		if err != nil {
			return nil, nil, err
		}
		page := alarm.Page{Query: query}
		if page.Next, err = s.resume(right, links[i], src, page.Query); err != nil {
			return nil, nil, input.In(fmt.Sprintf("sources[%d]", i), err)
		}
		plans = append(plans, plan{
			Index: i, Link: links[i], Region: src.Region, Page: page,
			Session:      s.SessionName(right.CloudID()),
			Installation: right.Installation(), Space: right.Space(),
		})
	}
	return plans, failures, nil
}

// links reads the sources' connections side by side: in production each read is a call to the
// hosted store.
func (s *service) links(ctx context.Context, right access.Reader, sources []source) (
	[]connection.Link, []error) {
	links, errs := make([]connection.Link, len(sources)), make([]error, len(sources))
	var wg sync.WaitGroup
	for i, src := range sources {
		wg.Go(func() {
			errs[i] = errPanic
			defer func() {
				if recover() != nil { // errPanic stays: the source fails, the process lives
					s.Log.ErrorContext(ctx, "reading a connection panicked", "at", panicPlace())
				}
			}()
			links[i], errs[i] = s.Store.Link(ctx, right, src.Connection)
		})
	}
	wg.Wait()
	return links, errs
}

// run asks every source side by side and writes what comes, as it comes. From here on the call is
// in no room while it waits.
func (s *service) run(ctx context.Context, requestID, account string, plans []plan,
	out stream.Writer) {
	slotOf(ctx).release()
	if len(plans) > 1 { // the first to come would keep a place until the last has
		ctx = withSlot(ctx, nil)
	} else {
		ctx = withReservation(ctx, nil)
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	var wg sync.WaitGroup
	for _, p := range plans {
		wg.Go(func() {
			err := out.Write(s.ask(ctx, requestID, account, p))
			if errors.Is(err, stream.ErrEncoding) {
				err = out.Write(s.failed(p, err, requestID))
			}
			if err != nil {
				stop() // nobody reads any more
			}
		})
	}
	wg.Wait()
}

// ask asks one source and always has an answer.
func (s *service) ask(ctx context.Context, requestID, account string, p plan) (
	answer stream.Answer) {
	defer func() {
		if recover() != nil {
			s.Log.ErrorContext(ctx, "a source panicked", "requestId", requestID, "at", panicPlace())
			answer = s.failed(p, errPanic, requestID)
		}
	}()
	got, err := s.fetch(ctx, requestID, account, p)
	if err == nil {
		err = slotOf(ctx).move(ctx, s.admission.answers)
	}
	if err == nil {
		err = reservationOf(ctx).take(ctx, got.Alarms)
	}
	if err != nil {
		return s.failed(p, err, requestID)
	}
	return s.answered(p, got)
}

func (s *service) failed(p plan, err error, requestID string) stream.Answer {
	return stream.Answer{Failure: &stream.Failure{
		Source: p.Index, Name: p.Link.Name, RegionName: s.regionName(p.Region),
		Error: describe(err, planCode(p, err), requestID),
	}}
}

// answered holds what the alarms say of others against the fence. The answer itself may be another
// reader's too.
func (s *service) answered(p plan, got alarm.Answer) stream.Answer {
	out := stream.Answer{Source: stream.Source{
		Source: p.Index, Connection: p.Link.ID, Name: p.Link.Name, Region: p.Region,
		RegionName: s.regionName(p.Region), Account: p.Link.AWS.Account,
		AsOf: got.AsOf, Count: len(got.Alarms), Truncated: got.Next != "",
		Cursor:     s.cursor(p, got.Next),
		NamePrefix: p.Page.NamePrefix,
	}}
	for _, a := range got.Alarms {
		out.Alarms = append(out.Alarms, stream.Alarm{
			Source: p.Index, Alarm: a.Within(p.Link.AWS.Fence.NamePrefixes)})
	}
	return out
}

// regionName returns what people call a Region, "" for one that is not known.
func (s *service) regionName(id string) string {
	if s.Rules.AWS == nil {
		return ""
	}
	return s.Rules.AWS.Partition.Name(id)
}
