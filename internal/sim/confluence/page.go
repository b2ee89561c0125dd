package confluence

import (
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"time"
)

// Page is one page of a space. The state file and the editor use its JSON form.
type Page struct {
	ID        string    `json:"id"`
	SpaceID   string    `json:"spaceId"`
	Title     string    `json:"title"`
	Version   int       `json:"version"`
	UpdatedBy string    `json:"updatedBy"`
	UpdatedAt time.Time `json:"updatedAt"`
	Blocks    []Block   `json:"blocks"`
}

// Block is a paragraph, a heading, a list, a table, or a macro. A list has one item a line. A table
// has one row a line, with cells divided by "|"; the first row is the heading.
type Block struct {
	Type  string `json:"type"`
	Text  string `json:"text,omitempty"`
	Macro *Macro `json:"macro,omitempty"`
	// Inline are the macros of a paragraph in their order. Each is a U+FFFC in the text.
	Inline []Macro `json:"inline,omitempty"`
}

// placeholder is Unicode's "object replacement character". It marks a macro in a text.
const placeholder = "\uFFFC"

// macros returns the block's macros in their order.
func (b Block) macros() []Macro {
	if b.Macro != nil {
		return []Macro{*b.Macro}
	}
	return b.Inline
}

// Macro is an app's macro on a page. As on the platform, the page stores its configuration: every
// reader of the page can read it, and a copy of the page contains it.
type Macro struct {
	// LocalID identifies the macro on its page. A copied page keeps it.
	LocalID string `json:"localId"`
	// Module is the key of the manifest's macro module.
	Module string `json:"module"`
	// Config is the configuration that the app submitted, absent before that.
	Config json.RawMessage `json:"config,omitempty"`
	// AutoConvertLink is the pasted address that became this macro. The page stores it.
	AutoConvertLink string `json:"autoConvertLink,omitempty"`
}

// ErrInvalidPage is the error for a page that cannot be saved. Its text names the cause.
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

// validate refuses pages that the editor cannot have made.
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
