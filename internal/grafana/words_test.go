package grafana

import (
	"maps"
	"slices"
	"testing"

	"pagewatch/internal/goldentest"
)

// published is a code and its words in the published table.
type published struct {
	Code         string `json:"code"`
	Message      string `json:"message"`
	Hint         string `json:"hint,omitempty"`
	AdminHint    string `json:"adminHint,omitempty"`
	NotPermitted bool   `json:"notPermitted,omitempty"`
	RetryAfter   int    `json:"retryAfter,omitempty"`
}

// TestEveryErrorHasWords compares the codes with the published table, which the browser's tests read
// too. go test -run EveryErrorHasWords -update writes it.
func TestEveryErrorHasWords(t *testing.T) {
	rows := make([]published, 0, len(words))
	for _, code := range slices.Sorted(maps.Keys(words)) {
		w := words[code]
		if w.Message == "" {
			t.Errorf("%s has no words", code)
		}
		rows = append(rows, published{code, w.Message, w.Hint, w.AdminHint, w.NotPermitted,
			w.RetryAfter})
	}
	for _, code := range causes {
		if words[code].Message == "" {
			t.Errorf("%s has no words", code)
		}
	}
	goldentest.JSON(t, "../../testdata/wire/grafana-errors.json", rows, "  ")
}

// TestAdminsAreToldWhatToDo: where an address, a token or a right is to blame, the next step of an
// admin is not what readers get.
func TestAdminsAreToldWhatToDo(t *testing.T) {
	for _, code := range conclusive {
		if w := words[code]; w.AdminHint == "" || w.AdminHint == w.Hint {
			t.Errorf("%s: readers and admins get %q", code, w.Hint)
		}
	}
}

// TestNotesHaveWordsOfTheirOwn: a note on a step that passed never says what the failure of the same
// code says.
func TestNotesHaveWordsOfTheirOwn(t *testing.T) {
	for _, code := range []string{noteRightsUnknown, noteRightsMissing, noteBroad, noteEverywhere,
		noteNoRules, noteNoRenderer, noteDeprecated, notePlugins, noteUnread} {
		if w := notes[code]; w.Message == "" || w.Message == words[code].Message {
			t.Errorf("%s: %q", code, w.Message)
		}
	}
}
