package resolver

import (
	"errors"
	"strings"
	"testing"
	"time"

	"pagewatch/internal/connection"
	"pagewatch/internal/platform/access/accesstest"
	"pagewatch/internal/secret"
	"pagewatch/internal/token"
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

// TestAGrantOpensOnce: a grant does not open again at any time of its life, one that an instance
// with a clock ahead has sealed included.
func TestAGrantOpensOnce(t *testing.T) {
	for name, ahead := range map[string]time.Duration{"on time": 0, "2 s ahead": 2 * time.Second} {
		s, at := sealing(t)
		now := at.Add(ahead)
		s.Now = func() time.Time { return now }
		s.grants = token.New[grant](s.Grants, grantLife, s.Now)
		sealed := []byte(s.seal(accesstest.Reader(t, "installation", "42"), []task{someTask()}))
		now = at
		if _, _, err := s.open(sealed); err != nil {
			t.Fatalf("%s: the first use: %v", name, err)
		}
		for ; now.Sub(at) <= ahead+grantLife; now = now.Add(time.Second) {
			if _, tasks, err := s.open(sealed); !errors.Is(err, errGrant) || tasks != nil {
				t.Errorf("%s: opened again after %v: %v", name, now.Sub(at), err)
			}
		}
	}
}

// TestAGrantIsWhole: one without an id, a place or sources opens nothing.
func TestAGrantIsWhole(t *testing.T) {
	s, _ := sealing(t)
	whole, _, err := s.open([]byte(s.seal(accesstest.Reader(t, "installation", "42"),
		[]task{someTask()})))
	if err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(*grant){
		"id":           func(g *grant) { g.ID = "" },
		"installation": func(g *grant) { g.Installation = "" },
		"space":        func(g *grant) { g.Space = "" },
		"sources":      func(g *grant) { g.Sources = nil },
		"texts":        func(g *grant) { g.Texts = nil },
	} {
		part := whole
		part.ID += name
		change(&part)
		sealed := s.grants.Seal(secret.Binding{}, s.Now(), part)
		if _, tasks, err := s.open([]byte(sealed)); !errors.Is(err, errGrant) || tasks != nil {
			t.Errorf("a grant without %s opened as %+v, %v", name, tasks, err)
		}
	}
}

// TestSourcesShareTheTextOfAGrant: ten sources with a hundred names fit into one request.
func TestSourcesShareTheTextOfAGrant(t *testing.T) {
	s, _ := sealing(t)
	var tasks []task
	for i := range maxSources {
		one := someTask()
		one.Index, one.Question.Text = i, strings.Repeat("<a>&<b>-000,", 150)
		tasks = append(tasks, one)
	}
	sealed := s.seal(accesstest.Reader(t, "installation", "42"), tasks)
	_, opened, err := s.open([]byte(sealed))
	if len(sealed) > 12<<10 || err != nil || len(opened) != maxSources ||
		opened[maxSources-1].Question != tasks[maxSources-1].Question {
		t.Errorf("%d bytes, opened as %+v, %v", len(sealed), opened, err)
	}
}
