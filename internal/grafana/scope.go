package grafana

import (
	"slices"

	"pagewatch/internal/grafana/client"
	"pagewatch/internal/grafana/rights"
)

// scope is the folders whose rules an answer may show; all is every folder that the token sees.
type scope struct {
	all  bool
	uids map[string]bool
	// closed means that the token sees no folder of the fence.
	closed bool
	// missing are folders of the fence or the question that the token does not see.
	missing []string
	// cut means that the stack may have more folders, some of them in scope.
	cut bool
}

// holds reports whether a rule of the folder may be shown. A rule without a folder's UID is in no
// folder.
func (s scope) holds(uid string) bool { return s.all || s.uids[uid] }

// scopeOf returns the folders of a question inside a fence, subfolders included: tree is what the
// token sees. An empty list of either is no limit. A folder that has vanished closes the fence.
func scopeOf(tree []client.Folder, fence, asked []string) scope {
	if len(fence) == 0 && len(asked) == 0 {
		return scope{all: true}
	}
	s := scope{uids: map[string]bool{}}
	inFence, missing := below(tree, fence)
	s.missing, s.closed = missing, len(fence) > 0 && len(inFence) == 0
	if len(asked) == 0 {
		s.uids = inFence
	}
	for _, root := range asked {
		some := false
		inAsked, _ := below(tree, []string{root})
		for uid := range inAsked {
			if len(fence) == 0 || inFence[uid] {
				s.uids[uid], some = true, true
			}
		}
		if !some { // outside of the fence, or nowhere: a reader learns not which
			s.missing = append(s.missing, root)
		}
	}
	return s
}

// below returns the folders of a list and all below them, and those of the list that are not in the
// tree. Parents may form a circle in a malicious answer: each folder is looked at once.
func below(tree []client.Folder, roots []string) (found map[string]bool, missing []string) {
	children := map[string][]string{}
	known := map[string]bool{}
	for _, folder := range tree {
		known[folder.UID] = true
		children[folder.Parent] = append(children[folder.Parent], folder.UID)
	}
	found = map[string]bool{}
	next := slices.Clone(roots)
	for len(next) > 0 {
		uid := next[0]
		next = next[1:]
		switch {
		case found[uid]:
		case known[uid]:
			found[uid] = true
			next = append(next, children[uid]...)
		default:
			missing = append(missing, uid)
		}
	}
	return found, missing
}

// unread lists the folders in scope whose alert rules the token may not read, without those inside of
// another such folder. A right to a folder is one to all below it.
func unread(tree []client.Folder, in scope, scopes map[string][]string) (uids []string) {
	hidden := map[string]bool{}
	for _, action := range rights.OfRules() {
		named, all := rights.Folders(scopes[action])
		var roots []string
		for _, folder := range tree {
			if all || named[folder.UID] || named[folder.Parent] {
				roots = append(roots, folder.UID)
			}
		}
		read, _ := below(tree, roots)
		for _, folder := range tree {
			hidden[folder.UID] = hidden[folder.UID] || in.holds(folder.UID) && !read[folder.UID]
		}
	}
	for _, folder := range tree {
		if hidden[folder.UID] && !hidden[folder.Parent] {
			uids = append(uids, folder.UID)
		}
	}
	return uids
}

// only returns the folder if a request for it alone brings all of the scope, "" otherwise: Grafana's
// filter takes one folder, without its subfolders.
func (s scope) only() string {
	if s.all || len(s.uids) != 1 {
		return ""
	}
	for uid := range s.uids {
		return uid
	}
	return ""
}
