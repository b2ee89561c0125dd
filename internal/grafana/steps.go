package grafana

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"pagewatch/internal/connection"
	"pagewatch/internal/grafana/alert"
	"pagewatch/internal/grafana/client"
	"pagewatch/internal/grafana/rights"
	"pagewatch/internal/grafana/stack"
	"pagewatch/internal/proof"
	"pagewatch/internal/secret"
	"pagewatch/internal/source"
)

// The notes of steps that passed.
const (
	noteRightsUnknown = "grafana_rights_unknown"
	noteRightsMissing = "grafana_rights_missing"
	noteBroad         = "grafana_token_broad"
	noteEverywhere    = "grafana_sees_everything"
	noteNoRules       = "grafana_no_rules"
	noteNoRenderer    = "grafana_no_renderer"
	noteDeprecated    = "grafana_deprecated"
	notePlugins       = "grafana_plugin_rights"
	noteUnread        = "grafana_folders_unread"
)

// maxAbout bounds what a note is about, and maxFolders what an admin may choose from.
const (
	maxAbout   = 20
	maxFolders = 1000
	// maxNamed bounds what a sentence names: a token that may do everything has hundreds.
	maxNamed = 5
)

// step asks one question of a test.
type step func(view, context.Context, connection.Link) source.Finding

// steps are the questions of a test. The proof decides which may be asked when.
var steps = map[proof.Step]step{
	stack.Health:        view.testHealth,
	stack.TokenNeeded:   view.testTokenNeeded,
	stack.TokenAccepted: view.testToken,
	stack.Rights:        view.testRights,
	stack.Folders:       view.testFolders,
	stack.Alerts:        view.testAlerts,
	stack.Renderer:      view.testRenderer,
}

// Test runs one step. A step that the provider does not have is inconclusive.
func (p *Provider) Test(ctx context.Context, link connection.Link, t source.Trial,
	call source.Call) source.Finding {
	ask, known := steps[t.Step]
	if !known {
		return source.Finding{Outcome: proof.Inconclusive, Code: codeRejected}
	}
	v := p.view(link, call)
	defer v.stack.Memory.End()
	return ask(v, ctx, link)
}

// conclusive are the codes by which a stack judges the address, the token or its rights. A step that
// ends with any other code proves nothing about them.
var conclusive = []string{
	"grafana_no_stack", "grafana_redirect", "grafana_token_invalid", "grafana_token_expired",
	"grafana_token_revoked", "grafana_account_disabled", "grafana_token_elsewhere",
	"grafana_forbidden", "grafana_no_folders", "grafana_folder_gone", "grafana_no_scope",
}

func passed(notes ...proof.Note) source.Finding {
	return source.Finding{Outcome: proof.Passed, Notes: notes}
}

func failed(code string) source.Finding {
	return source.Finding{Outcome: proof.Failed, Code: code}
}

// failedOver names the actions that a token fails over, as far as they are plain words.
func failedOver(code, lead string, actions []string) source.Finding {
	f := failed(code)
	named := note(code, actions).About
	if len(named) == 0 {
		return f
	}
	some := named[:min(len(named), maxNamed)]
	f.Detail = lead + ": " + strings.Join(some, ", ")
	if more := len(actions) - len(some); more > 0 {
		f.Detail += fmt.Sprintf(", and %d more", more)
	}
	f.Detail += "."
	return f
}

// judged turns a failed request into a finding.
func (v view) judged(err error) source.Finding {
	f := source.Finding{Outcome: proof.Inconclusive, Code: v.call.Code(err), Err: err,
		RetryAfter: words[v.call.Code(err)].RetryAfter}
	if slices.Contains(conclusive, f.Code) {
		f.Outcome = proof.Failed
	}
	return f
}

// plain matches Grafana's names of actions, and days.
var plain = regexp.MustCompile(`^[A-Za-z0-9._:-]{1,64}$`)

// note names what it is about where that is a plain word: the record of a test keeps it.
func note(code string, about []string) proof.Note {
	named := slices.DeleteFunc(slices.Clone(about),
		func(word string) bool { return !plain.MatchString(word) })
	return proof.Note{Code: code, About: named[:min(len(named), maxAbout)]}
}

// testHealth asks whether there is a stack, without the token.
func (v view) testHealth(ctx context.Context, _ connection.Link) source.Finding {
	well, answer, err := v.Stacks.Health(ctx, v.stack.Host)
	v.used(answer, err)
	switch {
	case err != nil:
		return v.judged(err)
	case !well:
		return source.Finding{Outcome: proof.Inconclusive, Code: "grafana_unhealthy",
			RetryAfter: words["grafana_unhealthy"].RetryAfter}
	}
	return passed()
}

// testTokenNeeded asks without a token, and with one that no stack has issued: only a Grafana that
// refuses both guards itself. An address that answers would make every token seem good.
func (v view) testTokenNeeded(ctx context.Context, _ connection.Link) source.Finding {
	for _, token := range []secret.Value{{}, stack.MadeUp()} {
		_, answer, err := v.Stacks.Org(ctx, client.Stack{Host: v.stack.Host, Token: token})
		code := v.call.Code(err)
		if err == nil {
			code = "grafana_open"
		}
		v.call.Used(answer.Trace, code)
		switch {
		case err == nil:
			return failed("grafana_open")
		case answer.Trace.Status != 401:
			f := v.judged(err)
			f.Outcome = proof.Inconclusive
			return f
		}
	}
	return passed()
}

