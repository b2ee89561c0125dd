// Package rule parses the AlarmRule of a composite alarm into a tree that a page can fold and
// unfold. Source: CloudWatch API Reference, PutCompositeAlarm; CloudWatch User Guide, "Composite
// alarms".
package rule

import (
	"slices"
	"strconv"
	"strings"
)

// Operators of a Rule.
const (
	And     = "and"
	Or      = "or"
	Not     = "not"
	AtLeast = "atLeast"
	True    = "true"
	False   = "false"
)

// Rule is a node of the tree: an operator over other nodes, or a leaf, which compares the state of
// one alarm.
type Rule struct {
	// Op is "" for a leaf.
	Op string `json:"op,omitempty"`
	// Needed is how many operands of an AtLeast must be true. Percentages are converted to a
	// number.
	Needed int    `json:"needed,omitempty"`
	Of     []Rule `json:"of,omitempty"`
	// State is the state that a leaf compares with: ALARM, OK or INSUFFICIENT_DATA.
	State string `json:"state,omitempty"`
	Name  string `json:"name,omitempty"`
	// Outside marks a leaf whose name the reader may not see.
	Outside bool `json:"outside,omitempty"`
}

// Named returns a copy in which name renames each leaf. A leaf for which name returns false loses
// its name and is outside.
func (r Rule) Named(name func(string) (string, bool)) Rule {
	if r.Op == "" && !r.Outside {
		renamed, ok := name(r.Name)
		if !ok {
			renamed = ""
		}
		r.Name, r.Outside = renamed, !ok
	}
	r.Of = slices.Clone(r.Of)
	for i, child := range r.Of {
		r.Of[i] = child.Named(name)
	}
	return r
}

// Whole reports whether no leaf is outside.
func (r Rule) Whole() bool {
	for _, child := range r.Of {
		if !child.Whole() {
			return false
		}
	}
	return !r.Outside
}

// String formats the rule as AWS does. Parse returns the same tree for it.
func (r Rule) String() string {
	switch r.Op {
	case And:
		return r.joined(" AND ")
	case Or:
		return r.joined(" OR ")
	case Not:
		return "NOT " + r.Of[0].operand()
	case AtLeast:
		return r.atLeast()
	case True, False:
		return strings.ToUpper(r.Op)
	}
	return r.State + "(" + quoted(r.Name) + ")"
}

func (r Rule) joined(operator string) string {
	parts := make([]string, len(r.Of))
	for i, child := range r.Of {
		parts[i] = child.operand()
	}
	return strings.Join(parts, operator)
}

// operand formats the rule as an operand of another rule, in parentheses where precedence requires
// them.
func (r Rule) operand() string {
	if r.Op == And || r.Op == Or {
		return "(" + r.String() + ")"
	}
	return r.String()
}

func (r Rule) atLeast() string {
	names := make([]string, len(r.Of))
	condition := ""
	for i, child := range r.Of {
		condition = child.State
		if child.Op == Not {
			child = child.Of[0]
			condition = "NOT " + child.State
		}
		names[i] = quoted(child.Name)
	}
	return "AT_LEAST(" + strconv.Itoa(r.Needed) + ", " + condition + ", (" +
		strings.Join(names, ", ") + "))"
}

func quoted(name string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(name) + `"`
}
