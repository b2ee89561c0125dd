package grafana

import (
	"net/url"
	"time"

	"pagewatch/internal/sim/consoles"
)

// faults is the page of faults, which selects requests by path and stack.
func (p *console) faults() consoles.Faults[Fault] {
	calls := consoles.Choice{Name: "calls", Title: "Calls", Options: callKinds,
		Wrong: "Choose the calls that it happens to."}
	stacks := consoles.Choice{Name: "stack", Title: "Stack", Wrong: "Choose a stack from the list."}
	stacks.Add("", "any")
	for _, s := range p.cloud.Stacks() {
		stacks.Add(s.Slug, s.Host)
	}
	return consoles.Faults[Fault]{Pages: p.Pages, List: p.cloud.faults, Troubles: troubles,
		Choices: []consoles.Choice{calls, stacks}, Usual: url.Values{"calls": {promRules}}, Aim: aim,
		Describe: Fault.describe}
}

// aim returns the fault of a trouble for the requests of a form.
func aim(t consoles.Trouble[Fault], form url.Values, times int, delay time.Duration) Fault {
	f := t.Fault
	f.Title, f.Path, f.Stack, f.Times, f.Delay = t.Title, form.Get("calls"), form.Get("stack"),
		times, delay
	return f
}

// describe puts any fault into words.
func (f Fault) describe() consoles.Active {
	return consoles.Active{Title: f.Title, Chosen: []string{callsOf(f.Path), f.Stack},
		Times: f.Times, Delay: f.Delay}
}