// testToken asks for the token's organization, which every token may read.
func (v view) testToken(ctx context.Context, _ connection.Link) source.Finding {
	id, answer, err := v.Stacks.Org(ctx, v.stack)
	v.used(answer, err)
	switch {
	case err != nil:
		return v.judged(err)
	case id <= 0:
		return source.Finding{Outcome: proof.Inconclusive, Code: codeBadAnswer}
	}
	return passed()
}

// testRights asks what the token may do. A stack that does not tell is no fault of the token's.
func (v view) testRights(ctx context.Context, _ connection.Link) source.Finding {
	scopes, answer, err := v.Stacks.Permissions(ctx, v.stack)
	v.used(answer, err)
	if code := v.call.Code(err); code == "grafana_forbidden" || code == "grafana_not_found" {
		if v.ForbidBroadTokens { // nobody knows that this one is not
			return source.Finding{Outcome: proof.Inconclusive, Code: noteRightsUnknown}
		}
		return passed(proof.Note{Code: noteRightsUnknown})
	}
	if err != nil {
		return v.judged(err)
	}
	may := rights.Of(scopes)
	if len(may.Blocking) > 0 {
		return failedOver("grafana_rights_missing", "Missing", may.Blocking)
	}
	tooMuch := slices.Concat(may.TooMuch, may.Plugins)
	if len(tooMuch) > 0 && v.ForbidBroadTokens {
		return failedOver("grafana_token_broad", "Too many", tooMuch)
	}
	return passed(notesOf(may)...)
}

func notesOf(may rights.Report) (notes []proof.Note) {
	if len(may.TooMuch) > 0 {
		notes = append(notes, note(noteBroad, may.TooMuch))
	}
	if len(may.Plugins) > 0 {
		notes = append(notes, note(notePlugins, may.Plugins))
	}
	if len(may.Missing) > 0 {
		notes = append(notes, note(noteRightsMissing, may.Missing))
	}
	if may.Everywhere {
		notes = append(notes, proof.Note{Code: noteEverywhere})
	}
	return notes
}

// testFolders asks which folders the token sees, whether those of the fence are among them, and
// whether it may read their alert rules: Grafana leaves out the others silently.
func (v view) testFolders(ctx context.Context, link connection.Link) source.Finding {
	tree, _, err := v.folders(ctx)
	if err != nil {
		return v.judged(err)
	}
	in := scopeOf(tree, link.Grafana.UIDs(), nil)
	scopes, answer, err := v.Stacks.Permissions(ctx, v.stack)
	v.used(answer, err)
	f := passed()
	switch code := v.call.Code(err); {
	case len(in.missing) > 0:
		f = failed("grafana_folder_gone")
	case code == "grafana_forbidden", code == "grafana_not_found": // as the step before noted
	case err != nil:
		return v.judged(err)
	default:
		if unread := unread(tree, in, scopes); len(unread) > 0 {
			f.Notes = append(f.Notes, note(noteUnread, unread))
		}
	}
	for _, folder := range tree[:min(len(tree), maxFolders)] {
		f.Folders = append(f.Folders, source.Folder(folder))
	}
	return f
}

// testAlerts reads the first page of rules as a view does.
func (v view) testAlerts(ctx context.Context, link connection.Link) source.Finding {
	in, err := v.scope(ctx, link.Grafana.UIDs(), nil)
	if err != nil {
		return v.judged(err)
	}
	wanted := in.wanted(alert.Query{}.Selection())
	page, answer, err := v.Stacks.Rules(ctx, v.stack,
		client.RulesQuery{Folder: in.only(), Keep: wanted})
	v.used(answer, err)
	if err != nil {
		return v.judged(err)
	}
	got := found{cut: in.cut || answer.Cut || page.Next != ""}
	v.take(&got, page.Rules, in, wanted)
	if got.unplaced {
		return failed("grafana_no_scope")
	}
	f := passed()
	f.Counted = &source.Counted{Alarms: len(got.rules), Truncated: got.cut}
	if len(got.rules) == 0 && !got.cut {
		f.Notes = append(f.Notes, proof.Note{Code: noteNoRules})
	}
	if answer.Deprecation != nil {
		f.Notes = append(f.Notes, note(noteDeprecated, []string{answer.Deprecation.Day()}))
	}
	return f
}

// testRenderer asks whether the stack can draw panels. Alerts work without.
func (v view) testRenderer(ctx context.Context, _ connection.Link) source.Finding {
	settings, answer, err := v.Stacks.FrontendSettings(ctx, v.stack)
	v.used(answer, err)
	switch {
	case err != nil:
		return v.judged(err)
	case !settings.Renderer:
		return passed(proof.Note{Code: noteNoRenderer})
	}
	return passed()
}
