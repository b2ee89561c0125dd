package display_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"
	"unicode"

	"pagewatch/internal/display"
)

// described are the cases of a file that the browser's tests read too.
func described(t testing.TB) []struct {
	Name, Text     string
	Links          []string
	Runbook, Owner string
} {
	t.Helper()
	raw, err := os.ReadFile("../../testdata/wire/descriptions.json")
	var cases []struct {
		Name, Text     string
		Links          []string
		Runbook, Owner string
	}
	if err != nil || json.Unmarshal(raw, &cases) != nil || len(cases) == 0 {
		t.Fatalf("%d cases, %v", len(cases), err)
	}
	return cases
}

func TestDescriptions(t *testing.T) {
	for _, c := range described(t) {
		address, host := display.Runbook(c.Text)
		if address != c.Runbook || (host == "") != (address == "") ||
			len(c.Links) > 0 && c.Links[0] != address {
			t.Errorf("%s: the runbook is %q at %q, want %q", c.Name, address, host, c.Runbook)
		}
		if got := display.Owner(c.Text); got != c.Owner {
			t.Errorf("%s: the owner is %q, want %q", c.Name, got, c.Owner)
		}
	}
}

// TestHosts holds a row per host that is shown, or that would not be where the address leads.
func TestHosts(t *testing.T) {
	for address, want := range map[string]string{
		"https://wiki.example.com/a":    "wiki.example.com",
		"HTTPS://WIKI.example.com:8443": "wiki.example.com:8443",
		"https://wiki.example.com:443":  "wiki.example.com",
		"https://wiki.example.com:0":    "wiki.example.com:0",
		"https://a:65535":               "a:65535",
		"https://a:65536":               "",
		"https://10.0.0.1/a":            "10.0.0.1",
		"https://10.0.0.256":            "",
		"https://1.2.3":                 "",
		"https://2130706433":            "",
		"https://0x7f.1":                "",
		"https://a.0x":                  "",
		"https://1a":                    "1a",
		"http\u017f://wiki.example.com": "",
	} {
		if _, got := display.Runbook(address); got != want {
			t.Errorf("%s: %q, want %q", address, got, want)
		}
	}
}

// FuzzDescription: a runbook is an https address out of the description whose host is what follows
// the scheme, and an owner is a short text without control characters.
func FuzzDescription(f *testing.F) {
	for _, c := range described(f) {
		f.Add(c.Text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		address, host := display.Runbook(text)
		if address == "" {
			t.Log("refused")
		} else {
			t.Log("accepted")
		}
		if !strings.Contains(text, address) ||
			!strings.HasPrefix(strings.ToLower(address), strings.ToLower("https://"+host)) &&
				address != "" {
			t.Errorf("%q: %q at %q", text, address, host)
		}
		owner := display.Owner(text)
		if len([]rune(owner)) > 60 || strings.ContainsFunc(owner, unicode.IsControl) {
			t.Errorf("%q: the owner is %q", text, owner)
		}
	})
}
