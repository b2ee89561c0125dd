package setup_test

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"pagewatch/deploy/customer"
	"pagewatch/internal/cloudwatch/setup"
	"pagewatch/internal/secret"
)

const (
	ourID        = "pw-aaaabbbbccccddddeeeeffff22-gggghhhhiiiijjjjkkkkllll33"
	formerID     = "pw-aaaabbbbccccddddeeeeffff22-gggghhhhiiiijjjjkkkkllll44"
	ourPrincipal = "arn:aws:iam::000011112222:role/Pagewatch"
)

// values returns valid values with these changes.
func values(changes ...func(*setup.Values)) setup.Values {
	v := setup.Values{ExternalID: secret.New(ourID), PrincipalARN: ourPrincipal,
		RoleName: "PagewatchReadAlarms"}
	for _, change := range changes {
		change(&v)
	}
	return v
}

func render(t testing.TB, v setup.Values) setup.Setup {
	t.Helper()
	rendered, err := setup.Render(v)
	if err != nil {
		t.Fatal(err)
	}
	return rendered
}

// file returns the text of a rendered file.
func file(t testing.TB, rendered setup.Setup, id string) string {
	t.Helper()
	for _, f := range rendered.Files {
		if f.ID == id {
			return f.Text
		}
	}
	t.Fatalf("no file %s", id)
	return ""
}

