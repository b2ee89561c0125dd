package resolver

import (
	"time"

	"pagewatch/internal/input"
	"pagewatch/internal/secret"
	"pagewatch/internal/source"
)

// cursorLife is how long a cursor continues an answer: the time a reader may look at a page before
// asking for more.
const cursorLife = 10 * time.Minute

// cursor is where an answer ended. It is sealed into its installation and space, and names what it
// continues: the same connection by its version, which is random and changes with every change, and
// the same question.
type cursor struct {
	Version  string          `json:"version"`
	Question source.Question `json:"question"`
}

// place is where a task's cursors open.
func (t task) place() secret.Binding {
	return secret.Binding{Installation: t.Installation, Space: t.Space}
}

// cursor seals the upstream's token for the rest of an answer, "" where there is no rest.
func (s *service) cursor(t task, next string) string {
	if next == "" {
		return ""
	}
	t.Question.Next = next
	return s.cursors.Seal(t.place(), s.Now(), cursor{t.Link.Version, t.Question})
}

// resume returns the upstream's token out of a source's cursor, "" for no cursor. A cursor of
// another space, question or version of the connection, or an old one, is refused with one error on
// the field.
func (s *service) resume(t task, text string) (string, error) {
	if text == "" {
		return "", nil
	}
	c, err := s.cursors.Open(t.place(), text)
	next := c.Question.Next
	c.Question.Next = ""
	if err != nil || c.Version != t.Link.Version || c.Question != t.Question {
		return "", input.Field("cursor",
			"This cannot be continued any more. Refresh to begin again.")
	}
	return next, nil
}
