package resolver

import (
	"encoding/json"
	"errors"
	"os"
	"strings"
	"testing"

	"pagewatch/internal/input"
)

// FuzzStrict proves that what is accepted is one JSON object whose meaning no other reader of JSON
// would dispute: it decodes, and decoding again what it says gives the same.
func FuzzStrict(f *testing.F) {
	f.Add(
		`{"answer":"inline","sources":[{"connection":"c","region":"r"}],"query":{"namePrefix":"x"}}`)
	f.Add(`{"answer":"a","Answer":"b"}`)
	f.Add(`{"sources":[[[]]]} `)
	f.Fuzz(func(t *testing.T, body string) {
		var first viewRequest
		if strict([]byte(body), &first) != nil {
			t.Log("refused")
			return
		}
		t.Log("accepted")
		if !json.Valid([]byte(body)) || !strings.HasPrefix(strings.TrimLeft(body, " \t\r\n"), "{") {
			t.Fatalf("accepted %q", body)
		}
		again, err := json.Marshal(first)
		if err != nil {
			t.Fatal(err)
		}
		var second viewRequest
		if err := strict(again, &second); err != nil {
			t.Errorf("what %q says is refused: %v", body, err)
		}
		if third, err := json.Marshal(second); err != nil || string(third) != string(again) {
			t.Errorf("%q means %s and then %s", body, again, third)
		}
	})
}

func TestMatch(t *testing.T) {
	rows := []struct {
		pattern, path, id string
		ok                bool
	}{
		{"/v1/connections", "/v1/connections", "", true},
		{"/v1/connections", "/v1/connections/", "", false},
		{"/v1/connections/{id}", "/v1/connections/c-1", "c-1", true},
		{"/v1/connections/{id}", "/v1/connections/", "", false},
		{"/v1/connections/{id}", "/v1/connections/a/b", "", false},
		{"/v1/connections/{id}/receipt", "/v1/connections/c-1/receipt", "c-1", true},
		{"/v1/connections/{id}/receipt", "/v1/connections/c-1", "", false},
		{"/v1/connections/{id}/receipt", "/v1/connections//receipt", "", false},
		{"/v1/connections/{id}/receipt", "/v1/connections/a/b/receipt", "", false},
		{"/v1/connections/{id}/receipt", "/v1/connections/receipt", "", false},
	}
	for _, row := range rows {
		if id, ok := match(row.pattern, row.path); ok != row.ok || ok && id != row.id {
			t.Errorf("%s on %s: %q %v", row.pattern, row.path, id, ok)
		}
	}
}

// TestEveryCodeHasWords: no code reaches a person without a message, and none that may end a call
// lacks a status.
func TestEveryCodeHasWords(t *testing.T) {
	codes := map[string]bool{codeInternal: true, codeInvalid: true, codeFence: true,
		codeNoSource: true, codeBusy: true, codeUnknownUpstream: true,
		"confluence_timeout": true, "confluence_malformed": true, "confluence_unavailable": true,
		"confluence_throttled": true, "confluence_refused": true}
	for _, s := range sentinels {
		codes[s.code] = true
	}
	for code := range codes {
		if w := words[code]; w.Message == "" || w.status < 200 {
			t.Errorf("%s has no words or no status: %+v", code, w)
		}
	}
	for code := range words {
		if !codes[code] {
			t.Errorf("%s has words, but nothing leads to it", code)
		}
	}
}

// TestEveryCodeIsDocumented: docs/wire.md names every code that has words.
func TestEveryCodeIsDocumented(t *testing.T) {
	raw, err := os.ReadFile("../../docs/wire.md")
	if err != nil {
		t.Fatal(err)
	}
	for code := range words {
		if !strings.Contains(string(raw), "`"+code+"`") {
			t.Errorf("docs/wire.md does not name %s", code)
		}
	}
}

// TestFieldsAreTheWires: an error names a field as a request has it, also where Go nests types that
// the wire does not.
func TestFieldsAreTheWires(t *testing.T) {
	for body, want := range map[string]string{
		`{"connection":{"roleArn":5}}`:    "connection.roleArn",
		`{"connection":{"regions":"eu"}}`: "connection.regions",
		`{"connection":{"name":5}}`:       "connection.name",
		`{"spaceId":5}`:                   "spaceId",
	} {
		for name, into := range map[string]any{
			"create": &createRequest{}, "change": &changeRequest{}} {
			var refusal *input.Error
			if err := strict([]byte(body), into); !errors.As(err, &refusal) ||
				refusal.Field != want {
				t.Errorf("%s, %s: %v, want an error on %s", name, body, err, want)
			}
		}
	}
}