// published returns the text of a file as it is published, with nothing filled in.
func published(t testing.TB, name string) string {
	t.Helper()
	text, err := customer.Files.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// awkward are values with every character that their patterns allow, in every partition.
var awkward = []setup.Values{
	values(),
	values(func(v *setup.Values) { v.RoleName = "Team_0+=,.@-Pagewatch" }),
	values(func(v *setup.Values) {
		v.PrincipalARN = "arn:aws:iam::000011112222:role/a/b_0+=,.@-/Pagewatch"
	}),
	values(func(v *setup.Values) {
		v.PrincipalARN = "arn:aws:iam::000011112222:user/PASTE_EXTERNAL_ID"
	}),
	values(func(v *setup.Values) {
		v.PrincipalARN = "arn:aws:iam::000011112222:user/PagewatchReadAlarms"
	}),
	values(func(v *setup.Values) { v.FormerID = secret.New(formerID) }),
	values(func(v *setup.Values) {
		v.PrincipalARN = "arn:aws-us-gov:iam::000011112222:role/Pagewatch"
	}),
	values(func(v *setup.Values) {
		v.PrincipalARN = "arn:aws-cn:iam::000011112222:role/Pagewatch"
	}),
}

// TestEveryFileMakesTheSame reads each file as its own tool does, and compares what it would make.
func TestEveryFileMakesTheSame(t *testing.T) {
	for _, v := range awkward {
		t.Run(v.PrincipalARN+" "+v.RoleName, func(t *testing.T) {
			want := made{RoleName: v.RoleName, Session: 3600, Trust: wantTrust(v),
				Permissions: wantPermissions()}
			for name, got := range documents(t, v) {
				if !reflect.DeepEqual(got, want) {
					t.Errorf("%s makes\n%+v\nwant\n%+v", name, got, want)
				}
			}
		})
	}
}

// TestPublishedNameIsInOnePlace: the role's name is filled in by replacing the published one, which
// would hide a file that names the role twice and reads only one of them.
func TestPublishedNameIsInOnePlace(t *testing.T) {
	for _, name := range []string{"pagewatch-role.yaml", "pagewatch-role.tf", "pagewatch-role.sh"} {
		if n := strings.Count(published(t, name), "PagewatchReadAlarms"); n != 1 {
			t.Errorf("%s has the role's name %d times, want once", name, n)
		}
	}
}

func TestSetupOnTheWire(t *testing.T) {
	rendered := render(t, values())
	var ids, names []string
	for _, f := range rendered.Files {
		ids, names = append(ids, f.ID), append(names, f.Name)
	}
	if want := []string{"cloudformation", "terraform", "cli", "trust",
		"permissions"}; !reflect.DeepEqual(ids, want) {
		t.Errorf("ids %q, want %q", ids, want)
	}
	entries, err := customer.Files.ReadDir(".")
	if err != nil || len(entries) != len(names) {
		t.Errorf("%d files are published and %q rendered: %v", len(entries), names, err)
	}
	rendered.Files = rendered.Files[:1]
	rendered.Files[0].Text = "…"
	raw, err := json.Marshal(rendered)
	want :=
		`{"roleName":"PagewatchReadAlarms","files":[{"id":"cloudformation","name":"pagewatch-role.yaml","text":"…"}]}`
	if err != nil || string(raw) != want {
		t.Errorf("on the wire %s, %v, want %s", raw, err, want)
	}
}

func TestRenderRefuses(t *testing.T) {
	const published = "https://templates.s3.eu-central-1.amazonaws.com/pagewatch-role.yaml"
	id := func(s string) func(*setup.Values) {
		return func(v *setup.Values) { v.ExternalID = secret.New(s) }
	}
	principal := func(s string) func(*setup.Values) {
		return func(v *setup.Values) { v.PrincipalARN = s }
	}
	role := func(s string) func(*setup.Values) { return func(v *setup.Values) { v.RoleName = s } }
	template := func(s string) func(*setup.Values) {
		return func(v *setup.Values) { v.TemplateURL = s }
	}
	tests := map[string][]func(*setup.Values){
		"the External ID ": {
			func(v *setup.Values) { v.ExternalID = secret.Value{} },
			id(ourID + "\n"), id(ourID + `"`), id(ourID + "'"), id("x" + ourID), id(ourID[:55]),
			id(ourID + "a"), id(strings.ToUpper(ourID)),
			id(strings.Replace(ourID, "a", "$", 1)), id(strings.Replace(ourID, "a", "*", 1)),
			id(strings.Replace(ourID, "a", "1", 1)),
			id("7d9c1c1e-32b4-4a43-a3a5-6a2a4e6f3b10"), id("PASTE_EXTERNAL_ID"),
		},
		"the principal ": {
			principal(""), principal(ourPrincipal + "\n"), principal(ourPrincipal + "*"),
			principal(ourPrincipal + "?"), principal(ourPrincipal + `"`),
			principal(ourPrincipal + "'"), principal(ourPrincipal + "`"),
			principal(ourPrincipal + "${x}"), principal(ourPrincipal + `\`),
			principal(ourPrincipal + " # x"), principal(ourPrincipal + "é"),
			principal("arn:aws:iam::000011112222:root"),
			principal("arn:aws:iam::*:role/Pagewatch"),
			principal("arn:aws:iam::00001111222:role/Pagewatch"), principal("PASTE_PRINCIPAL_ARN"),
			principal("arn:aws:sts::000011112222:assumed-role/Pagewatch/x"),
			principal("arn:aws-moon:iam::000011112222:role/Pagewatch"),
			principal("arn:aws:iam::000011112222:role/" + strings.Repeat("x", 576)),
		},
		"the name of the role ": {
			role(""), role("a b"), role("a/b"), role("a'b"), role(`a"b`), role("a$b"), role("a\nb"),
			role("a\n"), role("a*"), role("é"),
			role(strings.Repeat("x", 65)),
		},
		"the template ": {
			template("http" + published[5:]), template("https://example.com/pagewatch-role.yaml"),
			template(published + "?x=y"), template(published + "#x"),
			template("https://example.com/s3.amazonaws.com/x"),
			template("https://a@s3.amazonaws.com/x"),
			template("https://s3.amazonaws.com.example.com/x"),
			template("https://s3.amazonaws.com/"), template("https://s3.amazonaws.com/a b"),
			template("https://templates.s3.cn-north-1.amazonaws.com.cn/x"),
			template("javascript:alert(1)"),
		},
	}
	for field, rows := range tests {
		for i, change := range rows {
			v := values(change)
			rendered, err := setup.Render(v)
			if err == nil || !strings.HasPrefix(err.Error(), field) {
				t.Errorf("%srow %d: error %v, want one that says what is wrong", field, i, err)
			}
			if !reflect.DeepEqual(rendered, setup.Setup{}) {
				t.Errorf("%srow %d: a refusal came with a setup", field, i)
			}
			if id := v.ExternalID.Reveal(); err != nil && id != "" &&
				strings.Contains(err.Error(), id) {
				t.Errorf("%srow %d: the error quotes the External ID", field, i)
			}
		}
	}
}

func TestRoleName(t *testing.T) {
	tests := []struct{ prefix, want string }{
		{"", "PagewatchReadAlarms"},
		{"P", "PagewatchReadAlarms"},
		{"Pagewatch", "PagewatchReadAlarms"},
		{"PagewatchReadAlarms", "PagewatchReadAlarms"},
		{"PagewatchReadAlarms-", "PagewatchReadAlarms-PagewatchReadAlarms"},
		{"pagewatch", "pagewatchPagewatchReadAlarms"},
		{"team-a-", "team-a-PagewatchReadAlarms"},
		{strings.Repeat("x", 45), strings.Repeat("x", 45) + "PagewatchReadAlarms"},
		{strings.Repeat("x", 46), strings.Repeat("x", 46) + "PagewatchReadAlarm"},
		{strings.Repeat("x", 64), strings.Repeat("x", 64)},
		{strings.Repeat("x", 65), strings.Repeat("x", 64)},
	}
	for _, tt := range tests {
		got := setup.RoleName(tt.prefix)
		if got != tt.want {
			t.Errorf("prefix %q: %q, want %q", tt.prefix, got, tt.want)
		}
		if rendered := render(t,
			values(func(v *setup.Values) { v.RoleName = got })); rendered.RoleName != got {
			t.Errorf("prefix %q: the setup says %q", tt.prefix, rendered.RoleName)
		}
	}
}
