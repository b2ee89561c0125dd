package alarm

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"pagewatch/internal/cloudwatch/account"
	"pagewatch/internal/input"
)

// Limits of a query, in characters. Source: CloudWatch API Reference, DescribeAlarms.
const (
	maxNames        = 100
	maxName         = 255
	maxActionPrefix = 1024
)

// Check validates the query against the limits of DescribeAlarms, so that the error can name the
// field. Errors are *input.Error.
func (q Query) Check() error {
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
		return input.Field("query.actionPrefix", "The beginning of an action has at most %d "+
			"characters, and no control characters.", maxActionPrefix)
	}
	return nil
}

// Size returns how many bytes the query's texts have.
func (q Query) Size() int {
	size := len(q.NamePrefix) + len(q.ActionPrefix)
	for _, name := range q.Names {
		size += len(name)
	}
	return size
}

func checkNames(q Query) error {
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

func checkKinds(asked []Kind) error {
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
