// Package estate makes up the content of the simulated Grafana stacks: folders, dashboards, library
// panels, alert rules in every state that Grafana knows, and annotations.
package estate

import "time"

// Estate is the content of a stack.
type Estate struct {
	Folders     []Folder
	Dashboards  []Dashboard
	Libraries   []Library
	DataSources []DataSource
	Rules       []Rule
	Annotations []Annotation
	ShortURLs   []ShortURL
}

// Folder is a folder of dashboards and rules.
type Folder struct {
	ID         int
	UID, Title string
	Parent     string // the UID of the folder around it, "" at the top
	Restricted bool   // only editors and admins see it
}

// Dashboard is a dashboard.
type Dashboard struct {
	ID      int
	UID     string
	Folder  string // its UID, "" for a dashboard outside folders
	Updated time.Time
	// Model is the classic JSON. Where V2 is set too, it is what Grafana converts V2 to.
	Model map[string]any
	V2    map[string]any // the spec of schema version 2, nil for a classic dashboard
}

// Title returns the dashboard's title.
func (d Dashboard) Title() string {
	title, _ := d.Model["title"].(string)
	return title
}

// Tags returns the dashboard's tags.
func (d Dashboard) Tags() []string {
	tags := []string{}
	list, _ := d.Model["tags"].([]any)
	for _, tag := range list {
		if text, ok := tag.(string); ok {
			tags = append(tags, text)
		}
	}
	return tags
}

// Library is a panel that several dashboards share.
type Library struct {
	ID                int
	UID, Name, Folder string
	Type, Title       string
}

// DataSource is a data source.
type DataSource struct {
	ID              int
	UID, Name, Type string
	TypeName        string
	Default         bool
}

// Annotation is a mark on a graph. An alert's own has a rule.
type Annotation struct {
	ID             int
	Dashboard      string // its UID, "" for an annotation of the whole organization
	Panel          int
	At, End        time.Time
	Text           string
	Tags           []string
	Login          string
	Rule           string // the UID of the rule that made it, "" for a person's
	Previous, Next string // the states of the rule's instance
}

// ShortURL is a short link.
type ShortURL struct{ UID, Path string }

// Content selects what a stack holds.
type Content string

// The contents of a stack.
const (
	Usual   Content = "usual"
	Hostile Content = "hostile" // names and texts that attack whoever shows them
	Huge    Content = "huge"    // a label of 8 MiB
	Empty   Content = "empty"   // folders without rules
)

// Contents are all contents, the usual one first.
var Contents = []Content{Usual, Hostile, Huge, Empty}

// Of returns the content of a stack. Times are relative to started.
func Of(slug string, content Content, started time.Time) Estate {
	made := small(started)
	switch slug {
	case "payments":
		made = payments(started)
	case "logistics":
		made = logistics(started)
	}
	switch content {
	case Hostile:
		made.hostile(started)
	case Huge:
		made.huge(started)
	case Empty:
		made.Rules = nil
	}
	return made
}

// Folder returns the folder of a UID.
func (e Estate) Folder(uid string) (Folder, bool) {
	for _, f := range e.Folders {
		if f.UID == uid {
			return f, true
		}
	}
	return Folder{}, false
}

// Line returns the folder of a UID and the folders around it, the outermost first.
func (e Estate) Line(uid string) []Folder {
	var line []Folder
	for uid != "" {
		f, ok := e.Folder(uid)
		if !ok {
			return nil
		}
		line, uid = append([]Folder{f}, line...), f.Parent
	}
	return line
}

// Path returns the titles of a folder and the folders around it, as Grafana shows them.
func (e Estate) Path(uid string) string {
	path := ""
	for i, f := range e.Line(uid) {
		if i > 0 {
			path += "/"
		}
		path += f.Title
	}
	return path
}

// Dashboard returns the dashboard of a UID.
func (e Estate) Dashboard(uid string) (Dashboard, bool) {
	for _, d := range e.Dashboards {
		if d.UID == uid {
			return d, true
		}
	}
	return Dashboard{}, false
}
