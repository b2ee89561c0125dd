package setup_test

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// stub is an AWS CLI that records its arguments, one a line, and the documents it is given. It
// answers like the real one: existing.json makes the role exist, and a file named for an operation
// makes it fail.
const stub = `#!/bin/sh
n=$(ls "$RECORD" | grep -c arguments)
for argument in "$@"; do
  printf '%s\n' "$argument" >>"$RECORD/$n.arguments"
  case $argument in file://*) cat "${argument#file://}" >"$RECORD/$n.document" ;; esac
done
if [ -f "$RECORD/$2.error" ]; then cat "$RECORD/$2.error" >&2; exit 254; fi
case "$2" in
create-role)
  if [ -f "$RECORD/existing.json" ]; then
    echo "An error occurred (EntityAlreadyExists) when calling the CreateRole operation: Role with name $4 already exists." >&2
    exit 254
  fi
  echo "arn:aws:iam::111122223333:role/$4" ;;
get-role)
  case "$*" in
  *Role.Arn*) echo "arn:aws:iam::111122223333:role/$4" ;;
  *) cat "$RECORD/existing.json" ;;
  esac ;;
esac
`

// shell runs the script with the stub as the only aws.
type shell struct {
	t              testing.TB
	script         string // a file
	path           string // where programs are looked for
	record         string // the folder of the stub
	scratch        string // where the script may put temporary files
	stdout, stderr string
	code           int
}

func newShell(t testing.TB, script string) *shell {
	t.Helper()
	programs := t.TempDir()
	s := &shell{t: t, script: filepath.Join(t.TempDir(), "pagewatch-role.sh"),
		path: programs + ":/usr/bin:/bin", record: t.TempDir(),
		scratch: filepath.Join(t.TempDir(), "with a space")}
	if err := os.Mkdir(s.scratch, 0o700); err != nil {
		t.Fatal(err)
	}
	s.write(s.script, script, 0o600)
	s.write(filepath.Join(programs, "aws"), stub, 0o700)
	return s
}

func (s *shell) write(path, text string, mode os.FileMode) {
	s.t.Helper()
	if err := os.WriteFile(path, []byte(text), mode); err != nil {
		s.t.Fatal(err)
	}
}

// exists makes the role exist with a trust policy.
func (s *shell) exists(trust string) *shell {
	s.t.Helper()
	s.write(filepath.Join(s.record, "existing.json"), trust, 0o600)
	return s
}

// run runs the script, which must leave no files.
func (s *shell) run(arguments ...string) *shell {
	s.t.Helper()
	cmd := exec.Command("sh", append([]string{s.script}, arguments...)...)
	cmd.Env = []string{"PATH=" + s.path, "RECORD=" + s.record, "TMPDIR=" + s.scratch}
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	var exit *exec.ExitError
	if err := cmd.Run(); err != nil && !errors.As(err, &exit) {
		s.t.Fatal(err)
	}
	s.stdout, s.stderr, s.code = stdout.String(), stderr.String(), cmd.ProcessState.ExitCode()
	left, err := os.ReadDir(s.scratch)
	if err != nil || len(left) != 0 {
		s.t.Errorf("left behind: %v, %v", left, err)
	}
	return s
}

// call is one call of the AWS CLI.
type call struct {
	arguments []string
	document  string
}

// option returns the value after an option.
func (c call) option(name string) string {
	i := slices.Index(c.arguments, name)
	if i < 0 || i+1 == len(c.arguments) {
		return ""
	}
	return c.arguments[i+1]
}

func (s *shell) calls() []call {
	s.t.Helper()
	var out []call
	for {
		base := filepath.Join(s.record, strconv.Itoa(len(out)))
		arguments, err := os.ReadFile(base + ".arguments")
		if errors.Is(err, os.ErrNotExist) {
			return out
		}
		if err != nil {
			s.t.Fatal(err)
		}
		document, err := os.ReadFile(base + ".document")
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			s.t.Fatal(err)
		}
		out = append(out,
			call{strings.Split(strings.TrimSuffix(string(arguments), "\n"), "\n"),
				string(document)})
	}
}

// operations returns the IAM operations in order.
func (s *shell) operations() string {
	s.t.Helper()
	var out []string
	for _, c := range s.calls() {
		if c.arguments[0] != "iam" {
			s.t.Errorf("called %q", c.arguments)
		}
		out = append(out, c.arguments[1])
	}
	return strings.Join(out, " ")
}

// made returns what a first run makes.
func (s *shell) made() made {
	s.t.Helper()
	if s.code != 0 || s.operations() != "create-role put-role-policy" {
		s.t.Fatalf("code %d after %s: %s", s.code, s.operations(), s.stderr)
	}
	create, put := s.calls()[0], s.calls()[1]
	if create.option("--role-name") != put.option("--role-name") ||
		put.option("--policy-name") != "DescribeAlarms" {
		s.t.Errorf("the policy %q is put on another role", put.arguments)
	}
	if create.option("--assume-role-policy-document")[:7] != "file://" ||
		put.option("--policy-document")[:7] != "file://" {
		s.t.Error("a document is not where it belongs")
	}
	session, err := strconv.Atoi(create.option("--max-session-duration"))
	if err != nil {
		s.t.Fatal(err)
	}
	return made{RoleName: create.option("--role-name"), Session: session,
		Trust: parse(s.t, create.document), Permissions: parse(s.t, put.document)}
}
