package client

import (
	"pagewatch/internal/display"
)

// Bounds of what is kept of a rule. They are far above what Grafana's own pages show, and bound what
// one stack can cost.
const (
	maxName       = 200
	maxPath       = 500
	maxLabels     = 30
	maxLabel      = 200
	maxAnnotation = 1000
	maxValue      = 200
	maxWord       = 64
	maxToken      = 1024
	maxStates     = 20
	maxCount      = 1_000_000
)

func (g RuleGroup) bounded() RuleGroup {
	g.Name, g.File = display.Cut(g.Name, maxName), display.Cut(g.File, maxPath)
	g.FolderUID = display.Cut(g.FolderUID, maxWord)
	return g
}

// size returns about how many bytes a bounded rule holds.
func (r Rule) size() int64 {
	const rest, each = 512, 96 // of a rule, and of an instance
	n := rest + len(r.Name) + r.Labels.size() + r.Annotations.size() +
		each*(len(r.Totals)+len(r.Beyond))
	for _, a := range r.Alerts {
		n += each + len(a.State) + len(a.Value) + a.Labels.size() +
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
