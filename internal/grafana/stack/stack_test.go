package stack_test

import (
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"slices"
	"strings"
	"testing"
	"time"

	"pagewatch/internal/grafana/stack"
	"pagewatch/internal/grafana/stack/stacktest"
	"pagewatch/internal/input"
	"pagewatch/internal/secret"
)

func TestTokens(t *testing.T) {
	good := stacktest.Token("a").Reveal()
	other := func(i int) string { // with another character at i
		return good[:i] + string(good[i]^1) + good[i+1:]
	}
	longer := good[:37] + "a"
	longer += "_" + hex.EncodeToString(binary.LittleEndian.AppendUint32(nil,
		crc32.ChecksumIEEE([]byte(longer))))
	for text, want := range map[string]string{
		good:               "",
		longer:             "not a token",
		other(10):          "damaged",
		other(38):          "damaged",
		good[:45]:          "incomplete",
		good[:20]:          "incomplete",
		"glsa_":            "incomplete",
		good + "a":         "not a token",
		" " + good:         "not a token",
		"":                 "Give the",
		"glc_eyJvIjoiMSJ9": "cloud access policy",
		"eyJ" + "x":        "older Grafana",
		"Bearer " + good:   "not a token",
	} {
		err := stack.CheckToken("token", secret.New(text))
		switch {
		case want == "" && err != nil, want != "" && err == nil:
			t.Errorf("%q: %v, want %q", text, err, want)
		case want != "" && !strings.Contains(err.Error(), want):
			t.Errorf("%q: %v, want %q", text, err, want)
		case err != nil && len(text) > 5 && strings.Contains(err.Error(), text):
			t.Errorf("%q is quoted: %v", text, err)
		}
	}
}

// TestMadeUpTokens: a made-up token is well-formed, and another one each time.
func TestMadeUpTokens(t *testing.T) {
	one, other := stack.MadeUp(), stack.MadeUp()
	if err := stack.CheckToken("token", one); err != nil || one.Reveal() == other.Reveal() {
		t.Error(err)
	}
}

// TestUIDs: the UIDs that go into requests, links and fences.
func TestUIDs(t *testing.T) {
	for text, want := range map[string]bool{
		"a": true, "A-z_9": true, strings.Repeat("a", 40): true, "": false, "a.b": false, "..": false,
		"a/b": false, "a%2fb": false, "a b": false, "a\n": false, "ä": false, "a?b": false,
		strings.Repeat("a", 41): false} {
		if stack.IsUID(text) != want {
			t.Errorf("%q: %v", text, !want)
		}
	}
}

// TestUsableRecords: a record without a host or a token is no connection.
func TestUsableRecords(t *testing.T) {
	whole := stack.Record{}.With(draft())
	noHost, noToken := whole, whole
	noHost.Stack, noToken.Token = "", ""
	if !whole.Usable() || noHost.Usable() || noToken.Usable() {
		t.Error("usable without a host or a token")
	}
}

// TestRecordsShareNoMemory: a later change of a draft, or of what is shown, changes no record.
func TestRecordsShareNoMemory(t *testing.T) {
	d := draft()
	kept := stack.Record{}.With(d)
	d.Folders[0].UID = "draft"
	kept.Shown().Folders[0].UID = "shown"
	if uid := kept.Folders[0].UID; uid != "prod" {
		t.Errorf("the fence is %q", uid)
	}
}

func TestDatesOfATokensEnd(t *testing.T) {
	now := time.Date(2026, 11, 29, 23, 59, 0, 0, time.UTC)
	for date, want := range map[stack.Date]struct {
		days int
		soon bool
	}{
		"":           {0, false},
		"2027-01-01": {33, false},
		"2026-12-14": {15, false},
		"2026-12-13": {14, true},
		"2026-11-30": {1, true},
		"2026-11-29": {0, true},
		"2026-11-28": {-1, true},
		"soon":       {0, false},
	} {
		if days, soon := date.DaysLeft(now); days != want.days || soon != want.soon {
			t.Errorf("%q: %d, %v", date, days, soon)
		}
	}
}

// TestATokenThatHasEnded: no day that has passed is entered, nor kept for a new token. A connection
// whose token has ended is still one that can be changed.
func TestATokenThatHasEnded(t *testing.T) {
	now := time.Date(2026, 11, 29, 23, 59, 0, 0, time.UTC)
	const past, today = "2026-11-28", "2026-11-29"
	with := func(token string, end stack.Date) stack.Draft {
		return stack.Draft{Token: stacktest.Token(token), Expires: end}
	}
	for name, row := range map[string]struct {
		stored, next stack.Draft
		field        string
	}{
		"a new connection":           {stack.Draft{}, with("a", past), "expires"},
		"one that ends today":        {stack.Draft{}, with("a", today), ""},
		"one without an end":         {stack.Draft{}, with("a", ""), ""},
		"a day that is none":         {stack.Draft{}, with("a", "soon"), ""},
		"a past day is entered":      {with("a", today), with("a", past), "expires"},
		"another past day":           {with("a", "2026-11-01"), with("a", past), "expires"},
		"it has ended, a new name":   {with("a", past), with("a", past), ""},
		"it has ended, a new day":    {with("a", past), with("a", today), ""},
		"a new token with no end":    {with("a", past), with("b", ""), ""},
		"a new token, the old end":   {with("a", past), with("b", past), "expires"},
		"a new token with a new end": {with("a", past), with("b", today), ""},
	} {
		t.Log(name)
		expect(t, row.next.CheckEnd(row.stored, now), row.field)
	}
}

