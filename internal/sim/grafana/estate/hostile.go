package estate

import (
	"fmt"
	"strings"
	"time"
)

// The texts of a hostile stack.
const (
	markup = `</script><img src=x onerror=alert(1)><b>${jndi:ldap://x}</b> "'&<>`
	bidi   = "safe\u202egnp.exe\u202c \u2066hidden\u2069 \u200b\u0000\u0007 \U0001f6a8"
	many   = 5000
	hugeBy = 8 << 20
)

// hostile adds names and texts that attack whoever shows them.
func (e *Estate) hostile(started time.Time) {
	since := started.Add(-time.Hour).Truncate(time.Second)
	g := group{"hostile", markup, time.Minute, markup, "hostile"}
	e.Folders = append(e.Folders, Folder{ID: 90, UID: "hostile", Title: markup + bidi})
	e.Dashboards = append(e.Dashboards, Dashboard{ID: 90, UID: "hostile", Folder: "hostile",
		Updated: since, Model: map[string]any{
			"title": markup + bidi, "uid": "hostile", "tags": []any{markup, "__proto__"},
			"schemaVersion": 42, "panels": []any{map[string]any{"id": 1, "type": markup,
				"title": bidi, "gridPos": map[string]any{"h": 8, "w": 12, "x": 0, "y": 0}}},
		}})
	shown := g.rule("r-hostile-text", markup+bidi, markup, 1, one(Alerting, since)...)
	shown.Annotations["summary"] = markup + strings.Repeat(bidi, 400)
	shown.Annotations["runbook_url"] = "javascript:alert(1)"
	shown.Annotations["__dashboardUid__"] = "../../api/admin"
	shown.Annotations["__panelId__"] = "1e9"
	labelled := g.rule("r-hostile-labels", "Five thousand labels", "critical", 1,
		one(Alerting, since)...)
	for i := range many {
		labelled.Instances[0].Labels[fmt.Sprintf("label_%04d", i)] = "value"
	}
	named := g.rule("r-hostile-names", "Names of object members", "critical", 1,
		one(Alerting, since)...)
	for _, name := range []string{"__proto__", "constructor", "prototype", "toString", ""} {
		named.Labels[name] = name
		named.Instances[0].Labels[name] = markup
	}
	strange := g.rule("r-hostile-state", "A state of the future", "critical", 1,
		one("Exploding (Twice)", since)...)
	strange.Health = "purple"
	e.Rules = append(e.Rules, shown, labelled, named, strange)
	e.Annotations = append(e.Annotations, Annotation{ID: 90, Dashboard: "hostile", Panel: 1,
		At: since, End: since, Text: markup + bidi, Tags: []string{markup}, Login: markup})
}

// huge adds a label that no answer has room for.
func (e *Estate) huge(started time.Time) {
	g := group{e.Folders[0].UID, "huge", time.Minute, "huge", ""}
	r := g.rule("r-huge", "A label of 8 MiB", "critical", 0,
		one(Alerting, started.Add(-time.Hour).Truncate(time.Second))...)
	r.Instances[0].Labels["huge"] = strings.Repeat("A", hugeBy)
	e.Rules = append(e.Rules, r)
}
