package policy_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pagewatch/internal/sim/aws/policy"
)

func TestParseTrustRefuses(t *testing.T) {
	statement := func(members string) string { return `{"Statement":[{` + members + `}]}` }
	const rest = `,"Principal":"*","Action":"sts:AssumeRole"`
	tests := []struct{ document, want string }{
		{``, "must be a JSON object"},
		{`[]`, "must be a JSON object"},
		{`{"Statement":[]`, "reading JSON"},
		{`{"Statement":{}} {}`, "after the end"},
		{`{"statement":[]}`, `"statement" is not evaluated`},
		{`{"Version":"2012-10-17","Version":"2012-10-17"}`, "appears twice"},
		{`{"Version":"2020-01-01","Statement":[]}`, `"Version" must be`},
		{`{"Version":2012,"Statement":[]}`, `"Version" must be`},
		{`{"Version":"2012-10-17"}`, `"Statement" must be`},
		{`{"Statement":[]}`, `"Statement" must be`},
		{`{"Statement":[null]}`, "statement 1: must be a JSON object"},
		{`{"Statement":[{"Effect":}]}`, "reading"},
		{statement(`"Effect":"allow"` + rest), `"Effect" must be`},
		{statement(`"Principal":"*","Action":"sts:AssumeRole"`), `"Effect" must be`},
		{statement(`"Effect":"Allow","Principal":"*"`), `"Action" is missing`},
		{statement(`"Effect":"Allow","Principal":"*","Action":[]`),
			`"Action" must not be an empty list`},
		{statement(`"Effect":"Allow","Principal":"*","Action":"AssumeRole"`),
			"must look like sts:AssumeRole"},
		{statement(`"Effect":"Allow","Principal":"*","Action":[1]`), "must be a string"},
		{statement(`"Effect":"Allow","Principal":"*","NotAction":"*"`),
			`"NotAction" is not evaluated`},
		{statement(`"Effect":"Allow","Resource":"*"` + rest), `"Resource" is not evaluated`},
		{statement(`"Effect":"Allow","Action":"sts:AssumeRole"`), `"Principal" must be`},
		{statement(`"Effect":"Allow","Action":"sts:AssumeRole","Principal":"000011112222"`),
			`"Principal" must be "*"`},
		{statement(`"Effect":"Allow","Action":"sts:AssumeRole","Principal":{}`),
			`"Principal" must not be empty`},
		{statement(`"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"Aws":"*"}`),
			`"Aws" is not evaluated`},
		{statement(`"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"AWS":[]}`),
			"must not be an empty list"},
		{
			statement(
				`"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"AWS":"arn:aws:iam::000011112222:role/*"}`), "must be an account id"},
		{statement(`"Effect":"Allow","Condition":[]` + rest), `"Condition" must be a JSON object`},
		{statement(`"Effect":"Allow","Condition":{"StringEquals":"x"}` + rest),
			`"Condition" StringEquals must be`},
		{statement(`"Effect":"Allow","Condition":{"StringEquals":{"sts:ExternalId":[]}}` + rest),
			"must not be an empty list"},
		{statement(`"Effect":"Allow","Condition":{"StringEquals":{"sts:ExternalId":null}}` + rest),
			"must be a string"},
	}
	for _, tt := range tests {
		d, err := policy.ParseTrust(tt.document)
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: error %v, want one with %q", tt.document, err, tt.want)
		}
		if d.Decide(ask("anything")) != policy.Silent {
			t.Errorf("%s: a refused document decides", tt.document)
		}
	}
}

func TestParsePermissionsRefuses(t *testing.T) {
	tests := []struct{ document, want string }{
		{`{"Statement":{"Effect":"Allow","Action":"*"}}`, `"Resource" is missing`},
		{`{"Statement":{"Effect":"Allow","Action":"*","Resource":"alarms"}}`, "must be an ARN"},
		{`{"Statement":{"Effect":"Allow","Action":"*","Resource":"*","Principal":"*"}}`,
			`"Principal" is not evaluated`},
		{`{"Statement":{"Effect":"Allow","Action":"*","NotResource":"*"}}`,
			`"NotResource" is not evaluated`},
	}
	for _, tt := range tests {
		if _, err := policy.ParsePermissions(tt.document); err == nil ||
			!strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: error %v, want one with %q", tt.document, err, tt.want)
		}
	}
}

func TestUnevaluated(t *testing.T) {
	d := mustTrust(t,
		allow(
			`{"Bool":{"aws:MultiFactorAuthPresent":"true"},"StringEquals":{"sts:ExternalId":"x","aws:MultiFactorAuthPresent":"true"}}`))
	if got, want := d.Unevaluated(), []string{
		"Bool", "aws:MultiFactorAuthPresent"}; !slices.Equal(got, want) {
		t.Errorf("Unevaluated() = %v, want %v", got, want)
	}
}

// FuzzParse looks for a document that decides although it was refused, or that still allows after
// everything was denied.
func FuzzParse(f *testing.F) {
	seeds, err := filepath.Glob("testdata/*.json")
	if err != nil || len(seeds) == 0 {
		f.Fatalf("no seeds in testdata: %v", err)
	}
	for _, name := range seeds {
		raw, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(raw), "pw-a-b")
	}
	f.Add("{", "pw-a-b")
	f.Fuzz(func(t *testing.T, document, externalID string) {
		d, err := policy.ParseTrust(document)
		decision := d.Decide(ask(externalID))
		if err == nil {
			t.Log("accepted")
		} else {
			t.Log("refused")
		}
		if err != nil && decision != policy.Silent {
			t.Fatalf("refused (%v) but decides %v", err, decision)
		}
		if decision == policy.Allowed && !strings.Contains(document, "llow") &&
			!strings.Contains(document, `\u`) {
			t.Fatalf("allows without an Allow: %s", document)
		}
	})
}

// FuzzLike compares the wildcard matcher with a regular expression of the same meaning.
func FuzzLike(f *testing.F) {
	f.Add("pw-*-?", "pw-site-s")
	f.Add("**a*", "ba")
	f.Add("a*b*c", "aXbXbXd")
	f.Add("pw-?", "pw-ab")
	f.Fuzz(func(t *testing.T, pattern, value string) {
		if value == "" || strings.Contains(pattern, "${") ||
			strings.ContainsAny(pattern+value, "\"\\") || !printable(pattern+value) {
			t.Skip("not representable here")
		}
		d, err := policy.ParseTrust(allow(`{"StringLike":{"sts:ExternalId":"` + pattern + `"}}`))
		if err != nil {
			t.Fatal(err)
		}
		quoted := regexp.QuoteMeta(pattern)
		quoted = strings.NewReplacer(`\*`, `.*`, `\?`, `.`).Replace(quoted)
		want := regexp.MustCompile(`(?s)^` + quoted + `$`).MatchString(value)
		if want {
			t.Log("accepted")
		} else {
			t.Log("refused")
		}
		if got := d.Decide(ask(value)) == policy.Allowed; got != want {
			t.Errorf("%q like %q = %v, want %v", value, pattern, got, want)
		}
	})
}

func printable(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r < 0x20 || r > 0x7e })
}
