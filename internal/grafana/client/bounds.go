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
	maxStates      = 20
	maxCount       = 1_000_000
)

func (g RuleGroup) bounded() RuleGroup {
	g.Name, g.File = display.Cut(g.Name, maxName), display.Cut(g.File, maxPath)
	g.FolderUID = display.Cut(g.FolderUID, maxWord)
	return g
}

func (r Rule) bounded() Rule {
	r.UID, r.FolderUID = display.Cut(r.UID, maxWord), display.Cut(r.FolderUID, maxWord)
	r.Name, r.State = display.Cut(r.Name, maxName), display.Cut(r.State, maxWord)
	r.Health, r.Type = display.Cut(r.Health, maxWord), display.Cut(r.Type, maxWord)
	r.Labels = bounded(r.Labels, maxLabels, maxLabel)
	r.Annotations = bounded(r.Annotations, maxAnnotations, maxAnnotation)
	templates := isTemplate(r.Annotations["summary"]) || isTemplate(r.Annotations["description"])
	for _, a := range r.Alerts {
		*a = a.bounded()
		if !templates { // those of the rule are shown
			a.Annotations = Filled{}
		}
	}
	return r
}

func (a Alert) bounded() Alert {
	a.State, a.Value = display.Cut(a.State, maxWord), display.Cut(a.Value, maxValue)
	a.Labels = bounded(a.Labels, maxLabels, maxLabel)
	a.Annotations.Summary = display.Cut(a.Annotations.Summary, maxAnnotation)
	a.Annotations.Description = display.Cut(a.Annotations.Description, maxAnnotation)
	return a
}

// bounded keeps the first pairs of a map by name.
func bounded(pairs map[string]string, most, longest int) map[string]string {
	if intact(pairs, most, longest) {
		return pairs
	}
	names := slices.Sorted(maps.Keys(pairs))
	kept := make(map[string]string, min(len(names), most))
	for _, name := range names[:min(len(names), most)] {
		kept[display.Cut(name, longest)] = display.Cut(pairs[name], longest)
	}
	return kept
}

// size returns about how many bytes a bounded rule holds.
func (r Rule) size() int64 {
	const rest, each = 512, 96 // of a rule, and of an instance
	n := rest + len(r.Name) + r.Labels.size() + r.Annotations.size()
	for _, a := range r.Alerts {
		n += each + len(a.Value) + a.Labels.size() +
			len(a.Annotations.Summary) + len(a.Annotations.Description)
	}
	return int64(n)
}

func (t Texts) size() int {
	const each = 32
	n := 0
	for name, value := range t {
		n += each + len(name) + len(value)
	}
	return n
}
