package grafana

import (
	"embed"
	"net/http"
	"slices"
	"strings"

	"pagewatch/internal/sim/consoles"
	"pagewatch/internal/sim/grafana/estate"
)

//go:embed console
var assets embed.FS

// console serves the pages for people.
type console struct {
	consoles.Pages
	cloud *Cloud
	port  string // of the stacks' addresses for browsers
}

// Console returns the pages on which a person copies tokens, sets stacks and rules, injects faults
// and reads the requests. The caller mounts it at /console/. The origin is the exact
// scheme://host:port of the pages: requests for another Host are refused, and changes from another
// Origin, so that no other web page can make them.
func (c *Cloud) Console(origin string) http.Handler {
	p := &console{consoles.NewPages(assets, c.log), c, origin[strings.LastIndex(origin, ":")+1:]}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /console/{$}", p.stacks)
	mux.HandleFunc("POST /console/{$}", p.editStack)
	mux.HandleFunc("GET /console/rules", p.rules)
	mux.HandleFunc("POST /console/rules", p.editRule)
	mux.HandleFunc("GET /console/calls", p.callLog)
	p.faults().Mount(mux)
	return consoles.Guard(origin, mux)
}

// stacksPage holds the data of stacks.html.
type stacksPage struct {
	Stacks   []Stack
	Versions []Version
	Lives    []Life
	Contents []estate.Content
	Port     string
	Notice   string
}

// stacks lists the stacks with their accounts: GET /console/.
func (p *console) stacks(w http.ResponseWriter, r *http.Request) {
	page := stacksPage{p.cloud.Stacks(), Versions, Lives, estate.Contents, p.port, ""}
	if r.URL.Query().Has("set") {
		page.Notice = "Set."
	}
	p.Render(w, http.StatusOK, "stacks", page)
}

// editStack sets the version, the life and the content of a stack: POST /console/.
func (p *console) editStack(w http.ResponseWriter, r *http.Request) {
	get := r.PostForm.Get
	version, ok := versionNamed(get("version"))
	life, content := Life(get("life")), estate.Content(get("content"))
	if !ok || !slices.Contains(Lives, life) || !slices.Contains(estate.Contents, content) {
		http.Error(w, "There is no such choice.", http.StatusBadRequest)
		return
	}
	slug := get("stack")
	if p.cloud.SetVersion(slug, version) != nil || p.cloud.SetLife(slug, life) != nil ||
		p.cloud.SetContent(slug, content) != nil {
		http.Error(w, "There is no such stack.", http.StatusBadRequest)
		return
	}
	http.Redirect(w, r, "/console/?set", http.StatusSeeOther)
}

// rulesPage holds the data of rules.html.
type rulesPage struct {
	Stacks []Stack
	Stack  string
	Rules  []RuleOf
	Acts   []Act
	Notice string
}

// rules lists the rules of a stack: GET /console/rules.
func (p *console) rules(w http.ResponseWriter, r *http.Request) {
	page := rulesPage{Stacks: p.cloud.Stacks(), Stack: r.URL.Query().Get("stack"), Acts: Acts}
	if page.Stack == "" {
		page.Stack = page.Stacks[0].Slug
	}
	if page.Rules = p.cloud.Rules(page.Stack); r.URL.Query().Has("done") {
		page.Notice = "Done."
	}
	p.Render(w, http.StatusOK, "rules", page)
}

// editRule acts on a rule: POST /console/rules.
func (p *console) editRule(w http.ResponseWriter, r *http.Request) {
	get := r.PostForm.Get
	act := Act(get("act"))
	if !slices.Contains(Acts, act) || p.cloud.Do(get("stack"), get("rule"), act) != nil {
		http.Error(w, "There is no such rule or button.", http.StatusBadRequest)
		return
	}
	http.Redirect(w, r, "/console/rules?done&stack="+get("stack"), http.StatusSeeOther)
}

// callLog lists the requests, newest first: GET /console/calls.
func (p *console) callLog(w http.ResponseWriter, _ *http.Request) {
	calls := p.cloud.Calls()
	slices.Reverse(calls)
	writes := 0
	for _, call := range calls {
		if !call.Reads() {
			writes++
		}
	}
	p.Render(w, http.StatusOK, "calls", struct {
		Calls         []Call
		Total, Writes int
	}{calls[:min(len(calls), 300)], len(calls), writes})
}
