package grafana

import (
	"bytes"
	"html/template"
	"net/http"
	"strings"

	"pagewatch/internal/sim/consoles"
	"pagewatch/internal/sim/grafana/estate"
)

// pageTemplate is the page that a browser gets for any address of a stack.
var pageTemplate = template.Must(template.ParseFS(assets, "console/stackpage.html"))

// stackPage holds the data of stackpage.html.
type stackPage struct {
	Title, Stack, Path string
	Asleep, Waking     bool
	Dashboard          string // the title of the dashboard that the address names
	Rule               string // and of the alert rule
}

// page is the page of a stack. Nothing is drawn here: it says what the real Grafana would show.
func page(s stack, path string) answer {
	data := stackPage{Title: "Simulated Grafana", Stack: s.slug + Suffix, Path: path,
		Asleep: s.life == Asleep, Waking: s.life == Waking}
	parts := strings.Split(path, "/")
	if len(parts) > 2 && (parts[1] == "d" || parts[1] == "d-solo") {
		if d, ok := s.estate.Dashboard(parts[2]); ok {
			data.Dashboard = d.Title()
		}
	}
	if len(parts) > 3 && parts[1] == "alerting" {
		data.Rule = ruleTitle(s.estate, parts[3])
	}
	var b bytes.Buffer
	if err := pageTemplate.Execute(&b, data); err != nil {
		panic("rendering the page of a stack: " + err.Error())
	}
	a := webPage(http.StatusOK, b.String())
	a.Header.Set("Content-Security-Policy", consoles.Policy)
	return a
}

func ruleTitle(e estate.Estate, uid string) string {
	for _, r := range e.Rules {
		if r.UID == uid {
			return r.Title
		}
	}
	return ""
}
