package connection_test

import (
	"errors"
	"strings"
	"testing"

	"pagewatch/internal/connection"
	"pagewatch/internal/connection/connectiontest"
	"pagewatch/internal/input"
	"pagewatch/internal/secret"
)

func TestDraftRefusals(t *testing.T) {
	role, user := connectiontest.Role, connectiontest.User
	rows := []struct {
		name   string
		draft  connection.Draft
		change func(*connection.Draft)
		field  string
	}{
		{"no name", role(), func(d *connection.Draft) { d.Name = "" }, "name"},
		{"blank name", role(), func(d *connection.Draft) { d.Name = "  " }, "name"},
		{"outer space in the name", role(), func(d *connection.Draft) { d.Name = " x" }, "name"},
		{"control character in the name", role(), func(d *connection.Draft) { d.Name = "a\nb" },
			"name"},
		{"a name read backwards", role(), func(d *connection.Draft) { d.Name = "a\u202eb" },
			"name"},
		{"zero-width space in the name", role(),
			func(d *connection.Draft) { d.Name = "a\u200bb" }, "name"},
		{"broken UTF-8 in the name", role(), func(d *connection.Draft) { d.Name = "a\xff" },
			"name"},
		{"joiner in a Latin name", role(), func(d *connection.Draft) { d.Name = "a\u200db" },
			"name"},
		{"variation selector in the name", role(),
			func(d *connection.Draft) { d.Name = "a\ufe0fb" }, "name"},
		{"no-break space in the name", role(),
			func(d *connection.Draft) { d.Name = "a\u00a0b" }, "name"},
		{"a name of an empty pattern", role(), func(d *connection.Draft) { d.Name = "\u2800" },
			"name"},
		{"long name", role(), func(d *connection.Draft) { d.Name = strings.Repeat("ä", 81) },
			"name"},
		{"no kind", role(), func(d *connection.Draft) { d.Kind = "" }, "kind"},
		{"unknown kind", role(), func(d *connection.Draft) { d.Kind = "tomorrow" }, "kind"},
		{"no role", role(), func(d *connection.Draft) { d.RoleARN = "" }, "roleArn"},
		{"a user's ARN", role(), func(d *connection.Draft) {
			d.RoleARN = "arn:aws:iam::111122223333:user/x"
		}, "roleArn"},
		{"short account", role(), func(d *connection.Draft) {
			d.RoleARN = "arn:aws:iam::11112222333:role/x"
		}, "roleArn"},
		{"ARN with a newline", role(), func(d *connection.Draft) { d.RoleARN += "\n" }, "roleArn"},
		{"ARN with a space before", role(),
			func(d *connection.Draft) { d.RoleARN = " " + d.RoleARN }, "roleArn"},
		{"long role name", role(), func(d *connection.Draft) {
			d.RoleARN += strings.Repeat("x", 64)
		}, "roleArn"},
		{"long ARN", role(), func(d *connection.Draft) {
			d.RoleARN = "arn:aws:iam::111122223333:role/" + strings.Repeat("p/", 1100) + "x"
		}, "roleArn"},
		{"another partition", role(), func(d *connection.Draft) {
			d.RoleARN = "arn:aws-cn:iam::111122223333:role/x"
		}, "roleArn"},
		{"our own account", role(), func(d *connection.Draft) {
			d.RoleARN = "arn:aws:iam::000011112222:role/Pagewatch"
		}, "roleArn"},
		{"service-linked role", role(), func(d *connection.Draft) {
			d.RoleARN = "arn:aws:iam::111122223333:role/aws-service-role/x.amazonaws.com/y"
		}, "roleArn"},
		{"role with keys", role(), func(d *connection.Draft) { d.AccessKeyID = user().AccessKeyID },
			"accessKeyId"},
		{"no Region", role(), func(d *connection.Draft) { d.Regions = nil }, "regions"},
		{"made-up Region", role(), func(d *connection.Draft) { d.Regions = []string{"xx-fake-9"} },
			"regions"},
		{"Region that is a host", role(), func(d *connection.Draft) {
			d.Regions = []string{"us-east-1.evil.com"}
		}, "regions"},
		{"Region of another partition", role(),
			func(d *connection.Draft) { d.Regions = []string{"cn-north-1"} }, "regions"},
		{"Region twice", role(), func(d *connection.Draft) {
			d.Regions = []string{"us-east-1", "us-east-1"}
		}, "regions"},
		{"too many Regions", role(), func(d *connection.Draft) { d.Regions = make([]string, 41) },
			"regions"},
		{"empty prefix", role(), func(d *connection.Draft) { d.NamePrefixes = []string{""} },
			"namePrefixes"},
		{"prefix twice", role(), func(d *connection.Draft) { d.NamePrefixes = []string{"a", "a"} },
			"namePrefixes"},
		{"control character in a prefix", role(),
			func(d *connection.Draft) { d.NamePrefixes = []string{"a\x00"} }, "namePrefixes"},
		{"long prefix", role(), func(d *connection.Draft) {
			d.NamePrefixes = []string{strings.Repeat("a", 256)}
		}, "namePrefixes"},
		{"too many prefixes", role(), func(d *connection.Draft) {
			d.NamePrefixes = make([]string, 11)
		}, "namePrefixes"},
		{"user with a role", user(), func(d *connection.Draft) { d.RoleARN = role().RoleARN },
			"roleArn"},
		{"temporary key", user(), func(d *connection.Draft) {
			d.AccessKeyID = secret.New("ASIAIOSFODNN7EXAMPLE")
		}, "accessKeyId"},
		{"no key id", user(), func(d *connection.Draft) { d.AccessKeyID = secret.Value{} },
			"accessKeyId"},
		{"key id in small letters", user(),
			func(d *connection.Draft) { d.AccessKeyID = secret.New("akiaiosfodnn7example") },
			"accessKeyId"},
		{"no secret key", user(), func(d *connection.Draft) { d.SecretAccessKey = secret.Value{} },
			"secretAccessKey"},
		{"short secret key", user(), func(d *connection.Draft) {
			d.SecretAccessKey = secret.New("short-planted")
		}, "secretAccessKey"},
	}
	for _, row := range rows {
		row.change(&row.draft)
		var e *input.Error
		if err := row.draft.Validate(connectiontest.Rules()); !errors.As(err, &e) ||
			e.Field != row.field || e.Fence {
			t.Errorf("%s: %v, want an error about %s", row.name, err, row.field)
		} else if strings.Contains(e.Message, "planted") {
			t.Errorf("%s: the error quotes a key", row.name)
		}
	}
}

