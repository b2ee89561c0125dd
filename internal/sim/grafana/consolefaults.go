package grafana

import (
	"net/http"
	"slices"
	"strconv"
	"time"
)

// faultsPage holds the data of faults.html.
type faultsPage struct {
	Troubles      []trouble
	Calls         []callKind
	Stacks        []Stack
	Active        []activeFault
	Form          faultForm
	MaxDelay      int // in seconds
	Error, Notice string
}

// faultForm holds the fields that a person entered.
type faultForm struct{ Do, Calls, Stack, Times, Delay string }

// activeFault is a fault in words.
type activeFault struct{ Title, Calls, Stack, Left, Delay string }

// faults shows the active faults and a form for more: GET /console/faults.
func (p *console) faults(w http.ResponseWriter, r *http.Request) {
	page := faultsPage{Form: faultForm{Calls: promRules}}
	switch {
	case r.URL.Query().Has("added"):
		page.Notice = "Switched on."
	case r.URL.Query().Has("cleared"):
		page.Notice = "Switched off."
	}
	p.renderFaults(w, http.StatusOK, page)
}

// editFaults switches a fault on, or all of them off: POST /console/faults.
func (p *console) editFaults(w http.ResponseWriter, r *http.Request) {
	if err := r.ParseForm(); err != nil {
		http.Error(w, "The form could not be read.", http.StatusBadRequest)
		return
	}
	switch r.PostForm.Get("button") {
	case "clear":
		p.cloud.ClearFaults()
		http.Redirect(w, r, "/console/faults?cleared", http.StatusSeeOther)
	case "add":
		get := r.PostForm.Get
		form := faultForm{get("do"), get("calls"), get("stack"), get("times"), get("delay")}
		fault, wrong := p.fault(form)
		if wrong != "" {
			p.renderFaults(w, http.StatusUnprocessableEntity, faultsPage{Form: form, Error: wrong})
			return
		}
		p.cloud.Inject(fault)
		http.Redirect(w, r, "/console/faults?added", http.StatusSeeOther)
	default:
		http.Error(w, "There is no such button.", http.StatusBadRequest)
	}
}

// fault reads a form. wrong is a sentence that describes a mistake, "" for none.
func (p *console) fault(form faultForm) (f Fault, wrong string) {
	what, ok := troubleNamed(form.Do)
	if !ok {
		return Fault{}, "Choose what goes wrong."
	}
	f = what.fault
	if !slices.ContainsFunc(callKinds, func(k callKind) bool { return k.Path == form.Calls }) {
		return Fault{}, "Choose the calls that it happens to."
	}
	if form.Stack != "" && p.cloud.change(form.Stack, func(*stack) {}) != nil {
		return Fault{}, "Choose a stack from the list."
	}
	f.Path, f.Stack = form.Calls, form.Stack
	if f.Times, ok = whole(form.Times, 1000); !ok {
		return Fault{}, "How many times is a number from 0 to 1000."
	}
	seconds, ok := whole(form.Delay, int(maxDelay/time.Second))
	if !ok || (form.Do == "slow" && seconds == 0) {
		return Fault{}, "The delay is a number of seconds up to 60; a slow answer needs one."
	}
	f.Delay = time.Duration(seconds) * time.Second
	return f, ""
}

// whole reads an optional number.
func whole(text string, most int) (int, bool) {
	if text == "" {
		return 0, true
	}
	n, err := strconv.Atoi(text)
	return n, err == nil && n >= 0 && n <= most
}

func (p *console) renderFaults(w http.ResponseWriter, status int, page faultsPage) {
	page.Troubles, page.Calls, page.Stacks = troubles, callKinds, p.cloud.Stacks()
	page.MaxDelay = int(maxDelay / time.Second)
	for _, f := range p.cloud.Faults() {
		active := activeFault{Title: f.Title, Calls: callsOf(f.Path), Stack: f.Stack,
			Left: "until switched off"}
		if f.Times > 0 {
			active.Left = strconv.Itoa(f.Times)
		}
		if f.Delay > 0 {
			active.Delay = f.Delay.String()
		}
		page.Active = append(page.Active, active)
	}
	p.Render(w, status, "faults", page)
}
