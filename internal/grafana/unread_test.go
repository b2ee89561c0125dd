package grafana_test

import (
	"context"
	"fmt"
	"net/http"
	"testing"

	"pagewatch/internal/grafana/stack"
	"pagewatch/internal/source"
)

// unreadIn asks the step of the folders, and returns its outcome and the folders of its note.
func unreadIn(t *testing.T, fence []string, h http.HandlerFunc) string {
	t.Helper()
	p, call, _ := stacked(t, h)
	f := p.Test(context.Background(), fenced(fence...), source.Trial{Step: stack.Folders}, call)
	for _, note := range f.Notes {
		if note.Code == "grafana_folders_unread" {
			return fmt.Sprint(f.Outcome, " ", note.About)
		}
	}
	return fmt.Sprint(f.Outcome, " none")
}

// TestFoldersWithoutRules: Grafana leaves out the rules of folders on which the token lacks a right,
// without an error. The step that knows the folders names those of the fence.
func TestFoldersWithoutRules(t *testing.T) {
	tree := `[{"uid":"a","title":"A"},{"uid":"a1","title":"A1","folderUid":"a"},` +
		`{"uid":"a2","title":"A2","folderUid":"a1"},{"uid":"b","title":"B"},` +
		`{"uid":"c","title":"C","folderUid":"unseen"}]`
	const all = `["folders:*"]`
	for name, row := range map[string]struct {
		rules, folders string
		fence          []string
		unread         string
	}{
		"everything":               {all, all, nil, "none"},
		"every folder of a fence":  {`["folders:uid:a","folders:uid:b"]`, all, []string{"a", "b"}, "none"},
		"one of two":               {`["folders:uid:a"]`, all, []string{"a", "b"}, "[b]"},
		"folders:read on one":      {all, `["folders:uid:a"]`, []string{"a", "b"}, "[b]"},
		"each on another":          {`["folders:uid:a"]`, `["folders:uid:b"]`, []string{"a", "b"}, "[a b]"},
		"a subfolder alone":        {`["folders:uid:a1"]`, all, []string{"a"}, "[a]"},
		"a subfolder in the fence": {`["folders:uid:a"]`, all, []string{"a2"}, "none"},
		"outside of the fence":     {`["folders:uid:a"]`, all, []string{"a"}, "none"},
		"without a fence":          {`["folders:uid:b"]`, all, nil, "[a c]"},
		"around what is seen":      {`["folders:uid:unseen"]`, all, []string{"c"}, "none"},
		"the top":                  {`["folders:uid:general","folders:uid:"]`, all, []string{"b"}, "[b]"},
		"none":                     {`[]`, all, []string{"a", "b"}, "[a b]"},
	} {
		notes := unreadIn(t, row.fence, guarding(map[string]said{foldersPath: {200, tree}, rightsPath: {200,
			`{"alert.rules:read":` + row.rules + `,"folders:read":` + row.folders + `}`}}))
		if notes != "passed "+row.unread {
			t.Errorf("%s: %s, want %s", name, notes, row.unread)
		}
	}
	for answer, want := range map[said]string{
		{404, `{}`}: "passed none", {403, `{}`}: "passed none",
		{429, ``}: "inconclusive none", {200, `<html>`}: "inconclusive none",
	} {
		if got := unreadIn(t, []string{"a"}, guarding(map[string]said{foldersPath: {200, tree},
			rightsPath: answer})); got != want {
			t.Errorf("%v: %s, want %s", answer, got, want)
		}
	}
}
