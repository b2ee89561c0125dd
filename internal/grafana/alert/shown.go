package alert

import "pagewatch/internal/display"

// Shown returns the rule as readers see it: no text of it hides or reorders others. Filters compare
// Grafana's own texts first.
func (r Rule) Shown() Rule {
	r.Name, r.Group = display.Name(r.Name), display.Line(r.Group)
	r.Folder.Title = display.Line(r.Folder.Title)
	r.Summary, r.Description = display.Lines(r.Summary), display.Lines(r.Description)
	r.Labels = shownTexts(r.Labels)
	instances := make([]Instance, 0, len(r.Instances))
	for _, i := range r.Instances {
		i.Labels, i.Value, i.Reason = shownTexts(i.Labels), display.Line(i.Value),
			display.Line(i.Reason)
		instances = append(instances, i)
	}
	r.Instances = instances
	return r
}

// shownTexts returns labels whose names stay apart. Labels that need no change are not copied.
func shownTexts(labels map[string]string) map[string]string {
	same := true
	for name, value := range labels {
		same = same && display.Name(name) == name && display.Line(value) == value
	}
	if same {
		return labels
	}
	out := make(map[string]string, len(labels))
	for name, value := range labels {
		out[display.Name(name)] = display.Line(value)
	}
	return out
}
