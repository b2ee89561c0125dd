package estate

import (
	"embed"
	"encoding/json"
	"time"
)

//go:embed dashboards
var models embed.FS

// place puts the dashboard of a file into a folder.
type place struct{ uid, folder string }

// dashboards reads the dashboards of the files, each last saved a day after the one before.
func dashboards(started time.Time, places ...place) []Dashboard {
	var all []Dashboard
	for i, p := range places {
		d := Dashboard{ID: 10 + i, UID: p.uid, Folder: p.folder,
			Updated: started.AddDate(0, 0, i-30).Truncate(time.Second)}
		if d.Model = read(p.uid + ".json"); d.Model == nil {
			d.V2 = read(p.uid + ".v2.json")
			d.Model = converted(p.uid, d.V2)
		}
		all = append(all, d)
	}
	return all
}

// read returns an embedded model, nil for a file that does not exist.
func read(name string) map[string]any {
	text, err := models.ReadFile("dashboards/" + name)
	if err != nil {
		return nil
	}
	var model map[string]any
	if err := json.Unmarshal(text, &model); err != nil {
		panic("reading an embedded dashboard: " + err.Error())
	}
	return model
}

// converted returns the classic model of a dashboard with tabs, which loses its panels. Source:
// mcp-grafana, issue 712.
func converted(uid string, v2 map[string]any) map[string]any {
	return map[string]any{
		"uid": uid, "title": v2["title"], "tags": v2["tags"], "panels": []any{},
		"schemaVersion": 42, "timezone": "browser",
		"time":       map[string]any{"from": "now-6h", "to": "now"},
		"templating": map[string]any{"list": []any{}},
	}
}
