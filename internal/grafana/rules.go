package grafana

import (
	"context"
	"net/http"
	"slices"

	"pagewatch/internal/grafana/alert"
	"pagewatch/internal/grafana/client"
	"pagewatch/internal/upstream"
)

// Bounds of one answer.
const (
	maxPages = 20
	maxRules = 2000
)

// found is what the pages of one answer hold.
type found struct {
	rules []alert.Rule
	// size is about how many bytes they hold.
	size int64
	// cut means that the stack has more rules than were read.
	cut bool
	// unplaced means that a rule names no folder, so that nobody can tell whether it is in scope.
	unplaced bool
	// known are the places of the rules by identity: a rule that moves while the pages are read comes
	// twice, and counts as it came last.
	known map[identity]int
}

// identity tells rules apart: by the UID, or by folder, group and name where a version has none.
type identity struct{ uid, folder, title, group, name string }

func identityOf(r alert.Rule) identity {
	if r.UID != "" {
		return identity{uid: r.UID}
	}
	return identity{folder: r.Folder.UID, title: r.Folder.Title, group: r.Group, name: r.Name}
}

// read requests page after page, and keeps the rules in scope. Grafana ignores filters that it does
// not know, and once ignored them all after the first page.
func (v view) read(ctx context.Context, q alert.Query, in scope) (found, error) {
	out := found{cut: in.cut}
	wanted := in.wanted(q.Selection())
	request := client.RulesQuery{Folder: in.only(), Dashboard: q.Dashboard, Panel: q.Panel,
		Rules: q.Rules, Keep: wanted}
	seen := map[string]bool{}
	for page := 1; ; page++ {
		got, answer, err := v.Stacks.Rules(ctx, v.stack, request)
		v.used(answer, err)
		switch {
		case err != nil && page > 1 && isBroken(err):
			out.cut = true // what fires on earlier pages is shown; the audit has the error
			return out, nil
		case err != nil:
			return found{}, err
		}
		v.take(&out, got.Rules, in, wanted)
		v.stack.Memory.Keep(out.size)
		request.Read += answer.Size
		if out.unplaced {
			return found{}, unseen(noScope)
		}
		if got.Next == "" && !answer.Cut {
			return out, nil
		}
		// After a token that leads back, nobody knows where the other rules are.
		if answer.Cut || seen[got.Next] || page == maxPages || len(out.rules) >= maxRules ||
			request.Read >= client.MaxRead {
			out.cut = true
			return out, nil
		}
		seen[got.Next] = true
		request.Next = got.Next
	}
}

// isBroken reports whether a page failed for another reason than that access was refused.
func isBroken(err error) bool {
	failed := upstream.As(err)
	return failed != nil && failed.Status != http.StatusUnauthorized &&
		failed.Status != http.StatusForbidden
}

// wanted returns whether a rule is in scope, and whether the selection is about it. A rule without a
// folder's UID is wanted: it may be in scope.
func (s scope) wanted(keep alert.Selection) func(alert.Rule) bool {
	return func(r alert.Rule) bool {
		return (s.holds(r.Folder.UID) || r.Folder.UID == "") && keep.InScope(r)
	}
}

// take keeps the rules that are wanted, each once.
func (v view) take(out *found, rules []alert.Rule, in scope, wanted func(alert.Rule) bool) {
	if out.known == nil {
		out.known = map[identity]int{}
	}
	out.rules = slices.Grow(out.rules, min(len(rules), maxRules-len(out.rules)))
	for _, rule := range rules {
		at, again := out.known[identityOf(rule)]
		switch {
		case !in.all && rule.Folder.UID == "":
			out.unplaced = true
		case !wanted(rule):
		case again:
			out.size += int64(rule.Size() - out.rules[at].Size())
			out.rules[at] = rule
		case len(out.rules) == maxRules:
			out.cut = true
			return
		default:
			out.known[identityOf(rule)] = len(out.rules)
			out.rules = append(out.rules, rule)
			out.size += int64(rule.Size())
		}
	}
}
