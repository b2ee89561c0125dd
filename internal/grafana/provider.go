// Package grafana is the provider of sources in Grafana Cloud stacks: it answers them with alert
// rules. It reads with GETs alone, holds every answer inside the fence of its connection, and caches
// nothing.
package grafana

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"pagewatch/internal/budget"
	"pagewatch/internal/connection"
	"pagewatch/internal/grafana/alert"
	"pagewatch/internal/grafana/client"
	"pagewatch/internal/input"
	"pagewatch/internal/source"
	"pagewatch/internal/upstream"
)

// Stacks reads from stacks.
type Stacks interface {
	Health(ctx context.Context, host string) (well bool, answer client.Answer, err error)
	Org(ctx context.Context, s client.Stack) (id int64, answer client.Answer, err error)
	Permissions(ctx context.Context, s client.Stack) (map[string][]string, client.Answer, error)
	FrontendSettings(ctx context.Context, s client.Stack) (client.Frontend, client.Answer, error)
	Folders(ctx context.Context, s client.Stack) ([]client.Folder, client.Answer, error)
	Rules(ctx context.Context, s client.Stack, q client.RulesQuery) (client.RulesPage,
		client.Answer, error)
}

// Provider answers sources in stacks. Stacks and Now are required.
type Provider struct {
	Stacks Stacks
	// Now is the clock; time.Now in production.
	Now func() time.Time
	// ForbidBroadTokens fails the test of a token that may change things.
	ForbidBroadTokens bool
	// Simulated means that Stacks asks a simulation.
	Simulated bool
	// Memory is for the answers of all services.
	Memory *budget.Budget
}

// Plan checks a source. A source without the stack that its author confirmed is refused: whoever
// changes the connection would choose another one for it. Whether its folders are inside the fence
// is known only when the stack has been asked for their subfolders. The error is an *input.Error.
func (p *Provider) Plan(_ connection.Link, src source.Source) (source.Question, error) {
	field := fmt.Sprintf("sources[%d]", src.Index)
	switch {
	case src.Region != "":
		return source.Question{}, input.Field(field+".region", "A stack has no Regions.")
	case src.Cursor != "":
		return source.Question{}, input.Field(field+".cursor", "A stack answers in one piece.")
	}
	if src.Alerts == nil {
		return source.Question{}, input.Field(field+".alerts", "Say which alert rules to show.")
	}
	if err := src.Alerts.Check(field + ".alerts"); err != nil {
		return source.Question{}, err
	}
	if src.Account == "" { // every macro of rules was saved with its stack
		return source.Question{}, input.Field(field+".account", "The macro does not say which stack "+
			"its author confirmed. Somebody who may edit this page can save its settings again.")
	}
	return source.Question{Text: src.Alerts.Text()}, nil
}

// Ask reads the rules of a stack, page by page. The fence is applied whatever Grafana answers.
func (p *Provider) Ask(ctx context.Context, link connection.Link, q source.Question,
	call source.Call) (*source.Answer, error) {
	var query alert.Query
	if err := json.Unmarshal([]byte(q.Text), &query); err != nil {
		return nil, fmt.Errorf("reading a question: %w", err)
	}
	view := p.view(link, call)
	defer view.stack.Memory.End()
	in, err := view.scope(ctx, link.Grafana.UIDs(), query.Folders)
	if err != nil {
		return nil, err
	}
	got, err := view.read(ctx, query, in)
	if err != nil {
		return nil, err
	}
	if len(got.rules) == 0 && in.all {
		if _, _, err := view.folders(ctx); err != nil {
			return nil, err
		}
	}
	return p.answer(ctx, query, in, got)
}

// answer holds the rules against what the question asked for.
func (p *Provider) answer(ctx context.Context, query alert.Query, in scope, got found) (
	*source.Answer, error) {
	out := &source.Answer{
		Narrowed:  query.Narrow() || !in.all,
		Truncated: got.cut,
		Missing:   len(in.missing) > 0 || missing(query, got.rules),
		AsOf:      p.Now().UTC().Truncate(time.Millisecond),
		Simulated: p.Simulated,
	}
	keep := query.Selection()
	shown := make([]alert.Rule, 0, len(got.rules))
	var left []alert.Rule
	for _, rule := range got.rules {
		if keep.Keeps(rule) {
			shown = append(shown, rule)
		} else {
			left = append(left, rule)
		}
		ended := upstream.Ended(ctx)
		if keep.Exhausted() {
			ended = upstream.Timeout
		}
		if ended != "" {
			return nil, &upstream.Error{Service: client.Service, Operation: "rules", Kind: ended}
		}
	}
	if len(left) > 0 {
		left, _ = alert.Worst(left, 0)
		out.Left = &source.Left{Count: len(left), Worst: string(left[0].State)}
	}
	shown, beyond := alert.Worst(shown, query.Limit)
	out.Truncated = out.Truncated || beyond > 0
	out.Records = Records(shown)
	return out, nil
}

// missing reports whether one of the named rules did not come, or none of the named dashboard or
// panel.
func missing(query alert.Query, rules []alert.Rule) bool {
	if query.Dashboard != "" && len(rules) == 0 {
		return true
	}
	return slices.ContainsFunc(query.Rules, func(uid string) bool {
		return !slices.ContainsFunc(rules, func(r alert.Rule) bool { return r.UID == uid })
	})
}

// unseen is the failure of a scope that the stack does not show to the token.
func unseen(cause string) error {
	return &upstream.Error{Service: client.Service, Operation: "folders", Kind: upstream.Refused,
		Cause: cause}
}

// Errors implements the resolver's Provider.
func (p *Provider) Errors() source.Errors {
	return source.Errors{Code: Code, Busy: codeBusy, Timeout: codeTimeout, Words: words,
		Notes: notes}
}
