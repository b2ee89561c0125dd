package setup_test

import (
	"encoding/json"
	"net/url"
	"strings"
	"testing"

	"pagewatch/internal/cloudwatch/setup"
)

// made is what a file makes in AWS. The policies are decoded by encoding/json, so that they compare
// by meaning.
type made struct {
	RoleName    string
	Session     int // seconds
	Trust       any
	Permissions any
}

// object and list are short names for the types of encoding/json.
type (
	object = map[string]any
	list   = []any
)

// single returns the value of a list of one, which means the same in a policy, and any other list.
func single(l list) any {
	if len(l) == 1 {
		return l[0]
	}
	return l
}

// accepted is the condition on sts:ExternalId.
func accepted(v setup.Values) any {
	if v.FormerID.Empty() {
		return v.ExternalID.Reveal()
	}
	return list{v.ExternalID.Reveal(), v.FormerID.Reveal()}
}

// wantTrust is the trust policy that Pagewatch recommends, written here by hand.
func wantTrust(v setup.Values) any {
	field := strings.Split(v.PrincipalARN, ":")
	return object{
		"Version": "2012-10-17",
		"Statement": list{object{
			"Effect":    "Allow",
			"Principal": object{"AWS": "arn:" + field[1] + ":iam::" + field[4] + ":root"},
			"Action":    "sts:AssumeRole",
			"Condition": object{
				"StringEquals": object{"sts:ExternalId": accepted(v)},
				"ArnEquals":    object{"aws:PrincipalArn": v.PrincipalARN},
			},
		}},
	}
}

func wantPermissions() any {
	return object{
		"Version": "2012-10-17",
		"Statement": list{
			object{"Effect": "Allow", "Action": "cloudwatch:DescribeAlarms", "Resource": "*"}},
	}
}

// documents reads each file as its own tool does, and returns what it would make.
func documents(t testing.TB, v setup.Values) map[string]made {
	t.Helper()
	rendered := render(t, v)
	return map[string]made{
		"cloudformation": cloudFormation(t, file(t, rendered, "cloudformation"), nil),
		"terraform":      terraform(t, file(t, rendered, "terraform")),
		"cli":            newShell(t, file(t, rendered, "cli")).run().made(),
		"policies": {RoleName: v.RoleName, Session: 3600,
			Trust:       parse(t, file(t, rendered, "trust")),
			Permissions: parse(t, file(t, rendered, "permissions"))},
	}
}

func parse(t testing.TB, document string) any {
	t.Helper()
	var v any
	if err := json.Unmarshal([]byte(document), &v); err != nil {
		t.Fatalf("%v in %s", err, document)
	}
	return v
}

func marshal(t testing.TB, v any) string {
	t.Helper()
	raw, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// quickCreateParameters reads the parameters from a link as the console does: they follow the # and
// a ?.
func quickCreateParameters(t testing.TB, link string) map[string]string {
	t.Helper()
	u, err := url.Parse(link)
	if err != nil {
		t.Fatal(err)
	}
	_, raw, _ := strings.Cut(u.EscapedFragment(), "?")
	query, err := url.ParseQuery(raw)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for name := range query {
		if parameter, ok := strings.CutPrefix(name, "param_"); ok {
			out[parameter] = query.Get(name)
		}
	}
	return out
}
