package resolver

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"pagewatch/internal/cloudwatch/account"
	"pagewatch/internal/cloudwatch/alarm"
	"pagewatch/internal/input"
)

// Limits of a question, in characters. Source: CloudWatch API Reference, DescribeAlarms.
const (
	maxNames        = 100
	maxName         = 255
	maxActionPrefix = 1024
)

// maxConfig is how many bytes a macro's configuration may have: it travels in the token of every
// call. The macro's editor keeps it below. What is asked comes out of a configuration, so its texts
// have to fit as well.
const maxConfig = 2 << 10

var kinds = []alarm.Kind{alarm.Metric, alarm.Composite, alarm.Log}

// checkQuery holds a question against what AWS takes, so that a wrong one is answered here, with
// the field.
func checkQuery(q alarm.Query) error {
	if err := account.CheckPrefix("query.namePrefix", q.NamePrefix); err != nil {
		return err
	}
	if err := checkNames(q); err != nil {
		return err
	}
	if err := checkKinds(q.Kinds); err != nil {
		return err
	}
	if q.ActionPrefix != "" && !plain(q.ActionPrefix, maxActionPrefix) {
		return input.Field("query.actionPrefix",
			"The beginning of an action has at most %d characters, and no control characters.",
			maxActionPrefix)
	}
	return nil
}

// checkSize holds a question against what a configuration has room for. It counts the bytes of the
// texts alone, which no way of writing them makes fewer. Cursors come from earlier answers and do
// not count.
func checkSize(sources []source, q alarm.Query) error {
	size := 0
	for _, src := range sources {
		size += len(src.Connection) + len(src.Region)
	}
	if size >= maxConfig {
		return input.Field("sources", "The sources take more than %d bytes. Name fewer of them.",
			maxConfig)
	}
	size += len(q.NamePrefix) + len(q.ActionPrefix)
	for _, name := range q.Names {
		size += len(name)
	}
	if size >= maxConfig {
		return input.Field("query",
			"The question takes more than %d bytes. Name fewer alarms, or what their names begin with.", maxConfig)
	}
	return nil
}

func checkNames(q alarm.Query) error {
	if q.Names == nil {
		return nil
	}
	if q.NamePrefix != "" {
		return input.Field("query.names",
			"Ask for names or for a name prefix: AWS does not take both.")
	}
	if len(q.Names) == 0 || len(q.Names) > maxNames {
		return input.Field("query.names", "Name 1 to %d alarms, or leave the names out.", maxNames)
	}
	for i, name := range q.Names {
		field := fmt.Sprintf("query.names[%d]", i)
		if !plain(name, maxName) {
			return input.Field(field,
				"An alarm's name has 1 to %d characters, and no control characters.", maxName)
		}
		if slices.Contains(q.Names[:i], name) {
			return input.Field(field, "This name is there twice.")
		}
	}
	return nil
}

func checkKinds(asked []alarm.Kind) error {
	if asked != nil && len(asked) == 0 {
		return input.Field("query.kinds", "Name 1 to %d kinds, or leave the kinds out.", len(kinds))
	}
	for i, kind := range asked {
		field := fmt.Sprintf("query.kinds[%d]", i)
		if !slices.Contains(kinds, kind) {
			return input.Field(field, `Say "metric", "composite" or "log".`)
		}
		if slices.Contains(asked[:i], kind) {
			return input.Field(field, "This kind is there twice.")
		}
	}
	return nil
}

// plain reports whether s has 1 to most characters, none of them a control character.
func plain(s string, most int) bool {
	return s != "" && utf8.RuneCountInString(s) <= most && utf8.ValidString(s) &&
		!strings.ContainsFunc(s, unicode.IsControl)
}

// inFence returns the question that AWS is asked: the view's own, held inside the fence of one
// connection. Names must each be inside, and need no prefix. Kinds, actions and firingOnly only
// ever narrow, so any fence holds them.
func inFence(fence account.Fence, q alarm.Query) (alarm.Query, error) {
	if len(q.Names) == 0 {
		prefix, err := fence.Prefix("query.namePrefix", q.NamePrefix)
		q.NamePrefix = prefix
		return q, err
	}
	for i, name := range q.Names {
		if err := fence.Name(fmt.Sprintf("query.names[%d]", i), name); err != nil {
			return alarm.Query{}, err
		}
	}
	return q, nil
}
