package confluence

import (
	"bytes"
	"net/http"
)

// view holds the data of every template.
type view struct {
	// Title is the window's title; Name is the template.
	Title, Name string
	Person      Person
	People      []Person
	Spaces      []Space
	// Space is the current one; nil outside spaces.
	Space *Space
	Pages []Page
	Page  *Page
	// Targets are the spaces that the page can be copied to.
	Targets            []Space
	CanWrite, CanAdmin bool
	App                App
	Consoles           []Link
	// Path is the path to return to after a switch of the person.
	Path string
	// Sections are the spaces of the home page with their pages.
	Sections []section
	// Exports are the page's export formats; Export is the one shown, with its content.
	Exports  []exportKind
	Export   *exportKind
	Exported []exportedBlock
	// Settings is the app's page shown in the space settings.
	Settings *SettingsPage
	// Data is passed to the page's scripts.
	Data any
}

type section struct {
	Space Space
	Pages []Page
}

// hostPage is the host script's description of its page.
type hostPage struct {
	App       any          `json:"app"`
	AccountID string       `json:"accountId,omitempty"`
	Space     *hostSpace   `json:"space,omitempty"`
	Content   *hostContent `json:"content,omitempty"`
	Page      *Page        `json:"page,omitempty"`
	Module    string       `json:"module,omitempty"`
}

type hostSpace struct {
	ID  string `json:"id"`
	Key string `json:"key"`
}

type hostContent struct {
	ID      string  `json:"id"`
	Type    string  `json:"type"`
	Subtype *string `json:"subtype"`
}

func (s *site) view(r *http.Request, name, title string) view {
	p := s.Sessions.Person(r)
	return view{
		Title: title, Name: name, Person: p, People: people, Spaces: spacesFor(p, Reader),
		App: s.App, Consoles: s.Consoles, Path: r.URL.Path,
	}
}

// inSpace returns a view of a space. It answers, and ok is false, for a space that the person may
// not see.
func (s *site) inSpace(w http.ResponseWriter, r *http.Request, name string) (v view, ok bool) {
	space, found := SpaceByKey(r.PathValue("space"))
	v = s.view(r, name, space.Name)
	if !found || v.Person.Role(space) < Reader {
		s.notFound(w, r)
		return view{}, false
	}
	v.Space, v.Pages = &space, s.Wiki.Pages(v.Person, space)
	v.CanWrite, v.CanAdmin = v.Person.Role(space) >= Author, v.Person.Role(space) >= Admin
	return v, true
}

// onPage returns a view of a page of the space.
func (s *site) onPage(w http.ResponseWriter, r *http.Request, name string) (v view, ok bool) {
	if v, ok = s.inSpace(w, r, name); !ok {
		return view{}, false
	}
	page, err := s.Wiki.Page(v.Person, r.PathValue("page"))
	if err != nil || page.SpaceID != v.Space.ID {
		s.notFound(w, r)
		return view{}, false
	}
	v.Title, v.Page, v.Targets, v.Exports = page.Title, &page, spacesFor(v.Person, Author),
		exportKinds
	v.Data = hostPage{
		App: s.App.Description, AccountID: v.Person.AccountID,
		Space:   &hostSpace{v.Space.ID, v.Space.Key},
		Content: &hostContent{ID: page.ID, Type: "page"}, Page: &page,
	}
	return v, true
}

// render writes a complete page or an error.
func (s *site) render(w http.ResponseWriter, status int, v view) {
	var page bytes.Buffer
	if err := s.templates[v.Name].Execute(&page, v); err != nil {
		s.Log.Error("rendering a page", "template", v.Name, "error", err)
		http.Error(w, "the page could not be rendered", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(page.Bytes())
}

// notFound answers for an absent page and for one that the person may not see.
func (s *site) notFound(w http.ResponseWriter, r *http.Request) {
	s.render(w, http.StatusNotFound, s.view(r, "missing", "Page not found"))
}
