package aws

import (
	"net/url"
	"time"

	"pagewatch/internal/sim/consoles"
)

// faults is the page of faults, which selects calls by account and Region.
func (p *console) faults() consoles.Faults[Fault] {
	const wrongPlace = "Choose an account and a Region from the lists."
	calls := consoles.Choice{Name: "calls", Title: "Calls",
		Wrong: "Choose the calls that it happens to."}
	for _, k := range callKinds {
		calls.Add(k.value, k.title)
	}
	accounts := consoles.Choice{Name: "account", Title: "Account", Wrong: wrongPlace}
	accounts.Add("", "any")
	for _, a := range p.cloud.Accounts() {
		accounts.Add(a.ID, a.Name+" "+a.ID)
	}
	regions := consoles.Choice{Name: "region", Title: "Region", Wrong: wrongPlace}
	regions.Add("", "any")
	for _, name := range defaultRegions {
		regions.Add(name, name)
	}
	return consoles.Faults[Fault]{Pages: p.Pages, List: p.cloud.faults, Troubles: troubles,
		Choices: []consoles.Choice{calls, accounts, regions},
		Usual:   url.Values{"calls": {"describe"}}, Aim: aim, Describe: Fault.describe}
}

// aim returns the fault of a trouble for the calls of a form.
func aim(t consoles.Trouble[Fault], form url.Values, times int, delay time.Duration) Fault {
	f := t.Fault
	for _, k := range callKinds {
		if k.value == form.Get("calls") {
			f.Service, f.Action = k.service, k.action
		}
	}
	f.Account, f.Region, f.Times, f.Delay = form.Get("account"), form.Get("region"), times, delay
	return f
}

// describe puts any fault into words.
func (f Fault) describe() consoles.Active {
	return consoles.Active{Title: f.title(), Chosen: []string{f.calls(), f.Account, f.Region},
		Times: f.Times, Delay: f.Delay}
}