func draft() stack.Draft {
	return stack.Draft{Stack: "https://example.grafana.net", Token: stacktest.Token("a"),
		Expires: "2027-01-01", Folders: []stack.Folder{{UID: "prod", Title: "Production"}}}
}

func TestDrafts(t *testing.T) {
	long := make([]stack.Folder, 51)
	for i := range long {
		long[i].UID = fmt.Sprint("f", i)
	}
	for field, change := range map[string]func(*stack.Draft){
		"":        func(*stack.Draft) {},
		"stack":   func(d *stack.Draft) { d.Stack = "https://example.com" },
		"token":   func(d *stack.Draft) { d.Token = secret.New("glsa_x") },
		"expires": func(d *stack.Draft) { d.Expires = "2026-02-30" },
		"folders": func(d *stack.Draft) { d.Folders = long },
	} {
		d := draft()
		change(&d)
		expect(t, d.Validate(), field)
	}
	for name, folders := range map[string][]stack.Folder{
		"a path":    {{UID: "../x"}},
		"no uid":    {{Title: "x"}},
		"twice":     {{UID: "a"}, {UID: "a", Title: "other"}},
		"long":      {{UID: "a", Title: strings.Repeat("x", 201)}},
		"control":   {{UID: "a", Title: "x\ny"}},
		"backwards": {{UID: "a", Title: "x\u202ey"}},
	} {
		d := draft()
		d.Folders = folders
		if d.Validate() == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}

func expect(t *testing.T, err error, field string) {
	t.Helper()
	var wrong *input.Error
	if errors.As(err, &wrong) != (field != "") || wrong != nil && wrong.Field != field {
		t.Errorf("got %v, want an error about %q", err, field)
	}
}

func TestChanges(t *testing.T) {
	kept := stack.Record{}.With(draft())
	moved, same, token := "https://other.grafana.net/", "https://example.grafana.net/",
		stacktest.Token("b")
	old := stacktest.Token("a")
	folders := []stack.Folder{{UID: "prod", Title: "Renamed"}}
	fewer := []stack.Folder{}
	end := stack.Date("2028-01-01")
	for _, row := range []struct {
		name    string
		change  stack.Change
		field   string
		reaches bool
	}{
		{"nothing", stack.Change{}, "", false},
		{"another stack alone", stack.Change{Stack: &moved}, "token", false},
		{"the same stack", stack.Change{Stack: &same}, "", false},
		{"another stack and token", stack.Change{Stack: &moved, Token: &token}, "", true},
		{"another stack, the same token", stack.Change{Stack: &moved, Token: &old}, "", true},
		{"another token", stack.Change{Token: &token}, "", true},
		{"the same token", stack.Change{Token: &old}, "token", false},
		{"the same stack and token", stack.Change{Stack: &same, Token: &old}, "token", false},
		{"a title", stack.Change{Folders: &folders}, "", false},
		{"fewer folders", stack.Change{Folders: &fewer}, "", true},
		{"the end", stack.Change{Expires: &end}, "", false},
	} {
		next, err := row.change.Apply(kept.Draft())
		expect(t, err, row.field)
		if err == nil && kept.Reaches(next) != row.reaches {
			t.Errorf("%s: reaches %v", row.name, !row.reaches)
		}
	}
}

// TestRecords: what people see has no token, and what a test covers has all that reaches a stack.
func TestRecords(t *testing.T) {
	kept := stack.Record{}.With(draft())
	shown, err := json.Marshal(kept.Shown())
	want := `{"stack":"example.grafana.net","folders":[{"uid":"prod","title":"Production"}],` +
		`"expires":"2027-01-01"}`
	if err != nil || string(shown) != want {
		t.Errorf("shown: %s, %v", shown, err)
	}
	var subject []string
	for _, value := range kept.Target().Subject() {
		subject = append(subject, value.Reveal())
	}
	if want := []string{"example.grafana.net", stacktest.Token("a").Reveal(), "prod"}; !slices.Equal(
		subject, want) {
		t.Errorf("subject: %q", subject)
	}
	if n := len(stack.Steps().Questions()); n != 7 {
		t.Errorf("%d steps", n)
	}
}

// FuzzDraft: what is accepted names one stack, and a day of the calendar.
func FuzzDraft(f *testing.F) {
	f.Add("https://example.grafana.net/", "2027-01-01")
	f.Add("example.grafana.net@evil.example", "soon")
	f.Fuzz(func(t *testing.T, address, expires string) {
		d := draft()
		d.Stack, d.Expires = address, stack.Date(expires)
		if d.Validate() != nil {
			t.Log("refused")
			return
		}
		t.Log("accepted")
		host := stack.Record{}.With(d).Stack
		label, rest, _ := strings.Cut(host, ".")
		if rest != stack.Suffix || len(label) == 0 || len(label) > 29 ||
			strings.Trim(label, "abcdefghijklmnopqrstuvwxyz0123456789") != "" {
			t.Errorf("%q: %q", address, host)
		}
		if len(expires) != 0 && len(expires) != len(time.DateOnly) {
			t.Errorf("%q is no day", expires)
		}
	})
}
