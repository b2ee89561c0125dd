package confluence

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"sync"
	"time"

	"pagewatch/internal/sim/statefile"
)

var (
	// ErrNotFound is the error for an absent page and for one that the person may not see.
	ErrNotFound = errors.New("page not found")
	// ErrForbidden is the error for a page that the person may see but not change.
	ErrForbidden = errors.New("not allowed")
	// ErrConflict is the error for a page that was published again since it was read.
	ErrConflict = errors.New("the page was changed in the meantime")
)

// Wiki holds the pages. Every change is on disk when the method returns.
type Wiki struct {
	now   func() time.Time
	file  statefile.File
	fresh bool

	mu    sync.Mutex
	state state
}

// state is the content of the state file.
type state struct {
	NextID int    `json:"nextId"`
	Pages  []Page `json:"pages"`
}

// Open reads the wiki from the file, or creates one with the seeded pages.
func Open(path string, now func() time.Time) (*Wiki, error) {
	w := &Wiki{now: now, file: statefile.File(path)}
	found, err := w.file.Read(&w.state)
	if err != nil {
		return nil, fmt.Errorf("reading the wiki: %w", err)
	}
	if found {
		return w, nil
	}
	if w.state, err = seed(now()); err != nil {
		return nil, err
	}
	w.fresh = true
	return w, w.save(w.state)
}

// Fresh reports whether this process created the wiki.
func (w *Wiki) Fresh() bool { return w.fresh }

// Page returns a page that the person may see.
func (w *Wiki) Page(p Person, id string) (Page, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	i := w.index(id)
	if i < 0 || p.Role(w.space(i)) < Reader {
		return Page{}, ErrNotFound
	}
	return clone(w.state.Pages[i]), nil
}

// Pages returns the pages of a space in their order, none for a space that the person may not see.
func (w *Wiki) Pages(p Person, s Space) []Page {
	w.mu.Lock()
	defer w.mu.Unlock()
	var pages []Page
	for _, page := range w.state.Pages {
		if page.SpaceID == s.ID && p.Role(s) >= Reader {
			pages = append(pages, clone(page))
		}
	}
	return pages
}

// Create adds a page to a space in which the person may write.
func (w *Wiki) Create(p Person, s Space, page Page) (Page, error) {
	if p.Role(s) < Author {
		return Page{}, ErrForbidden
	}
	if err := page.validate(); err != nil {
		return Page{}, err
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	page = clone(page)
	page.ID, page.SpaceID, page.Version = strconv.Itoa(w.state.NextID), s.ID, 1
	page.UpdatedBy, page.UpdatedAt = p.Name, w.now().UTC()
	next := w.copyState()
	next.NextID++
	next.Pages = append(next.Pages, page)
	return clone(page), w.save(next)
}

// Publish replaces title and blocks of a page. page.Version is the edited version; any other than
// the current one is an ErrConflict.
func (w *Wiki) Publish(p Person, page Page) (Page, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	i := w.index(page.ID)
	switch {
	case i < 0 || p.Role(w.space(i)) < Reader:
		return Page{}, ErrNotFound
	case p.Role(w.space(i)) < Author:
		return Page{}, ErrForbidden
	case page.Version != w.state.Pages[i].Version:
		return Page{}, ErrConflict
	}
	if err := page.validate(); err != nil {
		return Page{}, err
	}
	next := w.copyState()
	published := &next.Pages[i]
	published.Title, published.Blocks = page.Title, clone(page).Blocks
	published.Version++
	published.UpdatedBy, published.UpdatedAt = p.Name, w.now().UTC()
	return clone(*published), w.save(next)
}

// Copy copies a page, its macros and their configuration included, into a space in which the person
// may write.
func (w *Wiki) Copy(p Person, id string, to Space) (Page, error) {
	page, err := w.Page(p, id)
	if err != nil {
		return Page{}, err
	}
	if page.SpaceID == to.ID {
		page.Title = "Copy of " + page.Title
	}
	return w.Create(p, to, page)
}

func (w *Wiki) index(id string) int {
	return slices.IndexFunc(w.state.Pages, func(p Page) bool { return p.ID == id })
}

func (w *Wiki) space(i int) Space {
	s, _ := spaceByID(w.state.Pages[i].SpaceID)
	return s
}

// save writes the file first, so that memory never has changes that the disk lacks.
func (w *Wiki) save(next state) error {
	if err := w.file.Write(next); err != nil {
		return fmt.Errorf("writing the wiki: %w", err)
	}
	w.state = next
	return nil
}

func (w *Wiki) copyState() state {
	return state{NextID: w.state.NextID, Pages: slices.Clone(w.state.Pages)}
}

// clone copies a page, so that callers share no blocks with the state.
func clone(p Page) Page {
	p.Blocks = slices.Clone(p.Blocks)
	for i, b := range p.Blocks {
		if b.Macro != nil {
			m := b.Macro.clone()
			p.Blocks[i].Macro = &m
		}
		p.Blocks[i].Inline = slices.Clone(b.Inline)
		for j, m := range b.Inline {
			p.Blocks[i].Inline[j] = m.clone()
		}
	}
	return p
}

func (m Macro) clone() Macro {
	m.Config = append(json.RawMessage(nil), m.Config...)
	return m
}
