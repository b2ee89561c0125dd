package resolver

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"unicode/utf8"

	"pagewatch/internal/cloudwatch/alarm"
	"pagewatch/internal/platform/access"
	"pagewatch/internal/platform/adf"
	"pagewatch/internal/platform/invocation"
	"pagewatch/internal/resolver/export"
	"pagewatch/internal/resolver/stream"
	"pagewatch/internal/source"
)

// exportRequest is the body of POST /v1/exports.
type exportRequest struct {
	SpaceID string `json:"spaceId"`
	// Config is the macro's configuration as it is in the page: input of its author.
	Config json.RawMessage `json:"config"`
	// Link is the address that was pasted to make the macro, "" for none.
	Link string `json:"link"`
	// History marks an export that no person asked for, such as a look at the page's history.
	History bool `json:"history"`
}

func (r exportRequest) space() string { return r.SpaceID }

// exportResponse is its answer: a document, and whether anything in it is live.
type exportResponse struct {
	ADF  adf.Document `json:"adf"`
	Live bool         `json:"live"`
}

// macroConfig is what an export reads of a macro's configuration. Members that it does not know are
// about looks.
type macroConfig struct {
	V          int             `json:"v"`
	Sources    []source.Source `json:"sources"`
	NamePrefix string          `json:"namePrefix"`
	States     []string        `json:"states"`
	Query      alarm.Query     `json:"query"`
	Layout     string          `json:"layout"`
	Title      string          `json:"title"`
	// Names are what the author saw each connection called, by its id.
	Names json.RawMessage `json:"names"`
}

// configVersion is the version of configurations that is known here. Another one may mean something
// else by the same words.
const configVersion = 1

// badge is the layout of a macro inside a sentence.
const badge = "badge"

// badgeMark is what the function that asks adds to a badge's configuration.
const badgeMark = `,"layout":"badge"`

// Limits of a configuration's names: their number, and the characters of each.
const (
	maxRemembered     = maxSources
	maxRememberedName = 100
)

// remembered returns the configuration's names of connections, none of names that no editor writes.
func (m macroConfig) remembered() map[string]string {
	var names map[string]string
	if err := json.Unmarshal(m.Names, &names); err != nil || len(names) > maxRemembered {
		return nil
	}
	for _, name := range names {
		if utf8.RuneCountInString(name) > maxRememberedName {
			return nil
		}
	}
	return names
}

// view returns the question that the macro's page would ask.
func (m macroConfig) view(space string) viewRequest {
	req := viewRequest{SpaceID: space, Answer: answerInline, Query: m.Query}
	if len(m.Query.Names) == 0 {
		req.Query.Names, req.Query.NamePrefix = nil, cmp.Or(m.Query.NamePrefix, m.NamePrefix)
	}
	if len(m.Query.Kinds) == 0 {
		req.Query.Kinds = nil
	}
	for _, src := range m.Sources {
		req.Sources = append(req.Sources, source.Source{
			Connection: src.Connection, Region: src.Region, Account: src.Account,
			Alerts: src.Alerts})
	}
	return req
}

// export is POST /v1/exports: a function of the app asks what a macro becomes in a PDF or a Word
// file. Whoever may read the space gets the alarms, by the same steps as a view. Everybody else
// gets a document that says that live alarms are not part of this export: a refusal would leave a
// hole in somebody's file.
func (s *service) export(ctx context.Context, c *call, caller invocation.Caller,
	req exportRequest) (reply, error) {
	if req.History {
		c.event.Outcome = "static"
		return ok(exportResponse{ADF: export.Static("")})
	}
	right, err := s.Gate.Exporter(ctx, caller, req.SpaceID)
	if code(err) == codeInvalid {
		return reply{}, err // which space the call is about is the caller's to get right
	}
	if err != nil {
		return s.fallback(c, err)
	}
	c.event.Space, c.event.Claimed = right.Space(), ""
	if len(req.Config) >= maxConfig+len(badgeMark) {
		c.event.Outcome = "static"
		return ok(exportResponse{ADF: export.Static(export.TooLarge)})
	}
	var macro macroConfig
	if err := json.Unmarshal(req.Config, &macro); err != nil || len(macro.Sources) == 0 {
		c.event.Outcome = "static"
		return ok(exportResponse{ADF: export.NotSetUp(req.Link)})
	}
	if macro.V != configVersion {
		c.event.Outcome = "static"
		return ok(exportResponse{ADF: export.Static(export.OtherVersion)})
	}
	doc, err := s.exported(ctx, c, right, macro)
	if err != nil {
		return s.fallback(c, err)
	}
	return ok(exportResponse{ADF: doc, Live: true})
}

// fallback answers with the static document and why it is that. The audit gets the refusal itself.
func (s *service) fallback(c *call, err error) (reply, error) {
	code, why := code(err), ""
	switch code {
	case codeInternal:
		return reply{}, err
	case "no_user": // no person asked, so none has to sign in
	default:
		why = s.describe(err, code, c.id, toReaders).Message
	}
	c.event.Outcome = code
	return ok(exportResponse{ADF: export.Static(why)})
}

// exported asks what a view would ask, and writes down what came.
func (s *service) exported(ctx context.Context, c *call, right access.Reader, macro macroConfig) (
	adf.Document, error) {
	req := macro.view(right.Space())
	if err := req.validate(); err != nil {
		return adf.Document{}, err
	}
	tasks, failures, err := s.plan(ctx, c, right, req)
	if err != nil {
		return adf.Document{}, err
	}
	out := export.NewCollector(s.exportQuestion(req, tasks, macro.remembered()))
	for _, failure := range failures {
		_ = out.Write(stream.Answer{Failure: &failure}) // never fails
	}
	a := c.asker(right.Account())
	a.exporter = right.Exporter()
	s.run(ctx, a, tasks, out)
	return out.Document(macro.looks()), nil
}

// looks returns the part of the configuration that concerns the looks of the macro.
func (m macroConfig) looks() export.Macro {
	return export.Macro{Title: m.Title, States: m.States, Badge: m.Layout == badge}
}

// exportQuestion is what a view asks, as an export writes it down. Where the macro has no prefix of
// its own, a fence narrows as well; it is named if all sources have the same.
func (s *service) exportQuestion(req viewRequest, tasks []task,
	names map[string]string) export.Question {
	fences := make([]string, len(req.Sources))
	for _, t := range tasks {
		if req.Query.NamePrefix == "" {
			fences[t.Index] = t.Question.NamePrefix
		}
	}
	named := req.Query
	if named.NamePrefix == "" && len(named.Names) == 0 &&
		len(slices.Compact(slices.Clone(fences))) == 1 {
		named.NamePrefix = fences[0]
	}
	out := export.Question{
		Asked: req.Query.Asked(), Words: named.Words(),
		NotPermitted: func(code string) bool { return s.wording(code).NotPermitted },
	}
	for i, fence := range fences {
		out.Sources = append(out.Sources, export.Source{
			Fenced: fence != "", Name: names[req.Sources[i].Connection]})
	}
	return out
}
