package aws

import (
	"net/http"
	"net/url"
	"strings"

	"pagewatch/internal/sim/aws/policy"
)

// rolePage holds the data of role.html.
type rolePage struct {
	Role          Role
	Policy        string // in the text area: what is saved, or what is being edited
	ExternalID    string
	Error, Notice string
	Unevaluated   []string
	Examples      []example
}

// role shows a role and its trust policy: GET /console/role?arn=….
func (p *console) role(w http.ResponseWriter, r *http.Request) {
	role, ok := p.find(r.URL.Query().Get("arn"))
	if !ok {
		http.Error(w, "There is no such role.", http.StatusNotFound)
		return
	}
	page := rolePage{Role: role, Policy: role.TrustPolicy}
	if r.URL.Query().Has("saved") {
		page.Notice = "Saved."
	}
	if d, err := policy.ParseTrust(role.TrustPolicy); err == nil {
		page.Unevaluated = d.Unevaluated()
	}
	p.renderRole(w, http.StatusOK, page)
}

// editRole saves the policy in the form, or fills in another one without saving it: POST
// /console/role.
func (p *console) editRole(w http.ResponseWriter, r *http.Request) {
	role, ok := p.find(r.PostForm.Get("arn"))
	if !ok {
		http.Error(w, "There is no such role.", http.StatusNotFound)
		return
	}
	page := rolePage{Role: role, Policy: strings.ReplaceAll(r.PostForm.Get("policy"), "\r\n", "\n"),
		ExternalID: strings.TrimSpace(r.PostForm.Get("externalId"))}
	if r.PostForm.Get("do") == "save" {
		if err := p.cloud.PutTrustPolicy(role.ARN, page.Policy); err != nil {
			page.Error = err.Error()
			p.renderRole(w, http.StatusUnprocessableEntity, page)
			return
		}
		http.Redirect(w, r, "/console/role?saved&arn="+url.QueryEscape(role.ARN),
			http.StatusSeeOther)
		return
	}
	text, ok := filled(r.PostForm.Get("do"), principalARN, page.ExternalID)
	switch {
	case !ok:
		http.Error(w, "There is no such button.", http.StatusBadRequest)
		return
	case page.ExternalID == "" && strings.Contains(text, `"sts:ExternalId": ""`):
		page.Error = "Enter the External ID first."
		p.renderRole(w, http.StatusUnprocessableEntity, page)
		return
	}
	page.Policy, page.Notice = text, "Filled in, not saved yet."
	p.renderRole(w, http.StatusOK, page)
}

func (p *console) find(arn string) (Role, bool) {
	for _, a := range p.cloud.Accounts() {
		for _, r := range a.Roles {
			if r.ARN == arn {
				return r, true
			}
		}
	}
	return Role{}, false
}

func (p *console) renderRole(w http.ResponseWriter, status int, page rolePage) {
	page.Examples = examples
	p.Render(w, status, "role", page)
}
