package alert

import (
	"encoding/json"
	"fmt"
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"

	"pagewatch/internal/grafana/stack"
	"pagewatch/internal/input"
)

// Query selects alert rules of a stack. The zero Query selects every rule.
type Query struct {
	// Folders are the UIDs of folders, subfolders included.
	Folders []string `json:"folders,omitempty"`
	// Dashboard is the UID of a dashboard that the rules belong to, and Panel the number of one of
	// its panels, 0 for all.
	Dashboard string `json:"dashboard,omitempty"`
	Panel     int    `json:"panel,omitempty"`
	// Rules are the UIDs of rules.
	Rules []string `json:"rules,omitempty"`
	// Labels must all match.
	Labels []Matcher `json:"labels,omitempty"`
	// States selects rules by their state; empty selects all. A list has Firing in it, and not
	// Normal: nothing that a filter by state leaves out may look well.
	States []State `json:"states,omitempty"`
	// Limit is the most rules that are shown, the worst first; 0 for as many as there are.
	Limit int `json:"limit,omitempty"`
}

// Matcher selects rules by a label.
type Matcher struct {
	Name string `json:"name"`
	// Op is =, != or =~; a missing label has the value "".
	Op    string `json:"op"`
	Value string `json:"value"`
}

// Limits of a query, so that it fits into the configuration of a macro.
const (
	maxFolders  = 20
	maxRules    = 50
	maxMatchers = 10
	maxMatched  = 200
	maxLimit    = 500
	// maxWork bounds the instructions of the regular expressions: every character of every value may
	// need each of them. A list of 20 names has about as many.
	maxWork = 250
)

// selectable are the states that a filter may name.
var selectable = []State{Firing, Recovering, Pending, Unknown, Error, NoData}

// labelName is Prometheus's grammar of the names of labels.
var labelName = regexp.MustCompile(`^[a-zA-Z_][a-zA-Z0-9_]*$`)

// Check accepts a query that can be asked. The error is an *input.Error below field.
func (q Query) Check(field string) error {
	at := func(name string) string { return field + "." + name }
	if err := uids(at("folders"), q.Folders, maxFolders); err != nil {
		return err
	}
	if err := uids(at("rules"), q.Rules, maxRules); err != nil {
		return err
	}
	switch {
	case q.Dashboard != "" && !stack.IsUID(q.Dashboard):
		return input.Field(at("dashboard"), "This is not the UID of a dashboard.")
	case q.Panel < 0:
		return input.Field(at("panel"), "A panel has a positive number.")
	case q.Panel > 0 && q.Dashboard == "":
		return input.Field(at("panel"), "Name the panel's dashboard too.")
	case q.Limit < 0 || q.Limit > maxLimit:
		return input.Field(at("limit"), "Show between 1 and %d rules.", maxLimit)
	case len(q.Labels) > maxMatchers:
		return input.Field(at("labels"), "Give at most %d labels.", maxMatchers)
	}
	if err := checkStates(at("states"), q.States); err != nil {
		return err
	}
	work := 0
	for i, m := range q.Labels {
		field := fmt.Sprintf("%s[%d]", at("labels"), i)
		if err := m.check(field); err != nil {
			return err
		}
		if work += m.work(); work > maxWork {
			return input.Field(field+".value", "These regular expressions take too much work.")
		}
	}
	return nil
}

func checkStates(field string, states []State) error {
	for i, state := range states {
		if !slices.Contains(selectable, state) || slices.Contains(states[:i], state) {
			return input.Field(field, "Choose among %s, each once.", list(selectable))
		}
	}
	if len(states) > 0 && !slices.Contains(states, Firing) {
		return input.Field(field, "Rules that fire are always shown. Add %s.", Firing)
	}
	return nil
}

func uids(field string, all []string, most int) error {
	if len(all) > most {
		return input.Field(field, "Give at most %d.", most)
	}
	for i, uid := range all {
		if !stack.IsUID(uid) || slices.Contains(all[:i], uid) {
			return input.Field(field, "Each is a UID of Grafana's, and there once.")
		}
	}
	return nil
}

func (m Matcher) check(field string) error {
	switch {
	case !labelName.MatchString(m.Name) || len(m.Name) > maxMatched:
		return input.Field(field+".name", "This is not the name of a label.")
	case !slices.Contains([]string{"=", "!=", "=~"}, m.Op):
		return input.Field(field+".op", "Choose =, != or =~.")
	case len(m.Value) > maxMatched:
		return input.Field(field+".value", "A value has at most %d characters.", maxMatched)
	}
	if m.Op == "=~" {
		if _, err := m.pattern(); err != nil {
			return input.Field(field+".value", "This is not a regular expression.")
		}
	}
	return nil
}

// pattern matches whole values, as in Grafana. The value must be an expression by itself: a)|(b is
// none, and would leave the group around it.
func (m Matcher) pattern() (*regexp.Regexp, error) {
	if _, err := regexp.Compile(m.Value); err != nil {
		return nil, err
	}
	return regexp.Compile(`^(?s:` + m.Value + `)$`)
}

// work returns how many instructions the regular expression of a valid matcher has, 0 for none.
func (m Matcher) work() int {
	if m.Op != "=~" {
		return 0
	}
	parsed, err := syntax.Parse(m.Value, syntax.Perl)
	if err != nil {
		return 0
	}
	program, err := syntax.Compile(parsed.Simplify())
	if err != nil {
		return 0
	}
	return len(program.Inst)
}

func list(states []State) string {
	words := make([]string, 0, len(states))
	for _, s := range states {
		words = append(words, string(s))
	}
	return strings.Join(words, ", ")
}

// Narrow reports whether the query leaves out anything at all.
func (q Query) Narrow() bool {
	return len(q.Folders)+len(q.Rules)+len(q.Labels)+len(q.States) > 0 || q.Dashboard != ""
}

// Text returns the query as JSON, "" for nil. Equal queries have equal texts.
func (q *Query) Text() string {
	if q == nil {
		return ""
	}
	text, err := json.Marshal(q)
	if err != nil {
		panic("a query does not marshal")
	}
	return string(text)
}

// Size returns how many bytes the texts of the query have.
func (q *Query) Size() int { return len(q.Text()) }
