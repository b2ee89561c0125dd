package confluence_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"pagewatch/internal/sim/confluence"
)

// goodConfig is what Pagewatch's macro stores.
const goodConfig = `{"v":1,"sources":[{"connection":"c-1","region":"eu-central-1"}],"namePrefix":"","states":["ALARM","OK"]}`

func TestCheckConfig(t *testing.T) {
	tests := []struct{ config, fault string }{
		{goodConfig, ""},
		{`{}`, ""},
		{`{"a":[]}`, ""},
		{`{"a":[{"b":[1]}]}`, ""},
		{`{"a":null}`, "config.a is null"},
		{`{"a":{"b":[{"c":null}]}}`, "config.a.b[0].c is null"},
		{`{"a":[null]}`, "config.a[0] is null"},
		{`{"a":[[1]]}`, "config.a[0] is an array in an array"},
		{`{"a":[1,"x"]}`, "config.a[1] is of another kind"},
		{`{"a":[{},true]}`, "config.a[1] is of another kind"},
		{`null`, "not a JSON object"},
		{`[]`, "not a JSON object"},
		{`"x"`, "not a JSON object"},
		{``, "not a JSON object"},
		{`{"a":"` + strings.Repeat("x", 32<<10) + `"}`, "more than"},
	}
	for _, tt := range tests {
		t.Run(tt.fault, func(t *testing.T) {
			err := confluence.CheckConfig(json.RawMessage(tt.config))
			if tt.fault == "" {
				if err != nil {
					t.Errorf("%.60s: %v", tt.config, err)
				}
				return
			}
			if !errors.Is(err, confluence.ErrInvalidConfig) ||
				!strings.Contains(err.Error(), tt.fault) {
				t.Errorf("%.60s: got %v, want %q", tt.config, err, tt.fault)
			}
		})
	}
}

// FuzzCheckConfig accepts nothing that still holds a null.
func FuzzCheckConfig(f *testing.F) {
	for _, seed := range []string{goodConfig, `{"a":null}`, `{"a":[[1]]}`, `{"a":[1,"x"]}`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if confluence.CheckConfig(data) != nil {
			t.Log("refused")
			return
		}
		t.Log("accepted")
		var object map[string]any
		if err := json.Unmarshal(data, &object); err != nil {
			t.Fatalf("accepted %q: %v", data, err)
		}
		if hasNull(object) {
			t.Errorf("accepted %q", data)
		}
	})
}

func hasNull(value any) bool {
	switch v := value.(type) {
	case nil:
		return true
	case map[string]any:
		for _, member := range v {
			if hasNull(member) {
				return true
			}
		}
	case []any:
		for _, element := range v {
			if hasNull(element) {
				return true
			}
		}
	}
	return false
}
