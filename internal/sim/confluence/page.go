package confluence

import (
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"time"
)

// Page is one page of a space. Its JSON form is what the state file holds and what the editor
// sends.
type Page struct {
	ID        string    `json:"id"`
	SpaceID   string    `json:"spaceId"`
	Title     string    `json:"title"`
	Version   int       `json:"version"`
	UpdatedBy string    `json:"updatedBy"`
	UpdatedAt time.Time `json:"updatedAt"`
	Blocks    []Block   `json:"blocks"`
}

// Block is a paragraph, a heading, a list, a table, or a macro. Lists hold one item a line; tables
// one row a line, cells divided by "|", the first row being the heading.
type Block struct {
	Type  string `json:"type"`
	Text  string `json:"text,omitempty"`
	Macro *Macro `json:"macro,omitempty"`
	// Inline are the macros inside a paragraph's text, where a U+FFFC stands for each, in their
	// order.
	Inline []Macro `json:"inline,omitempty"`
}

// placeholder stands for a macro in a text: Unicode's "object replacement character".
const placeholder = "\uFFFC"

// macros returns the block's macros in their order.
func (b Block) macros() []Macro {
	if b.Macro != nil {
		return []Macro{*b.Macro}
	}
	return b.Inline
}

// Macro is an app's macro on a page. As on the platform, its configuration lives in the page:
// whoever reads the page can read it, and it is copied with the page.
type Macro struct {
	// LocalID tells the macros of a page apart. A copied page keeps it.
	LocalID string `json:"localId"`
	// Module is the key of the manifest's macro module.
	Module string `json:"module"`
	// Config is what the app submitted; absent until then.
	Config json.RawMessage `json:"config,omitempty"`
	// AutoConvertLink is the pasted address that became this macro. It stays in the page.
	AutoConvertLink string `json:"autoConvertLink,omitempty"`
}

// ErrInvalidPage marks a page that cannot be saved; its text names the culprit.
var ErrInvalidPage = errors.New("invalid page")

const (
	macroBlock = "macro"
	maxBlocks  = 200
	maxTitle   = 255
	maxText    = 20000
	maxLink    = 8000
)

var (
	textBlocks = map[string]bool{"h2": true, "h3": true, "p": true, "list": true, "steps": true,
		"table": true, "code": true, "note": true}
	localIDRE = regexp.MustCompile(`^[A-Za-z0-9-]{1,64}$`)
	moduleRE  = regexp.MustCompile(`^[A-Za-z0-9_-]{1,100}$`)
)

// validate refuses what the editor cannot have made.
func (p Page) validate() error {
	if p.Title == "" || len(p.Title) > maxTitle {
		return fmt.Errorf("%w: a title has 1 to %d bytes", ErrInvalidPage, maxTitle)
	}
	if len(p.Blocks) > maxBlocks {
		return fmt.Errorf("%w: more than %d blocks", ErrInvalidPage, maxBlocks)
	}
	seen := map[string]bool{}
	for i, b := range p.Blocks {
		if err := b.validate(); err != nil {
			return fmt.Errorf("%w: block %d: %w", ErrInvalidPage, i, err)
		}
		for _, m := range b.macros() {
			if seen[m.LocalID] {
				return fmt.Errorf("%w: block %d: two macros share a local id", ErrInvalidPage, i)
			}
			seen[m.LocalID] = true
		}
	}
	return nil
}

func (b Block) validate() error {
	switch {
	case b.Type != macroBlock && !textBlocks[b.Type]:
		return fmt.Errorf("unknown type %q", b.Type)
	case (b.Type == macroBlock) != (b.Macro != nil):
		return errors.New("only a macro block holds a macro")
	case len(b.Text) > maxText:
		return fmt.Errorf("more than %d bytes of text", maxText)
	case b.Type == "p" && strings.Count(b.Text, placeholder) != len(b.Inline),
		b.Type != "p" && len(b.Inline) > 0:
		return errors.New(
			"a paragraph has one U+FFFC for each macro inside it, and nothing else has macros inside")
	}
	for _, m := range b.macros() {
		if err := m.validate(); err != nil {
			return err
		}
	}
	return nil
}

func (m Macro) validate() error {
	switch {
	case !localIDRE.MatchString(m.LocalID):
		return errors.New("malformed local id")
	case !moduleRE.MatchString(m.Module):
		return errors.New("malformed module key")
	case len(m.AutoConvertLink) > maxLink:
		return fmt.Errorf("a pasted address of more than %d bytes", maxLink)
	case m.Config == nil:
		return nil
	}
	return CheckConfig(m.Config)
}