func TestDraftsAccepted(t *testing.T) {
	rows := map[string]func(*connection.Draft){
		"as it is": func(*connection.Draft) {},
		"role with a path": func(d *connection.Draft) {
			d.RoleARN = "arn:aws:iam::111122223333:role/team/x/Pagewatch"
		},
		"name of 80 characters": func(d *connection.Draft) { d.Name = strings.Repeat("ä", 80) },
		"joiners in the name":   func(d *connection.Draft) { d.Name = "\U0001f469\u200d\U0001f4bb" },
		"two prefixes": func(d *connection.Draft) {
			d.NamePrefixes = []string{"a-", "b-"}
		},
	}
	for name, change := range rows {
		d := connectiontest.Role()
		change(&d)
		if err := d.Validate(connectiontest.Rules()); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := connectiontest.User().Validate(connectiontest.Rules()); err != nil {
		t.Errorf("user: %v", err)
	}
}

// TestTemporaryKeysAreNamed: the error about a temporary key says that it is one.
func TestTemporaryKeysAreNamed(t *testing.T) {
	draft := connectiontest.User()
	draft.AccessKeyID = secret.New("ASIAIOSFODNN7EXAMPLE")
	if err := draft.Validate(connectiontest.Rules()); err == nil ||
		!strings.Contains(err.Error(), "temporary key") {
		t.Errorf("got %v", err)
	}
}

// TestAccessKeyIDs: 16 to 128 capital letters and digits that begin with AKIA
// are accepted, and nothing else.
func TestAccessKeyIDs(t *testing.T) {
	id := func(prefix string, length int) string {
		return prefix + strings.Repeat("9", length-len(prefix))
	}
	for text, accepted := range map[string]bool{
		id("AKIA", 15): false, id("AKIA", 16): true, id("AKIA", 20): true, id("AKIAX", 128): true,
		id("AKIA", 129): false,
		id("AKIB", 20):  false, id("AKIAx", 20): false, id("AKIA-", 20): false,
		id("xAKIA", 20): false,
	} {
		draft := connectiontest.User()
		draft.AccessKeyID = secret.New(text)
		err := draft.Validate(connectiontest.Rules())
		if (err == nil) != accepted || err != nil &&
			!strings.Contains(err.Error(),
				"It begins with AKIA and has 16 to 128 capital letters and digits.") {
			t.Errorf("%q of %d: %v, want accepted: %v", text, len(text), err, accepted)
		}
	}
}

func TestOperatorForbidsUserKeys(t *testing.T) {
	rules := connectiontest.Rules()
	rules.AWS.ForbidUserKeys = true
	if err := connectiontest.User().Validate(rules); !errors.Is(err,
		connection.ErrUserKeysForbidden) {
		t.Errorf("got %v, want ErrUserKeysForbidden", err)
	}
	if err := connectiontest.Role().Validate(rules); err != nil {
		t.Errorf("a role was refused: %v", err)
	}
}

func FuzzRoleARN(f *testing.F) {
	f.Add(connectiontest.Role().RoleARN)
	f.Add("arn:aws:iam::111122223333:role/a/../b")
	f.Add("arn:aws:iam::000011112222:role/ours")
	f.Add("arn:aws:iam::111122223333:role/a\n")
	f.Fuzz(func(t *testing.T, arn string) {
		d := connectiontest.Role()
		d.RoleARN = arn
		if d.Validate(connectiontest.Rules()) != nil {
			t.Log("refused")
			return
		}
		t.Log("accepted")
		if strings.ContainsAny(arn, "\n\r\t \x00") || !strings.HasPrefix(arn, "arn:aws:iam::") ||
			strings.HasPrefix(arn, "arn:aws:iam::000011112222:") {
			t.Errorf("accepted %q", arn)
		}
	})
}
