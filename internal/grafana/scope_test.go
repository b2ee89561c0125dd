package grafana

import (
	"maps"
	"slices"
	"testing"

	"pagewatch/internal/grafana/client"
)

// TestScopes: a fence and a question narrow each other, and nothing that has vanished opens either.
func TestScopes(t *testing.T) {
	tree := []client.Folder{{UID: "prod"}, {UID: "pay", Parent: "prod"}, {UID: "eu", Parent: "pay"},
		{UID: "dev"}, {UID: "round", Parent: "about"}, {UID: "about", Parent: "round"}}
	for name, row := range map[string]struct{ fence, asked, want, missing []string }{
		"a fence":                {[]string{"pay"}, nil, []string{"eu", "pay"}, nil},
		"a question":             {nil, []string{"dev"}, []string{"dev"}, nil},
		"inside":                 {[]string{"prod"}, []string{"eu"}, []string{"eu"}, nil},
		"around":                 {[]string{"eu"}, []string{"prod"}, []string{"eu"}, nil},
		"outside":                {[]string{"dev"}, []string{"prod"}, nil, []string{"prod"}},
		"a vanished fence":       {[]string{"gone"}, nil, nil, []string{"gone"}},
		"half a fence":           {[]string{"gone", "dev"}, nil, []string{"dev"}, []string{"gone"}},
		"a vanished fence asked": {[]string{"gone"}, []string{"dev"}, nil, []string{"gone", "dev"}},
		"a vanished folder":      {[]string{"prod"}, []string{"gone"}, nil, []string{"gone"}},
		"a circle":               {[]string{"round"}, nil, []string{"about", "round"}, nil},
		"no folder":              {[]string{""}, nil, nil, []string{""}},
	} {
		got := scopeOf(tree, row.fence, row.asked)
		uids := slices.Sorted(maps.Keys(got.uids))
		if !slices.Equal(uids, row.want) || !slices.Equal(got.missing, row.missing) || got.all ||
			got.holds("") {
			t.Errorf("%s: %v, missing %v", name, uids, got.missing)
		}
	}
	if all := scopeOf(tree, nil, nil); !all.all || !all.holds("anything") || all.only() != "" {
		t.Errorf("no limit: %+v", all)
	}
	if one := scopeOf(tree, []string{"dev"}, nil); one.only() != "dev" {
		t.Errorf("one folder: %q", one.only())
	}
}
