package resolver

import (
	"errors"
	"testing"

	"pagewatch/internal/connection"
	"pagewatch/internal/platform/access/accesstest"
)

// TestAGrantOpensForItsKind: a task comes out of a grant with the kind that went in, and a grant
// for any kind but a role, or for none, does not open.
func TestAGrantOpensForItsKind(t *testing.T) {
	s, _ := sealing(t)
	right := accesstest.Reader(t, "installation", "42")
	for kind, opens := range map[connection.Kind]bool{
		connection.AWSRole: true, connection.AWSUser: false, "": false, "a kind of tomorrow": false,
	} {
		other := someTask()
		other.Link.Kind = kind
		for name, tasks := range map[string][]task{
			"alone": {other}, "beside a role": {someTask(), other}} {
			_, got, err := s.open([]byte(s.seal(right, tasks)))
			if opens && (err != nil || len(got) != len(tasks) || got[0].Link.Kind != kind) {
				t.Errorf("the kind %q %s opened as %+v, %v", kind, name, got, err)
			}
			if !opens && (!errors.Is(err, errGrant) || got != nil) {
				t.Errorf("the kind %q %s opened as %+v, %v", kind, name, got, err)
			}
			s.Stream.URL = "https://stream"
			if s.streamable(tasks) != opens {
				t.Errorf("the kind %q %s: streamable is %v", kind, name, !opens)
			}
		}
	}
}
