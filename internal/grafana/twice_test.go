package grafana_test

import (
	"fmt"
	"slices"
	"testing"

	"pagewatch/internal/grafana/alert"
)

// TestARuleThatComesTwice counts once, as it came last: rules have a UID, or else a folder, a group
// and a name together.
func TestARuleThatComesTwice(t *testing.T) {
	group := func(next, folder, name, rules string) string {
		return fmt.Sprintf(`{"status":"success","data":{"groups":[{"name":%q,"file":%q,"rules":[%s]}],`+
			`"groupNextToken":%q}}`, name, folder, rules, next)
	}
	rule := func(uid, name, state string) string {
		return fmt.Sprintf(`{"uid":%q,"name":"Rule %s","state":%q,"health":"ok"}`, uid, name, state)
	}
	for name, row := range map[string]struct {
		second string
		want   []string
		fires  bool // the first page has a firing rule u3
	}{
		"by its UID":       {group("", "Other", "h", rule("u1", "renamed", "firing")), []string{"renamed", "b"}, false},
		"without a UID":    {group("", "Prod", "g", rule("", "b", "firing")), []string{"b", "a"}, false},
		"another group":    {group("", "Prod", "h", rule("", "b", "firing")), []string{"b", "a", "b"}, false},
		"another folder":   {group("", "Dev", "g", rule("", "b", "firing")), []string{"b", "a", "b"}, false},
		"another name":     {group("", "Prod", "g", rule("", "c", "firing")), []string{"c", "a", "b"}, false},
		"another UID":      {group("", "Prod", "g", rule("u2", "a", "firing")), []string{"a", "a", "b"}, false},
		"no longer firing": {group("", "Prod", "g", rule("u3", "c", "inactive")), []string{"a", "b", "c"}, true},
	} {
		first := rule("u1", "a", "inactive") + "," + rule("", "b", "inactive")
		if row.fires {
			first += "," + rule("u3", "c", "firing")
		}
		s := &server{answers: map[string][]string{foldersPath: {folders},
			rulesPath: {group("n", "Prod", "g", first), row.second}}}
		answer, err := ask(t, s, fenced(), alert.Query{})
		if err != nil || answer.Truncated || !slices.Equal(names(answer), row.want) {
			t.Errorf("%s: %v, want %v (%+v, %v)", name, names(answer), row.want, answer, err)
		}
	}
}
