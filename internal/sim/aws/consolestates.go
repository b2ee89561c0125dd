package aws

import (
	"net/http"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/cloudwatch/types"
)

// maxReason is the greatest length of a state's reason. Source: CloudWatch API Reference,
// SetAlarmState.
const maxReason = 1023

// statesPage holds the data of states.html.
type statesPage struct {
	Accounts      []Account
	States        []types.StateValue
	Set           []StateOf // newest first
	Form          StateOf
	Error, Notice string
}

// states shows the alarms whose states were set by hand and a form for more: GET /console/states.
func (p *console) states(w http.ResponseWriter, r *http.Request) {
	page := statesPage{Form: StateOf{State: types.StateValueAlarm, Reason: "Testing"}}
	switch {
	case r.URL.Query().Has("set"):
		page.Notice = "Set."
	case r.URL.Query().Has("reset"):
		page.Notice = "Undone."
	}
	p.renderStates(w, http.StatusOK, page)
}

// editStates sets the state of an alarm, or resets all states: POST /console/states.
func (p *console) editStates(w http.ResponseWriter, r *http.Request) {
	switch r.PostForm.Get("button") {
	case "reset":
		p.cloud.ResetAlarmStates()
		http.Redirect(w, r, "/console/states?reset", http.StatusSeeOther)
	case "set":
		get := r.PostForm.Get
		account, region, _ := strings.Cut(get("place"), "/")
		form := StateOf{Account: account, Region: region, Name: get("name"),
			State: types.StateValue(get("state")), Reason: get("reason")}
		if err := p.setState(form); err != "" {
			p.renderStates(w, http.StatusUnprocessableEntity, statesPage{Form: form, Error: err})
			return
		}
		http.Redirect(w, r, "/console/states?set", http.StatusSeeOther)
	default:
		http.Error(w, "There is no such button.", http.StatusBadRequest)
	}
}

// setState sets a state. It returns a sentence that describes a mistake, "" for none.
func (p *console) setState(s StateOf) string {
	switch {
	case !slices.Contains(s.State.Values(), s.State):
		return "Choose a state from the list."
	case len([]rune(s.Reason)) > maxReason:
		return "A reason has at most 1023 characters."
	}
	if err := p.cloud.SetAlarmState(s); err != nil {
		return "There is no alarm of this name in this account and Region."
	}
	return ""
}

func (p *console) renderStates(w http.ResponseWriter, status int, page statesPage) {
	page.Accounts, page.States, page.Set = p.cloud.Accounts(), types.StateValue("").Values(),
		p.cloud.AlarmStates()
	slices.Reverse(page.Set)
	p.Render(w, status, "states", page)
}
