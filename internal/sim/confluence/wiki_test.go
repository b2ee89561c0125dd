package confluence_test

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"pagewatch/internal/sim/confluence"
)

func now() time.Time { return time.Date(2026, 11, 21, 10, 0, 0, 0, time.UTC) }

func open(t *testing.T, path string) *confluence.Wiki {
	t.Helper()
	w, err := confluence.Open(path, now)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func person(t *testing.T, key string) confluence.Person {
	t.Helper()
	p, ok := confluence.PersonByKey(key)
	if !ok {
		t.Fatalf("nobody is called %s", key)
	}
	return p
}

func space(t *testing.T, key string) confluence.Space {
	t.Helper()
	s, ok := confluence.SpaceByKey(key)
	if !ok {
		t.Fatalf("no space %s", key)
	}
	return s
}

// withMacro is a page with one configured macro.
func withMacro() confluence.Page {
	return confluence.Page{Title: "Runbook", Blocks: []confluence.Block{
		{Type: "p", Text: "<script>alert(1)</script> and `code`"},
		{Type: "macro", Macro: &confluence.Macro{
			LocalID: "l-1", Module: "alarms", Config: json.RawMessage(goodConfig)}},
	}}
}

// TestRestartKeepsPages opens the same file again.
func TestRestartKeepsPages(t *testing.T) {
	path := filepath.Join(t.TempDir(), "wiki.json")
	first := open(t, path)
	if !first.Fresh() {
		t.Error("a new wiki is not fresh")
	}
	created, err := first.Create(person(t, "ada"), space(t, "PAY"), withMacro())
	if err != nil {
		t.Fatal(err)
	}
	second := open(t, path)
	kept, err := second.Page(person(t, "ravi"), created.ID)
	if err != nil || second.Fresh() {
		t.Fatalf("got %v, fresh %v", err, second.Fresh())
	}
	var config, want any
	_ = json.Unmarshal(kept.Blocks[1].Macro.Config, &config)
	_ = json.Unmarshal([]byte(goodConfig), &want)
	if a, _ := json.Marshal(config); kept.Title != "Runbook" ||
		string(a) != string(mustMarshal(t, want)) {
		t.Errorf("got %+v with config %s", kept, a)
	}
}

func mustMarshal(t *testing.T, v any) []byte {
	t.Helper()
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// TestDamagedFile checks that a damaged file is refused and unchanged.
func TestDamagedFile(t *testing.T) {
	for _, content := range []string{"", "{", "[]", `{"pages":[],"nextId":1,"extra":2}`} {
		path := filepath.Join(t.TempDir(), "wiki.json")
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := confluence.Open(path, now)
		if err == nil || !strings.Contains(err.Error(), path) ||
			!strings.Contains(err.Error(), "damaged") {
			t.Errorf("%q: got %v, want an error that names the file", content, err)
		}
		if left, _ := os.ReadFile(path); string(left) != content {
			t.Errorf("%q was overwritten with %q", content, left)
		}
	}
	if _, err := confluence.Open(t.TempDir(), now); err == nil {
		t.Error("a folder was opened as the file")
	}
}

// TestFailedWriteChangesNothing checks that memory equals the disk after a failed write.
func TestFailedWriteChangesNothing(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "data")
	if err := os.Mkdir(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	w := open(t, filepath.Join(folder, "wiki.json"))
	before := len(w.Pages(person(t, "ada"), space(t, "PAY")))
	if err := os.RemoveAll(folder); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Create(person(t, "ada"), space(t, "PAY"), withMacro()); err == nil {
		t.Fatal("a page was created without a disk")
	}
	if after := len(w.Pages(person(t, "ada"), space(t, "PAY"))); after != before {
		t.Errorf("%d pages in memory, want %d", after, before)
	}
}

// TestLeftoverTemporaryFile checks that the temporary file of a killed process does no harm.
func TestLeftoverTemporaryFile(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "wiki.json")
	open(t, path)
	if err := os.WriteFile(path+".123", []byte("{half"), 0o600); err != nil {
		t.Fatal(err)
	}
	if open(t, path).Fresh() {
		t.Error("the wiki was begun anew")
	}
}

func TestPublish(t *testing.T) {
	w := open(t, filepath.Join(t.TempDir(), "wiki.json"))
	page, err := w.Create(person(t, "ada"), space(t, "PAY"), withMacro())
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name, who string
		change    func(*confluence.Page)
		want      error
	}{
		{"a reader may not", "ravi", nil, confluence.ErrForbidden},
		{"a stranger sees nothing", "lena", nil, confluence.ErrNotFound},
		{"a visitor sees nothing", "anonymous", nil, confluence.ErrNotFound},
		{"no such page", "ada", func(p *confluence.Page) { p.ID = "1" }, confluence.ErrNotFound},
		{"an old version", "ada", func(p *confluence.Page) { p.Version = 0 },
			confluence.ErrConflict},
		{"no title", "ada", func(p *confluence.Page) { p.Title = "" }, confluence.ErrInvalidPage},
		{"a long title", "ada", func(p *confluence.Page) { p.Title = strings.Repeat("x", 256) },
			confluence.ErrInvalidPage},
		{"many blocks", "ada", func(p *confluence.Page) {
			p.Blocks = make([]confluence.Block, 201)
		}, confluence.ErrInvalidPage},
		{"unknown block", "ada", func(p *confluence.Page) { p.Blocks[0].Type = "script" },
			confluence.ErrInvalidPage},
		{"macro without macro", "ada", func(p *confluence.Page) { p.Blocks[1].Macro = nil },
			confluence.ErrInvalidPage},
		{"paragraph with macro", "ada", func(p *confluence.Page) { p.Blocks[1].Type = "p" },
			confluence.ErrInvalidPage},
		{"long text", "ada", func(p *confluence.Page) {
			p.Blocks[0].Text = strings.Repeat("x", 20001)
		}, confluence.ErrInvalidPage},
		{"local id", "ada", func(p *confluence.Page) { p.Blocks[1].Macro.LocalID = `"]` },
			confluence.ErrInvalidPage},
		{"module", "ada", func(p *confluence.Page) { p.Blocks[1].Macro.Module = "" },
			confluence.ErrInvalidPage},
		{"config", "ada", func(p *confluence.Page) {
			p.Blocks[1].Macro.Config = []byte(`{"a":null}`)
		}, confluence.ErrInvalidConfig},
		{"twice the local id", "ada", func(p *confluence.Page) { p.Blocks[0] = p.Blocks[1] },
			confluence.ErrInvalidPage},
		{"macro without config", "ada", func(p *confluence.Page) { p.Blocks[1].Macro.Config = nil },
			nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			edited := withMacro()
			edited.ID, edited.Version = page.ID, page.Version
			if tt.change != nil {
				tt.change(&edited)
			}
			published, err := w.Publish(person(t, tt.who), edited)
			if !errors.Is(err, tt.want) {
				t.Fatalf("got %v, want %v", err, tt.want)
			}
			if err == nil && published.Version != page.Version+1 {
				t.Errorf("got version %d", published.Version)
			}
		})
	}
}

