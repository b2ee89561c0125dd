package alarm

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"pagewatch/internal/display"
	"pagewatch/internal/verdict"
)

// MaxRecords is the most alarms in one DescribeAlarms answer.
const MaxRecords = 100

// Query selects alarms. The zero Query selects every alarm.
type Query struct {
	// NamePrefix limits the answer to names that begin with it, in that exact case. At most 255
	// characters.
	NamePrefix string `json:"namePrefix,omitempty"`
	// Names are the exact names to return, at most 100. AWS takes names or a prefix, never both.
	Names []string `json:"names,omitempty"`
	// Kinds selects kinds of alarms; empty selects all of them.
	Kinds []Kind `json:"kinds,omitempty"`
	// ActionPrefix keeps the alarms that have this action: a whole ARN, or the beginning of one up
	// to its service, such as arn:aws:sns:. At most 1024 characters.
	ActionPrefix string `json:"actionPrefix,omitempty"`
	// FiringOnly selects alarms in the state ALARM alone. An empty answer then says nothing about
	// the others.
	FiringOnly bool `json:"firingOnly,omitempty"`
	// WithoutAutoScaling leaves out the alarms that Auto Scaling makes for itself. AWS has no such
	// filter: the answer to the request still counts them.
	WithoutAutoScaling bool `json:"withoutAutoScaling,omitempty"`
}

// Equal reports whether both queries have equal fields.
func (q Query) Equal(other Query) bool {
	return q.NamePrefix == other.NamePrefix && slices.Equal(q.Names, other.Names) &&
		slices.Equal(q.Kinds, other.Kinds) &&
		q.ActionPrefix == other.ActionPrefix && q.FiringOnly == other.FiringOnly &&
		q.WithoutAutoScaling == other.WithoutAutoScaling
}

// Keeps reports whether the query selects an alarm of that name.
func (q Query) Keeps(name string) bool {
	if len(q.Names) > 0 {
		return slices.Contains(q.Names, name)
	}
	return strings.HasPrefix(name, q.NamePrefix)
}

// service matches the beginning of an ARN up to its service.
var service = regexp.MustCompile(`^arn:[a-z-]+:[a-z0-9-]+:$`)

// KeepsAction reports whether the query selects an alarm with these actions. AWS matches any
// beginning of an ARN: a reader could guess an action's ARN with it, letter by letter, and nobody
// may see the ARNs of actions.
func (q Query) KeepsAction(actions ...string) bool {
	if q.ActionPrefix == "" || service.MatchString(q.ActionPrefix) {
		return true
	}
	return slices.Contains(actions, q.ActionPrefix)
}

// autoScaling matches the ARN of a scaling policy, of EC2 Auto Scaling and of Application Auto
// Scaling: arn:aws:autoscaling:eu-central-1:111122223333:scalingPolicy:….
var autoScaling = regexp.MustCompile(`^arn:[a-z0-9-]+:autoscaling:`)

// untouchable begins the description that Auto Scaling writes, in these letters: "DO NOT EDIT OR
// DELETE. For TargetTrackingScaling policy …". People who write the same in other letters mean
// their own alarm.
const untouchable = "DO NOT EDIT OR DELETE"

// KeepsScaling reports whether the query selects an alarm with this description and these actions,
// as far as Auto Scaling is concerned. A reader never gets the ARNs of actions, so that this is
// decided here.
func (q Query) KeepsScaling(description string, actions ...string) bool {
	return !q.WithoutAutoScaling || !strings.HasPrefix(description, untouchable) &&
		!slices.ContainsFunc(actions, autoScaling.MatchString)
}

// Asked returns the query as package verdict takes it. Its names are written as those of Shown.
func (q Query) Asked() verdict.Asked {
	narrow := q.NamePrefix != "" || len(q.Names) > 0 || someKinds(q.Kinds) != "" ||
		q.ActionPrefix != "" || q.FiringOnly || q.WithoutAutoScaling
	return verdict.Asked{FiringOnly: q.FiringOnly, Narrow: narrow,
		Names: each(q.Names, display.Name)}
}

// maxAsked is the most characters of a prefix that Words writes.
const maxAsked = 120

// Words lists the query's filters in the words of the page (frontend/src/macro/filter-words.ts).
func (q Query) Words() []string {
	var words []string
	add := func(format string, value any) { words = append(words, fmt.Sprintf(format, value)) }
	switch len(q.Names) {
	case 0:
	case 1:
		add("the name “%s”", display.Cut(q.Names[0], maxAsked))
	default:
		add("one of %d exact names", len(q.Names))
	}
	if q.NamePrefix != "" {
		add("names that begin with “%s”", display.Cut(q.NamePrefix, maxAsked))
	}
	if kinds := someKinds(q.Kinds); kinds != "" {
		add("only %s alarms", kinds)
	}
	if q.ActionPrefix != "" {
		add("actions that begin with “%s”", display.Cut(q.ActionPrefix, maxAsked))
	}
	if q.WithoutAutoScaling {
		words = append(words, "without Auto Scaling alarms")
	}
	if q.FiringOnly {
		words = append(words, "only those in alarm")
	}
	return words
}

// kinds lists every kind.
var kinds = []Kind{Metric, Composite, Log}

// someKinds lists the kinds, "" if they are all.
func someKinds(asked []Kind) string {
	missing := slices.ContainsFunc(kinds, func(k Kind) bool { return !slices.Contains(asked, k) })
	if len(asked) == 0 || !missing {
		return ""
	}
	var names []string
	for _, k := range asked {
		names = append(names, string(k))
	}
	return strings.Join(names, " and ")
}
