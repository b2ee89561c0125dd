package client

import (
	"maps"
	"slices"

	"pagewatch/internal/display"
)

// Bounds of what is kept of a rule. They are far above what Grafana's own pages show, and bound what
// one stack can cost.
const (
	maxName        = 200
	maxPath        = 500
	maxLabels      = 30
	maxLabel       = 200
	maxAnnotation  = 1000
	maxValue       = 200
	maxWord        = 64
	maxAnnotations = 20
	maxToken       = 1024
)

func (g RuleGroup) bounded() RuleGroup {
	g.Name, g.File, g.FolderUID = display.Cut(g.Name, maxName), display.Cut(g.File, maxPath), display.Cut(g.FolderUID, maxWord)
	for i := range g.Rules {
		g.Rules[i] = g.Rules[i].bounded()
	}
	return g
}

func (r Rule) bounded() Rule {
	r.UID, r.FolderUID, r.Name = display.Cut(r.UID, maxWord), display.Cut(r.FolderUID, maxWord), display.Cut(r.Name, maxName)
	r.State, r.Health, r.Type = display.Cut(r.State, maxWord), display.Cut(r.Health, maxWord), display.Cut(r.Type, maxWord)
	r.Labels = bounded(r.Labels, maxLabels, maxLabel)
	r.Annotations = bounded(r.Annotations, maxAnnotations, maxAnnotation)
	if len(r.Alerts) > AlertsPerRule { // versions before 10 know no limit
		r.Alerts = slices.Clone(r.Alerts[:AlertsPerRule])
	}
	for i := range r.Alerts {
		r.Alerts[i] = r.Alerts[i].bounded()
	}
	return r
}

func (a Alert) bounded() Alert {
	a.State, a.Value = display.Cut(a.State, maxWord), display.Cut(a.Value, maxValue)
	a.Labels = bounded(a.Labels, maxLabels, maxLabel)
	return a
}

// bounded keeps the first pairs of a map by name.
func bounded(pairs map[string]string, most, longest int) map[string]string {
	if len(pairs) == 0 {
		return nil
	}
	names := slices.Sorted(maps.Keys(pairs))
	kept := make(map[string]string, min(len(names), most))
	for _, name := range names[:min(len(names), most)] {
		kept[display.Cut(name, longest)] = display.Cut(pairs[name], longest)
	}
	return kept
}
