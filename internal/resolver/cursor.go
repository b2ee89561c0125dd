package resolver

import (
	"encoding/base64"
	"encoding/json"
	"time"

	"pagewatch/internal/cloudwatch/alarm"
	"pagewatch/internal/connection"
	"pagewatch/internal/input"
	"pagewatch/internal/platform/access"
	"pagewatch/internal/secret"
)

// cursorLife is how long a cursor goes on: the time a reader may look at a page before asking for
// more.
const cursorLife = 10 * time.Minute

// cursor is where an answer ended. It is sealed into its installation and space, and names what it
// goes on with: the same connection by its version, which is random and changes with every change,
// the same Region, the same query.
type cursor struct {
	Issued  time.Time   `json:"issued"`
	Version string      `json:"version"`
	Region  string      `json:"region"`
	Query   alarm.Query `json:"query"`
	Next    string      `json:"next"`
}

// cursor seals AWS's token for the rest of an answer, "" where there is no rest.
func (s *service) cursor(p plan, next string) string {
	if next == "" {
		return ""
	}
	plain, err := json.Marshal(cursor{s.Now().UTC(), p.Link.Version, p.Region, p.Page.Query, next})
	if err != nil {
		panic("a cursor does not marshal")
	}
	sealed := s.Cursors.Seal(secret.Binding{Installation: p.Installation, Space: p.Space}, plain)
	return base64.RawURLEncoding.EncodeToString(sealed)
}

// resume returns AWS's token out of a source's cursor, "" where the source has none. A cursor of
// another space, source, query or version of the connection, or an old one, is refused with one
// error on the field.
func (s *service) resume(right access.Reader, link connection.Link, src source, query alarm.Query) (
	string, error) {
	if src.Cursor == "" {
		return "", nil
	}
	refusal := input.Field("cursor", "This cannot be continued any more. Refresh to begin again.")
	raw, err := base64.RawURLEncoding.Strict().DecodeString(src.Cursor)
	// Strict still passes over line breaks
	if err != nil || base64.RawURLEncoding.EncodeToString(raw) != src.Cursor {
		return "", refusal
	}
	plain, err := s.Cursors.Open(secret.Binding{
		Installation: right.Installation(), Space: right.Space()}, raw)
	if err != nil {
		return "", refusal
	}
	var c cursor
	if err := json.Unmarshal(plain, &c); err != nil {
		return "", refusal
	}
	age := s.Now().Sub(c.Issued)
	same := c.Version == link.Version && c.Region == src.Region && c.Query.Equal(query)
	if !same || age < -clockSkew || age > cursorLife {
		return "", refusal
	}
	return c.Next, nil
}
