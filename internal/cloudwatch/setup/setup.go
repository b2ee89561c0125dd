// Package setup renders the instructions for a customer's AWS account: the files of
// deploy/customer, and a link that opens the published template in the AWS console.
//
// The same values go into YAML, HCL, a shell script, JSON and a URL. They are not escaped for each
// language: each value must match a pattern that excludes every special character of all of them,
// and any other value is refused.
package setup

import (
	"fmt"
	"strings"

	"pagewatch/deploy/customer"
	"pagewatch/internal/cloudwatch/account"
	"pagewatch/internal/cloudwatch/region"
	"pagewatch/internal/secret"
)

// Values are filled into the files of one space.
type Values struct {
	// ExternalID is the space's: pw-<site part>-<space part>. Required.
	ExternalID secret.Value
	// FormerID is the one that a rotation replaces by ExternalID: the files let both in. Optional.
	FormerID secret.Value
	// PrincipalARN is the IAM role or user that assumes the customers' roles. Required; its
	// partition is the customers'.
	PrincipalARN string
	// RoleName is the name of the role to make; see RoleName. Required.
	RoleName string
	// TemplateURL is where pagewatch-role.yaml is published in S3. Optional: without it no
	// quick-create link is rendered.
	TemplateURL string
}

// Setup is the instructions for AWS, ready to be shown.
type Setup struct {
	// RoleName is the name of the role that the files make.
	RoleName string `json:"roleName"`
	// QuickCreate opens the published template in the AWS console, filled in. It is empty if the
	// template is not published.
	QuickCreate string `json:"quickCreate,omitempty"`
	// ExternalIDs is the templates' value for a role that has to accept two, during a rotation;
	// empty otherwise.
	ExternalIDs string `json:"externalIds,omitempty"`
	// Files are alternatives, except for the last two, which go together.
	Files []File `json:"files"`
}

// File is a file of deploy/customer with its values filled in.
type File struct {
	// ID is cloudformation, terraform, cli, trust or permissions.
	ID string `json:"id"`
	// Name is the file name to save it as.
	Name string `json:"name"`
	// Text is the content.
	Text string `json:"text"`
}

// files are the files in display order.
var files = []File{
	{ID: "cloudformation", Name: "pagewatch-role.yaml"},
	{ID: "terraform", Name: "pagewatch-role.tf"},
	{ID: "cli", Name: "pagewatch-role.sh"},
	{ID: "trust", Name: "trust-policy.json"},
	{ID: "permissions", Name: "permissions-policy.json"},
}

// Render fills in the files and the link. It refuses a value that does not match its pattern, so
// that no value can end the quotes around it. Errors name the value, and never quote the External
// ID.
func Render(v Values) (Setup, error) {
	p, err := v.check()
	if err != nil {
		return Setup{}, err
	}
	setup := Setup{RoleName: v.RoleName}
	if !v.FormerID.Empty() {
		setup.ExternalIDs = v.externalIDs()
	}
	if v.TemplateURL != "" && v.FormerID.Empty() { // it makes a new role
		setup.QuickCreate = quickCreate(v, p.partition)
	}
	// A Replacer does not rescan what it has filled in, so a value that reads like a placeholder
	// stays as it is.
	fill := strings.NewReplacer(
		// Commented out in the published template: see there.
		`# Default: "PASTE_EXTERNAL_ID"`, `Default: "`+v.externalIDs()+`"`,
		`# Default: "PASTE_PRINCIPAL_ARN"`, `Default: "`+v.PrincipalARN+`"`,
		`"sts:ExternalId": "PASTE_EXTERNAL_ID"`, `"sts:ExternalId": `+v.condition(),
		"PASTE_EXTERNAL_ID", v.externalIDs(),
		"PASTE_PRINCIPAL_ARN", v.PrincipalARN,
		"PASTE_PRINCIPAL_ACCOUNT", p.account,
		"PASTE_PARTITION", p.partition.ID,
		defaultRoleName, v.RoleName,
	)
	for _, f := range files {
		text, err := customer.Files.ReadFile(f.Name)
		if err != nil {
			return Setup{}, fmt.Errorf("reading a template: %w", err)
		}
		f.Text = fill.Replace(string(text))
		setup.Files = append(setup.Files, f)
	}
	return setup, nil
}

// externalIDs are the External IDs as the templates take them: a second one after a comma.
func (v Values) externalIDs() string {
	if v.FormerID.Empty() {
		return v.ExternalID.Reveal()
	}
	return v.ExternalID.Reveal() + "," + v.FormerID.Reveal()
}

// condition is the JSON of the condition on sts:ExternalId.
func (v Values) condition() string {
	if v.FormerID.Empty() {
		return `"` + v.ExternalID.Reveal() + `"`
	}
	return "[\n            \"" + v.ExternalID.Reveal() + "\",\n            \"" +
		v.FormerID.Reveal() + "\"\n          ]"
}

// Page is the settings page's part about linking an AWS account.
type Page struct {
	ExternalID     string          `json:"externalId"`
	Principal      PagePrincipal   `json:"principal"`
	Partition      string          `json:"partition"`
	Regions        []region.Region `json:"regions"`
	AWSUserAllowed bool            `json:"awsUserAllowed"`
	RolePrefix     string          `json:"rolePrefix"`
	Setup          Setup           `json:"setup"`
}

// PagePrincipal names the principal that assumes the customers' roles.
type PagePrincipal struct {
	ARN string `json:"arn"`
}

// NewPage returns the page for a space with this External ID, under the operator's rules. During a
// rotation, a former External ID makes it the page for roles that exist.
func NewPage(externalID, former secret.Value, rules account.Rules, templateURL string) (Page,
	error) {
	rendered, err := Render(Values{
		ExternalID: externalID, FormerID: former, PrincipalARN: rules.Principal,
		RoleName: RoleName(rules.RolePrefix), TemplateURL: templateURL,
	})
	if err != nil {
		return Page{}, err
	}
	return Page{
		ExternalID: externalID.Reveal(), Principal: PagePrincipal{rules.Principal},
		Partition: rules.Partition.ID, Regions: rules.Partition.Regions(),
		AWSUserAllowed: !rules.ForbidUserKeys, RolePrefix: rules.RolePrefix, Setup: rendered,
	}, nil
}
