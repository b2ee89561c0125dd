package resolver

import (
	"context"
	"fmt"
	"sync"

	"pagewatch/internal/connection"
	"pagewatch/internal/input"
	"pagewatch/internal/platform/access"
	"pagewatch/internal/resolver/stream"
	"pagewatch/internal/source"
	"pagewatch/internal/upstream"
)

// task is one source of a view, ready to be asked.
type task struct {
	Index    int
	Link     connection.Link
	Question source.Question
	// Site, Installation and Space are of the right that the view was allowed with.
	Site, Installation, Space string
	// Purpose is the audit's word for a call that is not a view's.
	Purpose string
}

// flightKey is what makes two readers' answers the same: both may read the space, have opened the
// same version of its connection, and ask the same, under the same name in the customer's logs. It
// holds no secret; the version, which is random and changes with every change, stands for them.
type flightKey struct {
	installation, space, site string
	connection, version       string
	question                  source.Question
}

func (t task) key() flightKey {
	return flightKey{
		installation: t.Installation, space: t.Space, site: t.Site,
		connection: t.Link.ID, version: t.Link.Version, question: t.Question,
	}
}

// plan loads the connection of each source and holds the source against its fence. A source whose
// connection is missing or cannot be opened, or that is outside its fence, fails itself alone.
func (s *service) plan(ctx context.Context, c *call, right access.Reader, req viewRequest) (
	[]task, []stream.Failure, error) {
	links, errs := s.links(ctx, right, req.Sources)
	var tasks []task
	var failures []stream.Failure
	for i, src := range req.Sources {
		t := task{Index: i, Link: links[i], Site: right.CloudID(),
			Installation: right.Installation(), Space: right.Space()}
		if errs[i] == nil {
			src.Index, src.Query = i, req.Query
			t.Question, errs[i] = s.question(ctx, asker{requestID: c.id}, t, src)
		}
		if errs[i] != nil {
			failures = append(failures, s.unplanned(t, src, errs[i], c.id))
			if code(errs[i]) == codeFence { // a reader who tries a fence leaves a trace
				t.Question.Place, t.Purpose = src.Region, "source outside a fence"
				s.record(ctx, asker{requestID: c.id, account: right.Account()}, t,
					upstream.Trace{}, codeFence)
			}
			continue
		}
		var err error
		if t.Question.Next, err = s.resume(t, src.Cursor); err != nil {
			return nil, nil, input.In(fmt.Sprintf("sources[%d]", i), err)
		}
		tasks = append(tasks, t)
	}
	return tasks, failures, nil
}

// question asks the task's provider what to ask. A panic fails the source alone.
func (s *service) question(ctx context.Context, a asker, t task, src source.Source) (
	q source.Question, err error) {
	defer func() {
		if recover() != nil {
			s.panickedSource(ctx, a)
			q, err = source.Question{}, errPanic
		}
	}()
	p, err := s.provider(t)
	if err != nil {
		return source.Question{}, err
	}
	if src.Account != "" && src.Account != t.Link.Owner() {
		return source.Question{}, errOtherAccount
	}
	return p.Plan(t.Link, src)
}

// unplanned is the failure of a source that cannot be asked.
func (s *service) unplanned(t task, src source.Source, err error, requestID string) stream.Failure {
	return stream.Failure{
		Source: t.Index, Name: t.Link.Name, RegionName: s.placeName(src.Region),
		Error: s.describe(err, sourceCode(err), requestID, toReaders),
	}
}

// links reads the sources' connections side by side: in production each read is a call to the
// hosted store.
func (s *service) links(ctx context.Context, right access.Reader, sources []source.Source) (
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
