package alarm

import (
	"regexp"
	"slices"
	"strings"
)

// MaxRecords is how many alarms one DescribeAlarms answer holds at most.
const MaxRecords = 100

// Query is what a view asks AWS for. The zero Query asks for every alarm.
type Query struct {
	// NamePrefix limits the answer to names that begin with it, in that exact case. At most 255
	// characters.
	NamePrefix string `json:"namePrefix,omitempty"`
	// Names are the exact names asked for, at most 100. AWS takes names or a prefix, never both.
	Names []string `json:"names,omitempty"`
	// Kinds leaves the other kinds out; none asks for all of them.
	Kinds []Kind `json:"kinds,omitempty"`
	// ActionPrefix keeps the alarms that have this action: a whole ARN, or the beginning of one up
	// to its service, such as arn:aws:sns:. At most 1024 characters.
	ActionPrefix string `json:"actionPrefix,omitempty"`
	// FiringOnly asks for alarms in the state ALARM alone. An empty answer then says nothing about
	// the others.
	FiringOnly bool `json:"firingOnly,omitempty"`
}

// Equal reports whether both ask for the same in the same words.
func (q Query) Equal(other Query) bool {
	return q.NamePrefix == other.NamePrefix && slices.Equal(q.Names, other.Names) &&
		slices.Equal(q.Kinds, other.Kinds) &&
		q.ActionPrefix == other.ActionPrefix && q.FiringOnly == other.FiringOnly
}

// Keeps reports whether an alarm of that name is one that was asked for.
func (q Query) Keeps(name string) bool {
	if len(q.Names) > 0 {
		return slices.Contains(q.Names, name)
	}
	return strings.HasPrefix(name, q.NamePrefix)
}

// service is the beginning of an ARN up to its service.
var service = regexp.MustCompile(`^arn:[a-z-]+:[a-z0-9-]+:$`)

// KeepsAction reports whether an alarm with these actions was asked for. AWS compares beginnings,
// of any length: a reader could spell an action's ARN out with it, letter by letter, and ARNs of
// actions are nobody's to see.
func (q Query) KeepsAction(actions ...string) bool {
	if q.ActionPrefix == "" || service.MatchString(q.ActionPrefix) {
		return true
	}
	return slices.Contains(actions, q.ActionPrefix)
}
