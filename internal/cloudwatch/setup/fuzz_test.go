package setup_test

import (
	"net/url"
	"strings"
	"testing"

	"pagewatch/internal/cloudwatch/setup"
	"pagewatch/internal/secret"
)

// FuzzRender: a value that is filled into files and a link cannot end the quotes around it, or it
// is refused; and no refusal quotes the External ID.
func FuzzRender(f *testing.F) {
	const template = "https://templates.s3.eu-central-1.amazonaws.com/pagewatch-role.yaml"
	f.Add(ourID, ourPrincipal, "PagewatchReadAlarms", template)
	f.Add(ourID, ourPrincipal, "a+=,.@-_b", "")
	f.Add(ourID+`"`, ourPrincipal, "x", "")
	f.Add(ourID, ourPrincipal+"'", "x", "")
	f.Add(ourID, ourPrincipal, "x y", "")
	f.Add(ourID, ourPrincipal, "x", template+"#x")
	f.Add(ourID, ourPrincipal, "x",
		"https://templates.s3.eu-central-1.amazonaws.com.evil.example/x.yaml")
	f.Fuzz(func(t *testing.T, id, principal, role, template string) {
		rendered, err := setup.Render(
			setup.Values{ExternalID: secret.New(id), PrincipalARN: principal, RoleName: role,
				TemplateURL: template})
		if err != nil {
			t.Log("refused")
			if len(rendered.Files) > 0 || len(id) > 20 && strings.Contains(err.Error(), id) {
				t.Errorf("%q: %v", id, err)
			}
			return
		}
		t.Log("accepted")
		if strings.ContainsAny(id+principal+role+template, "\"'`$\\ \t\r\n\x00{}<>;|*!") {
			t.Errorf("filled in %q %q %q %q", id, principal, role, template)
		}
		link, err := url.Parse(rendered.QuickCreate)
		if err != nil || rendered.QuickCreate != "" &&
			(link.Scheme != "https" || !strings.Contains(link.Host, "console")) {
			t.Errorf("the link is %q (%v)", rendered.QuickCreate, err)
		}
		for _, file := range rendered.Files {
			if strings.Contains(file.Text, "PASTE_EXTERNAL_ID") ||
				strings.Contains(file.Text, "PASTE_PRINCIPAL_ARN") {
				t.Errorf("%s is not filled in", file.Name)
			}
		}
	})
}
