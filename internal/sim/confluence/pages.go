package confluence

import (
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strings"
)

// maxBody bounds a request of the editor, in bytes.
const maxBody = 1 << 20

// home lists the spaces and their pages.
//
//	GET /wiki/home
func (s *site) home(w http.ResponseWriter, r *http.Request) {
	v := s.view(r, "home", "Home")
	for _, space := range v.Spaces {
		v.Sections = append(v.Sections, section{space, s.Wiki.Pages(v.Person, space)})
	}
	s.render(w, http.StatusOK, v)
}

// space redirects to the first page of the space.
//
//	GET /wiki/spaces/{space}
func (s *site) space(w http.ResponseWriter, r *http.Request) {
	v, ok := s.inSpace(w, r, "page")
	switch {
	case !ok:
	case len(v.Pages) == 0:
		http.Redirect(w, r, "/wiki/home", http.StatusFound)
	default:
		http.Redirect(w, r, pagePath(*v.Space, v.Pages[0]), http.StatusFound)
	}
}

// page shows a page.
//
//	GET /wiki/spaces/{space}/pages/{page}
func (s *site) page(w http.ResponseWriter, r *http.Request) {
	if v, ok := s.onPage(w, r, "page"); ok {
		s.render(w, http.StatusOK, v)
	}
}

// edit shows the editor to people with the right to write.
//
//	GET /wiki/spaces/{space}/pages/edit-v2/{page}
func (s *site) edit(w http.ResponseWriter, r *http.Request) {
	v, ok := s.onPage(w, r, "edit")
	switch {
	case !ok:
	case !v.CanWrite:
		http.Redirect(w, r, pagePath(*v.Space, *v.Page), http.StatusFound)
	default:
		v.Title = "Edit: " + v.Title
		s.render(w, http.StatusOK, v)
	}
}

// create adds a page and opens it in the editor.
//
//	POST /wiki/spaces/{space}/pages
func (s *site) create(w http.ResponseWriter, r *http.Request) {
	v, ok := s.inSpace(w, r, "page")
	if !ok {
		return
	}
	page, err := s.Wiki.Create(v.Person, *v.Space,
		Page{Title: "Untitled page", Blocks: []Block{{Type: "p"}}})
	if err != nil {
		s.fail(w, err)
		return
	}
	http.Redirect(w, r, "/wiki/spaces/"+v.Space.Key+"/pages/edit-v2/"+page.ID, http.StatusSeeOther)
}

// copy copies a page to the space named in the form.
//
//	POST /wiki/pages/{page}/copy
func (s *site) copy(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, maxBody)
	space, ok := SpaceByKey(r.PostFormValue("space"))
	if !ok {
		s.notFound(w, r)
		return
	}
	page, err := s.Wiki.Copy(s.Sessions.Person(r), r.PathValue("page"), space)
	if err != nil {
		s.fail(w, err)
		return
	}
	http.Redirect(w, r, pagePath(space, page), http.StatusSeeOther)
}

// publish stores the editor's {title, version, blocks}. It answers with the page's address.
//
//	PUT /wiki/pages/{page}
func (s *site) publish(w http.ResponseWriter, r *http.Request) {
	var page Page
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxBody)).Decode(&page); err != nil {
		s.fail(w, ErrInvalidPage)
		return
	}
	page.ID, page.Title = r.PathValue("page"), strings.TrimSpace(page.Title)
	page, err := s.Wiki.Publish(s.Sessions.Person(r), page)
	if err != nil {
		s.fail(w, err)
		return
	}
	space, _ := spaceByID(page.SpaceID)
	writeJSON(w, http.StatusOK, map[string]string{"location": pagePath(space, page)})
}

// checkConfig checks whether a macro's configuration could be stored. The editor calls it when the
// app submits one.
//
//	POST /wiki/macro-config
func (s *site) checkConfig(w http.ResponseWriter, r *http.Request) {
	var config json.RawMessage
	err := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxBody)).Decode(&config)
	if err == nil {
		err = CheckConfig(config)
	}
	if err != nil {
		s.fail(w, err)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

// signIn switches to the person named in the form and redirects back to the form's page.
//
//	POST /wiki/session
func (s *site) signIn(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, maxBody)
	p, ok := PersonByKey(r.PostFormValue("person"))
	if !ok {
		s.fail(w, errors.New("nobody by that name"))
		return
	}
	s.Sessions.signIn(w, p)
	back, err := url.Parse(r.PostFormValue("back"))
	if err != nil || !strings.HasPrefix(back.Path, "/wiki/") {
		back = &url.URL{Path: "/wiki/home"}
	}
	http.Redirect(w, r, (&url.URL{Path: back.Path}).String(), http.StatusSeeOther)
}

// statuses maps the wiki's errors; every other error is a bad request.
var statuses = []struct {
	err    error
	status int
}{
	{ErrNotFound, http.StatusNotFound},
	{ErrForbidden, http.StatusForbidden},
	{ErrConflict, http.StatusConflict},
}

func (s *site) fail(w http.ResponseWriter, err error) {
	status := http.StatusBadRequest
	for _, known := range statuses {
		if errors.Is(err, known.err) {
			status = known.status
		}
	}
	writeJSON(w, status, map[string]string{"message": err.Error()})
}

func pagePath(s Space, p Page) string {
	return "/wiki/spaces/" + s.Key + "/pages/" + p.ID
}
