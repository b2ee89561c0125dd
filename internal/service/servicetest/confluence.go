package servicetest

import (
	"encoding/json"
	"net/http"
	"strings"
	"sync"
)

// The spaces and people of every test. A person's user token is their name.
const (
	Payments  = "65538"
	Logistics = "65539" // the app itself cannot see it
	Ada       = "ada"   // administers Payments
	Ravi      = "ravi"  // reads Payments
	Lena      = "lena"  // administers Logistics, does not see Payments
	Visitor   = ""      // is not signed in
)

// Sites. Both have the same spaces and people: equal ids prove nothing.
const (
	Site      = "bbbbbbbb-0000-4000-8000-000000000002"
	OtherSite = "bbbbbbbb-0000-4000-8000-000000000003"
)

var rights = map[string][]string{
	Ada + Payments:   {"read", "create", "administer"},
	Ravi + Payments:  {"read"},
	Lena + Logistics: {"read", "administer"},
}

// Upstream is a server that counts its calls and can be made to fail.
type Upstream struct {
	mu    sync.Mutex
	calls int
	fault http.HandlerFunc
	right http.HandlerFunc
}

// Fault makes f answer from now on; nil restores the server's answers.
func (u *Upstream) Fault(f http.HandlerFunc) {
	u.mu.Lock()
	defer u.mu.Unlock()
	u.fault = f
}

// Calls returns how many requests the server received.
func (u *Upstream) Calls() int {
	u.mu.Lock()
	defer u.mu.Unlock()
	return u.calls
}

// ServeHTTP implements http.Handler.
func (u *Upstream) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	u.mu.Lock()
	u.calls++
	answer := u.right
	if u.fault != nil {
		answer = u.fault
	}
	u.mu.Unlock()
	answer(w, r)
}

// operations answers GET /ex/confluence/{site}/wiki/api/v2/spaces/{id}/operations.
func operations(w http.ResponseWriter, r *http.Request) {
	if !strings.HasSuffix(r.URL.Path, "/operations") {
		exists(w, r)
		return
	}
	person, _ := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer user-token-")
	space := strings.TrimSuffix(r.URL.Path[strings.Index(r.URL.Path, "/spaces/")+len("/spaces/"):],
		"/operations")
	may, ok := rights[person+space]
	if !ok {
		w.WriteHeader(http.StatusNotFound)
		return
	}
	type operation struct {
		Operation  string `json:"operation"`
		TargetType string `json:"targetType"`
	}
	var out struct {
		Operations []operation `json:"operations"`
	}
	for _, o := range may {
		out.Operations = append(out.Operations, operation{o, "space"})
	}
	_ = json.NewEncoder(w).Encode(out)
}

// exists answers GET /ex/confluence/{site}/wiki/api/v2/spaces/{id} to the app.
func exists(w http.ResponseWriter, r *http.Request) {
	space := r.URL.Path[strings.LastIndex(r.URL.Path, "/")+1:]
	if r.Header.Get("Authorization") != "Bearer system-token" || space != Payments {
		w.WriteHeader(http.StatusNotFound)
	}
}
