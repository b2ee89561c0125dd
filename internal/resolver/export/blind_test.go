package export

import (
	"testing"

	"pagewatch/internal/verdict"
)

// TestBlindVerdicts writes each mixture behind a blind verdict with its words, which the browser's
// test holds the page to. A rule that fails, is paused or never ran is not called "no data".
func TestBlindVerdicts(t *testing.T) {
	type row struct {
		Counts map[verdict.Standing]int `json:"counts"`
		Word   string                   `json:"word"`
		Text   string                   `json:"text"`
	}
	var rows []row
	for mixture := 1; mixture < 8; mixture++ {
		counts := map[verdict.Standing]int{}
		for i, group := range blindness {
			if mixture&(1<<i) != 0 {
				counts[group.standing] = i + 1
			}
		}
		word, text := blindWords(counts)
		rows = append(rows, row{counts, word, text})
	}
	golden(t, "blind-words.json", rows)
}
