package client

import (
	"encoding/json"
	"strconv"
	"time"

	"pagewatch/internal/display"
)

// Rule is one rule as Grafana reports it, within the bounds of what is kept. What is absent in older
// versions is "" or nil.
type Rule struct {
	UID            string
	FolderUID      string
	Name           string
	State          string
	Health         string
	Type           string
	Paused         bool
	For            float64 // in seconds
	KeepFiringFor  float64
	ActiveAt       time.Time
	LastEvaluation time.Time
	// Failed reports whether the last evaluation left an error. Its text may hold hosts and queries,
	// and is not kept.
	Failed bool
	Labels Texts
	// LabelsCut means that the rule has more labels, or longer ones.
	LabelsCut bool
	// Annotations are those that are used.
	Annotations Texts
	// Alerts are instances, the most important first, AlertsPerRule at most. Beyond counts the others
	// that came by their state: versions before 10 know no limit of instances.
	Alerts []*Alert
	Beyond Totals
	// Totals counts the instances by state, in lower case.
	Totals Totals
}

// Alert is one instance of a rule.
type Alert struct {
	Labels    Texts
	LabelsCut bool
	State     string
	// ActiveAt is since when the state holds; the zero time, where Grafana does not say.
	ActiveAt    time.Time
	Value       string
	Annotations Filled
}

// Filled are annotations of a rule as an instance has them: with the templates filled in.
type Filled struct{ Summary, Description string }

// The members that are read, at most 32 of each kind: see fields.
var (
	ruleFields = []string{"state", "name", "folderUid", "uid", "duration", "keepFiringFor",
		"annotations", "activeAt", "isPaused", "alerts", "totals", "labels", "health", "lastError",
		"type", "lastEvaluation"}
	alertFields = []string{"labels", "annotations", "state", "activeAt", "value"}
	annotations = []string{"summary", "description", "runbook_url", "__dashboardUid__",
		"__panelId__"}
	filledFields = []string{"summary", "description"}
	stateField   = []string{"state"}
)

// UnmarshalJSON implements json.Unmarshaler.
func (r *Rule) UnmarshalJSON(b []byte) error {
	if err := fields(b, ruleFields, r.set); err != nil {
		return err
	}
	if !isTemplate(r.Annotations["summary"]) && !isTemplate(r.Annotations["description"]) {
		for _, a := range r.Alerts {
			a.Annotations = Filled{} // those of the rule are shown
		}
	}
	return nil
}

func (r *Rule) set(name string, value []byte) (err error) {
	switch name {
	case "uid":
		r.UID, err = text(value, maxWord)
	case "folderUid":
		r.FolderUID, err = text(value, maxWord)
	case "name":
		r.Name, err = text(value, maxName)
	case "state":
		r.State, err = text(value, maxWord)
	case "health":
		r.Health, err = text(value, maxWord)
	case "type":
		r.Type, err = text(value, maxWord)
	case "isPaused":
		err = json.Unmarshal(value, &r.Paused)
	case "duration":
		r.For, err = number(value)
	case "keepFiringFor":
		r.KeepFiringFor, err = number(value)
	case "activeAt":
		err = r.ActiveAt.UnmarshalJSON(value)
	case "lastEvaluation":
		err = r.LastEvaluation.UnmarshalJSON(value)
	case "lastError":
		r.Failed = string(value) != "null" && string(value) != `""`
	case "labels":
		r.Labels, r.LabelsCut, err = labels(value)
	case "annotations":
		r.Annotations = Texts{}
		err = fields(value, annotations, func(name string, value []byte) (err error) {
			r.Annotations[name], err = text(value, maxAnnotation)
			return err
		})
	case "totals":
		r.Totals, err = totals(value)
	case "alerts":
		err = elements(value, r.instance)
	}
	return err
}

// instance reads an instance. A null is none.
func (r *Rule) instance(b []byte) error {
	switch {
	case b[0] == 'n':
		return nil
	case len(r.Alerts) == AlertsPerRule:
		return r.beyond(b)
	}
	a := &Alert{}
	r.Alerts = append(r.Alerts, a)
	return fields(b, alertFields, a.set)
}

// beyond counts an instance of which nothing is kept but its state.
func (r *Rule) beyond(b []byte) error {
	var state string
	err := fields(b, stateField, func(_ string, value []byte) (err error) {
		state, err = text(value, maxWord)
		return err
	})
	if r.Beyond == nil {
		r.Beyond = Totals{}
	}
	r.Beyond.add(state)
	return err
}

func (a *Alert) set(name string, value []byte) (err error) {
	switch name {
	case "state":
		a.State, err = text(value, maxWord)
	case "value":
		a.Value, err = text(value, maxValue)
	case "activeAt":
		err = a.ActiveAt.UnmarshalJSON(value)
	case "labels":
		a.Labels, a.LabelsCut, err = labels(value)
	case "annotations":
		err = fields(value, filledFields, a.Annotations.set)
	}
	return err
}

func (f *Filled) set(name string, value []byte) (err error) {
	if name == "summary" {
		f.Summary, err = text(value, maxAnnotation)
	} else {
		f.Description, err = text(value, maxAnnotation)
	}
	return err
}

// text decodes a text, of which at most a number of characters is kept.
func text(value []byte, most int) (string, error) {
	whole, err := unquoted(value)
	return display.Cut(whole, most), err
}

// number decodes a number. A null is 0.
func number(value []byte) (float64, error) {
	if value[0] == 'n' {
		return 0, nil
	}
	return strconv.ParseFloat(string(value), 64)
}
