package connection

import (
	"strings"
	"unicode/utf8"

	"pagewatch/internal/display"
	"pagewatch/internal/input"
)

// Draft is a connection as an admin describes it. Its secrets are write-only.
type Draft struct {
	Name string `json:"name"`
	Kind Kind   `json:"kind"`
	AWSDraft
	GrafanaDraft
}

// Change is an admin's change of a connection. A nil field stays as it is. The kind cannot change.
type Change struct {
	Name *string `json:"name"`
	AWSChange
	GrafanaChange
}

// maxName is the most characters of a name.
const maxName = 80

// Validate returns nil, ErrNotOffered, ErrUserKeysForbidden, or an *input.Error that names the
// field.
func (d Draft) Validate(rules Rules) error {
	if err := checkName(d.Name); err != nil {
		return err
	}
	return d.validateTarget(rules)
}

// checkName accepts a name of 1 to 80 characters that display.Line leaves as it is, without outer
// spaces.
func checkName(name string) error {
	switch {
	case strings.TrimSpace(name) == "":
		return input.Field("name", "Give the connection a name.")
	case name != strings.TrimSpace(name), name != display.Line(name):
		return input.Field("name", "A name cannot begin or end with a space, "+
			"or hold control characters or invisible ones.")
	case utf8.RuneCountInString(name) > maxName:
		return input.Field("name", "A name has at most %d characters.", maxName)
	}
	return nil
}

// apply returns the draft after a change, validated.
func (c Change) apply(d Draft, rules Rules) (Draft, error) {
	input.Set(&d.Name, c.Name)
	var err error
	if d.AWSDraft, err = c.AWSChange.Apply(d.AWSDraft); err != nil {
		return Draft{}, err
	}
	if d.GrafanaDraft, err = c.GrafanaChange.Apply(d.GrafanaDraft); err != nil {
		return Draft{}, err
	}
	return d, d.Validate(rules)
}

// changed returns a stored connection as a draft after a change, validated.
func (s *Store) changed(stored record, change Change) (Draft, error) {
	draft, err := change.apply(stored.draft(), s.rules)
	if err != nil {
		return Draft{}, err
	}
	return draft, draft.checkEnd(stored.draft(), s.now())
}