// TestCopyTakesTheConfigurationAlong copies a page into the other space, as the platform does.
func TestCopyTakesTheConfigurationAlong(t *testing.T) {
	w := open(t, filepath.Join(t.TempDir(), "wiki.json"))
	page, err := w.Create(person(t, "ada"), space(t, "PAY"), withMacro())
	if err != nil {
		t.Fatal(err)
	}
	other, err := w.Copy(person(t, "ada"), page.ID, space(t, "LOG"))
	if err != nil || string(other.Blocks[1].Macro.Config) != goodConfig ||
		other.SpaceID != space(t, "LOG").ID || other.ID == page.ID {
		t.Errorf("got %+v, %v", other, err)
	}
	same, err := w.Copy(person(t, "ada"), page.ID, space(t, "PAY"))
	if err != nil || same.Title != "Copy of Runbook" {
		t.Errorf("got %q, %v", same.Title, err)
	}
	if _, err := w.Copy(person(t, "ravi"), page.ID, space(t, "PAY")); !errors.Is(err,
		confluence.ErrForbidden) {
		t.Errorf("a reader copied a page: %v", err)
	}
	if _, err := w.Copy(person(t, "lena"), page.ID, space(t, "LOG")); !errors.Is(err,
		confluence.ErrNotFound) {
		t.Errorf("a stranger copied a page: %v", err)
	}
	if _, err := w.Create(person(t, "ada"), space(t, "PAY"), confluence.Page{}); !errors.Is(err,
		confluence.ErrInvalidPage) {
		t.Errorf("a page without a title was created: %v", err)
	}
}
