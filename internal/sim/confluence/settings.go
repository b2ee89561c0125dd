package confluence

import "net/http"

// settings lists the space's settings pages to its admins.
//
//	GET /wiki/spaces/{space}/settings
func (s *site) settings(w http.ResponseWriter, r *http.Request) {
	v, ok := s.inSpace(w, r, "settings")
	if !ok {
		return
	}
	if !v.CanAdmin {
		s.notFound(w, r)
		return
	}
	v.Title = v.Space.Name + " settings"
	s.render(w, http.StatusOK, v)
}

// appSettings shows the app's page in the space settings (address as in the Forge reference, space
// settings). Everyone who may see the space gets the frame: the app refuses those who are not
// admins.
//
//	GET /wiki/spaces/{space}/settings/apps/{app}/{environment}/{route}
func (s *site) appSettings(w http.ResponseWriter, r *http.Request) {
	v, ok := s.inSpace(w, r, "settings")
	if !ok {
		return
	}
	page := s.settingsPage(r)
	if page == nil {
		s.notFound(w, r)
		return
	}
	v.Title, v.Settings = page.Title, page
	v.Data = hostPage{
		App: s.App.Description, AccountID: v.Person.AccountID,
		Space: &hostSpace{v.Space.ID, v.Space.Key}, Module: page.Key,
	}
	s.render(w, http.StatusOK, v)
}

func (s *site) settingsPage(r *http.Request) *SettingsPage {
	if r.PathValue("app") != s.App.ID || r.PathValue("environment") != s.App.EnvironmentID {
		return nil
	}
	for _, page := range s.App.Settings {
		if page.Route == r.PathValue("route") {
			return &page
		}
	}
	return nil
}
