package client

import (
	"cmp"
	"strconv"

	"pagewatch/internal/display"
)

// Texts are labels or annotations by name.
type Texts map[string]string

// labels decodes labels. Grafana sorts them by name; the first are kept. Names that are there again
// count too.
func labels(b []byte) (kept Texts, cut bool, err error) {
	b, err = opened(b, '{')
	kept = Texts{}
	read := 0
	for name, value, b := member(b); name != nil && err == nil; name, value, b = member(b) {
		if read++; read > maxLabels {
			return kept, true, nil
		}
		var short bool
		short, err = kept.add(name, value)
		cut = cut || short
	}
	return kept, cut, err
}

// add keeps a label, and reports whether it had to cut it.
func (t Texts) add(quotedName, quotedValue []byte) (cut bool, err error) {
	name, err := unquoted(quotedName)
	if err != nil {
		return false, err
	}
	value, err := unquoted(quotedValue)
	short, first := display.Cut(name, maxLabel), display.Cut(value, maxLabel)
	t[short] = first
	return short != name || first != value, err
}

// Totals are counts of instances by state.
type Totals map[string]int

// totals decodes counts. More states than there are make one that nobody knows. Names that are there
// again count too.
func totals(b []byte) (Totals, error) {
	b, err := opened(b, '{')
	kept := Totals{}
	read := 0
	for name, value, b := member(b); name != nil && err == nil; name, value, b = member(b) {
		if read++; read > maxStates {
			kept[beyondStates] = 1
			return kept, nil
		}
		state, wrong := text(name, maxWord)
		n, bad := count(value)
		kept[state], err = min(n, maxCount), cmp.Or(wrong, bad)
	}
	return kept, err
}

// count decodes a whole number. A null is 0.
func count(value []byte) (int, error) {
	if value[0] == 'n' {
		return 0, nil
	}
	return strconv.Atoi(string(value))
}

// beyondStates is the state of what is counted beyond maxStates.
const beyondStates = "…"

// add counts an instance.
func (t Totals) add(state string) {
	if t[state] == 0 && len(t) >= maxStates {
		state = beyondStates
	}
	t[state]++
}
