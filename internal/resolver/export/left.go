package export

import (
	"fmt"

	"pagewatch/internal/source"
)

// worstStates are the states of rules in a sentence, in the page's words. A rule that is normal may be
// paused, and is not called well.
var worstStates = map[string]string{
	"firing": "is firing", "recovering": "is recovering", "pending": "is pending",
	"error": "is in error", "nodata": "has no data", "normal": "",
}

// leftOut says what the filters of a source left out, and how the worst of it is.
func leftOut(left source.Left) string {
	text := fmt.Sprintf(" Its filters left out %d more, not judged here", left.Count)
	state, known := worstStates[left.Worst]
	if !known {
		state = "is in a state not known"
	}
	switch {
	case state == "":
		return text + "."
	case left.Count == 1:
		return text + ": it " + state + "."
	}
	return text + ": the worst " + state + "."
}
