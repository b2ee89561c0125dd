package aws

import (
	"embed"
	"net/http"
	"slices"

	"pagewatch/internal/sim/consoles"
)

//go:embed console
var assets embed.FS

// console serves the pages for people.
type console struct {
	consoles.Pages
	cloud *Cloud
}

// Console returns the pages on which a person reads accounts and calls, edits trust policies,
// injects faults and sets alarm states. The caller mounts it at /console/. The origin is the exact
// scheme://host:port of the pages: requests for another Host are refused, and changes from another
// Origin, so that no other web page can make them.
func (c *Cloud) Console(origin string) http.Handler {
	p := &console{consoles.NewPages(assets, c.log), c}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /console/{$}", p.accounts)
	mux.HandleFunc("GET /console/role", p.role)
	mux.HandleFunc("POST /console/role", p.editRole)
	mux.HandleFunc("GET /console/states", p.states)
	mux.HandleFunc("POST /console/states", p.editStates)
	mux.HandleFunc("GET /console/calls", p.callLog)
	p.faults().Mount(mux)
	return consoles.Guard(origin, mux)
}

// accounts lists every account: GET /console/.
func (p *console) accounts(w http.ResponseWriter, _ *http.Request) {
	p.Render(w, http.StatusOK, "accounts", struct {
		Principal Principal
		Accounts  []Account
	}{p.cloud.Principal(), p.cloud.Accounts()})
}

// callLog lists the calls of the services, newest first: GET /console/calls.
func (p *console) callLog(w http.ResponseWriter, _ *http.Request) {
	calls := p.cloud.Calls()
	slices.Reverse(calls)
	p.Render(w, http.StatusOK, "calls", calls[:min(len(calls), 200)])
}
