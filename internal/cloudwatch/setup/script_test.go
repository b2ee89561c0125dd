package setup_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"pagewatch/internal/cloudwatch/setup"
	"pagewatch/internal/secret"
)

const roleARN = "arn:aws:iam::111122223333:role/PagewatchReadAlarms"

// lastLine is where the script prints the role's ARN.
func lastLine(text string) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	return lines[len(lines)-1]
}

// TestScriptRunsAgain runs the script where the role exists. A trust policy that another party
// relies on, such as another space, is never replaced unasked.
func TestScriptRunsAgain(t *testing.T) {
	v := values()
	script := file(t, render(t, v), "cli")
	ours := file(t, render(t, v), "trust")
	others := strings.ReplaceAll(ours, ourID,
		"pw-aaaabbbbccccddddeeeeffff22-mmmmnnnnooooppppqqqqrrrr44")
	several := strings.Replace(ours, `"`+ourID+`"`, `["`+ourID+`", "pw-x"]`, 1)
	tests := []struct {
		name, trust, option, operations, stderr string
		code                                    int
	}{
		{"as we left it", ours, "", "create-role get-role get-role put-role-policy", "", 0},
		{"shared with another space", several, "", "create-role get-role get-role put-role-policy",
			"", 0},
		{"another space's", others, "", "create-role get-role get-role",
			"does not name this External ID", 1},
		{"another space's, replaced", others, "--replace",
			"create-role get-role get-role update-assume-role-policy put-role-policy", "", 0},
		{"as we left it, replaced", ours, "--replace",
			"create-role get-role get-role update-assume-role-policy put-role-policy", "", 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := newShell(t, script).exists(tt.trust)
			if s.run(strings.Fields(tt.option)...); s.code != tt.code ||
				s.operations() != tt.operations || !strings.Contains(s.stderr, tt.stderr) {
				t.Fatalf("code %d after %s, want %d after %s: %s", s.code, s.operations(), tt.code,
					tt.operations, s.stderr)
			}
			if tt.code != 0 {
				return
			}
			if got := lastLine(s.stdout); got != roleARN {
				t.Errorf("the last line is %q", got)
			}
			calls := s.calls()
			if last := calls[len(calls)-1]; !reflect.DeepEqual(parse(t, last.document),
				wantPermissions()) {
				t.Errorf("the policy put is %s", last.document)
			}
			if tt.option == "" {
				return
			}
			if update := calls[3]; update.option("--role-name") != v.RoleName ||
				!reflect.DeepEqual(parse(t, update.document), wantTrust(v)) {
				t.Errorf("the role is updated by %q with %s", update.arguments, update.document)
			}
			if !strings.Contains(s.stdout, tt.trust) {
				t.Error("what was replaced is not shown")
			}
		})
	}
}

// TestScriptInARotation: a role that accepts the old External ID alone gets both with --replace, and
// one that accepts the new one stays as it is.
func TestScriptInARotation(t *testing.T) {
	v := values(func(v *setup.Values) { v.FormerID = secret.New(formerID) })
	script := file(t, render(t, v), "cli")
	both := file(t, render(t, v), "trust")
	old := strings.ReplaceAll(file(t, render(t, values()), "trust"), ourID, formerID)
	if s := newShell(t, script).exists(old).run(); s.code != 1 ||
		!strings.Contains(s.stderr, "does not name this External ID") {
		t.Errorf("code %d: %s", s.code, s.stderr)
	}
	if s := newShell(t, script).exists(both).run(); s.code != 0 {
		t.Errorf("code %d: %s", s.code, s.stderr)
	}
	s := newShell(t, script).exists(old).run("--replace")
	if s.code != 0 || !reflect.DeepEqual(parse(t, s.calls()[3].document), wantTrust(v)) {
		t.Errorf("code %d, the role is updated with %s", s.code, s.calls()[3].document)
	}
}

func TestScriptPrintsTheRole(t *testing.T) {
	s := newShell(t, file(t, render(t, values()), "cli")).run()
	if got := lastLine(s.stdout); s.code != 0 || s.stderr != "" || got != roleARN {
		t.Errorf("code %d, last line %q, errors %q", s.code, got, s.stderr)
	}
}

func TestScriptRefuses(t *testing.T) {
	filled := file(t, render(t, values()), "cli")
	tests := []struct {
		name, script, option, want string
	}{
		{"nothing filled in", published(t, "pagewatch-role.sh"), "",
			"Set external_id to the External ID"},
		{"no principal", strings.Replace(filled, ourPrincipal, "PASTE_PRINCIPAL_ARN", 1), "",
			"Set principal_arn to the ARN"},
		{"an account as principal",
			strings.Replace(filled, ourPrincipal, "arn:aws:iam::000011112222:root", 1), "",
			"Set principal_arn to the ARN"},
		{"a bad name", strings.Replace(filled, "'PagewatchReadAlarms'", "'a b'", 1), "",
			"Set role_name to 1 to 64 letters"},
		{"a name of two lines",
			strings.Replace(filled, "'PagewatchReadAlarms'", "'PagewatchReadAlarms\nand more'", 1),
			"", "Set role_name to 1 to 64 letters"},
		{"an unknown option", filled, "--force", "The only option is --replace"},
	}
	for _, tt := range tests {
		s := newShell(t, tt.script).run(strings.Fields(tt.option)...)
		if s.code != 1 || !strings.Contains(s.stderr, tt.want) || s.stdout != "" ||
			len(s.calls()) != 0 {
			t.Errorf("%s: code %d after %d calls: %q, want %q", tt.name, s.code, len(s.calls()),
				s.stderr, tt.want)
		}
	}
}

// TestScriptPrintsAWSErrors: a refusal by AWS ends the script with AWS's message, and the script
// prints no role as if it had succeeded.
func TestScriptPrintsAWSErrors(t *testing.T) {
	v := values()
	for refused, want := range map[string]string{
		"create-role":               "create-role",
		"put-role-policy":           "create-role put-role-policy",
		"get-role":                  "create-role get-role",
		"update-assume-role-policy": "create-role get-role get-role update-assume-role-policy",
	} {
		s := newShell(t, file(t, render(t, v), "cli"))
		if strings.Contains(want, "get-role") {
			s.exists("{}")
		}
		const refusal = "An error occurred (AccessDenied) when calling the operation: not authorized"
		s.write(filepath.Join(s.record, refused+".error"), refusal, 0o600)
		if s.run("--replace"); s.code == 0 || !strings.Contains(s.stderr, refusal) ||
			s.operations() != want || strings.Contains(s.stdout, roleARN) {
			t.Errorf("%s: code %d after %s: %s", refused, s.code, s.operations(), s.stderr)
		}
	}
}

func TestScriptWithoutAWS(t *testing.T) {
	grep, err := exec.LookPath("grep")
	if err != nil {
		t.Fatal(err)
	}
	s := newShell(t, file(t, render(t, values()), "cli"))
	s.path = t.TempDir() // /usr/bin may well hold an aws
	if err := os.Symlink(grep, filepath.Join(s.path, "grep")); err != nil {
		t.Fatal(err)
	}
	if s.run(); s.code != 1 ||
		!strings.Contains(s.stderr, "The AWS CLI is missing. Use AWS CloudShell") {
		t.Errorf("code %d: %s", s.code, s.stderr)
	}
}
