package grafana

import (
	"net/http"
	"time"
)

// trouble is a fault that a person can switch on in the console.
type trouble struct {
	Name   string // the value of its option
	Title  string
	Effect string // what Grafana does and what readers see
	fault  Fault
}

// metadataAddress is where cloud providers hand out credentials.
const metadataAddress = "http://169.254.169.254/latest/meta-data/iam/security-credentials/"

// troubles are the faults of the console, the likely ones first.
var troubles = []trouble{
	{"invalid", "Token not known", "Refuses every token, as that of another stack.",
		Fault{Do: FaultToken, Word: "invalid"}},
	{"expired", "Token expired", "Refuses every token as expired.",
		Fault{Do: FaultToken, Word: "expired"}},
	{"revoked", "Token revoked", "Refuses every token as revoked.",
		Fault{Do: FaultToken, Word: "revoked"}},
	{"disabled", "Account disabled", "Refuses every token as that of a disabled account.",
		Fault{Do: FaultToken, Word: "disabled"}},
	{"denied", "Permission missing", "Answers 403, as to a token without the permission.",
		Fault{Do: FaultDenied}},
	{"hidden", "404 for 403",
		"Answers 404 for dashboards that the token may not read, as Grafana 12.0 does.",
		Fault{Do: FaultHidden}},
	{"throttled", "Throttled", "Answers 429 with a Retry-After of 7 seconds.",
		Fault{Do: FaultStatus, Status: http.StatusTooManyRequests}},
	{"failing", "Web page with 500", "Answers 500 with a web page.",
		Fault{Do: FaultHTML, Status: http.StatusInternalServerError}},
	{"gateway", "Bad gateway", "Answers 502 with a web page, as during maintenance.",
		Fault{Do: FaultHTML, Status: http.StatusBadGateway}},
	{"edge", "Stack blocked", "The edge answers 403 with a code that nobody has documented.",
		Fault{Do: FaultEdge, Status: http.StatusForbidden, Word: "InstanceBlocked"}},
	{"slow", "Slow", "Answers as usual, after the delay.", Fault{}},
	{"hang", "No answer", "Never answers.", Fault{Do: FaultHang}},
	{"drip", "Drip", "Sends a byte each second.", Fault{Do: FaultDrip, Pace: time.Second}},
	{"reset", "Connection reset", "Breaks the connection off in the middle of the answer.",
		Fault{Do: FaultReset}},
	{"truncated", "Cut short", "Sends half of the answer as if it were all.",
		Fault{Do: FaultTruncated}},
	{"redirect", "Redirect", "Redirects to the address where cloud providers hand out " +
		"credentials. Pagewatch does not go.", Fault{Do: FaultRedirect, Word: metadataAddress}},
	{"oversized", "Oversized answer", "Sends 10 MiB of JSON.", Fault{Do: FaultOversized}},
	{"html", "Web page with 200", "Sends a web page in place of an answer.",
		Fault{Do: FaultHTML, Status: http.StatusOK}},
	{"text", "Not JSON", "Sends a sentence with the content type of JSON.",
		Fault{Do: FaultText}},
	{"alerts-null", "alerts: null", "Sends null in place of the instances of each rule.",
		Fault{Do: FaultNull, Word: "alerts"}},
	{"groups-null", "groups: null", "Sends null in place of the groups of rules.",
		Fault{Do: FaultNull, Word: "groups"}},
	{"data-null", "data: null", "Sends null in place of all data.",
		Fault{Do: FaultNull, Word: "data"}},
	{"leak", "Filters lost", "Pages of rules after the first ignore the filters, as before " +
		"December 2025.", Fault{Do: FaultLeak}},
	{"repeat", "Endless pages", "The last page of rules names itself as the next one.",
		Fault{Do: FaultRepeat}},
}

// troubleNamed returns the trouble of an option.
func troubleNamed(name string) (trouble, bool) {
	for _, t := range troubles {
		if t.Name == name {
			t.fault.Title = t.Title
			return t, true
		}
	}
	return trouble{}, false
}

// maxDelay bounds the delay that the console accepts. Longer delays are of no use.
const maxDelay = time.Minute

// callKind is a kind of call that a fault can select.
type callKind struct{ Path, Title string }

var callKinds = []callKind{
	{"", "Every call"},
	{promRules, "Alert rules"},
	{"/api/health", "Health"},
	{"/api/org", "Organization"},
	{"/api/access-control", "Permissions"},
	{"/api/frontend/settings", "Settings of the pages"},
	{"/api/search", "Search"},
	{"/api/folders", "Folders"},
	{"/api/dashboards", "Dashboards"},
	{"/api/library-elements", "Library panels"},
	{"/api/annotations", "Annotations"},
	{"/apis/", "The newer API"},
	{"/render/", "Panel images"},
}

// callsOf describes in words the calls of a path.
func callsOf(path string) string {
	for _, k := range callKinds {
		if k.Path == path {
			return k.Title
		}
	}
	return path
}
