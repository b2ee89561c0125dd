package resolver

import (
	"errors"
	"testing"

	"pagewatch/internal/connection"
	"pagewatch/internal/platform/access/accesstest"
)

// TestAGrantOpensForItsKind: a plan comes out of a grant with the kind that went in, and a grant
// for any kind but a role, or for none, does not open.
func TestAGrantOpensForItsKind(t *testing.T) {
	s, _ := sealing(t)
	right := accesstest.Reader(t, "installation", "42")
	for kind, opens := range map[connection.Kind]bool{
		connection.AWSRole: true, connection.AWSUser: false, "": false, "a kind of tomorrow": false,
	} {
		other := somePlan()
		other.Link.Kind = kind
		for name, plans := range map[string][]plan{
			"alone": {other}, "beside a role": {somePlan(), other}} {
			sealed, err := s.seal(right, plans)
			if err != nil {
				t.Fatal(err)
			}
			g, err := s.open([]byte(sealed))
			if opens && (err != nil || len(g.plans()) != len(plans) ||
				g.plans()[0].Link.Kind != kind) {
				t.Errorf("the kind %q %s opened as %+v, %v", kind, name, g.plans(), err)
			}
			if !opens && !errors.Is(err, errGrant) {
				t.Errorf("the kind %q %s opened as %+v, %v", kind, name, g.plans(), err)
			}
			if got := (grant{Sources: []granted{{Kind: kind}}}).plans()[0].Link.Kind; got != kind {
				t.Errorf("the kind %q comes out as %q", kind, got)
			}
			s.Stream.URL = "https://stream"
			if s.streamable(plans) != opens {
				t.Errorf("the kind %q %s: streamable is %v", kind, name, !opens)
			}
		}
	}
}
