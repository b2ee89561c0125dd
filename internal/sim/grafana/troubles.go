package grafana

import (
	"net/http"
	"time"

	"pagewatch/internal/sim/consoles"
)

// metadataAddress is where cloud providers hand out credentials.
const metadataAddress = "http://169.254.169.254/latest/meta-data/iam/security-credentials/"

// troubles are the faults of the console, the likely ones first.
var troubles = []consoles.Trouble[Fault]{
	{Name: "invalid", Title: "Token not known",
		Effect: "Refuses every token, as that of another stack.",
		Fault:  Fault{Do: FaultToken, Word: "invalid"}},
	{Name: "expired", Title: "Token expired", Effect: "Refuses every token as expired.",
		Fault: Fault{Do: FaultToken, Word: "expired"}},
	{Name: "revoked", Title: "Token revoked", Effect: "Refuses every token as revoked.",
		Fault: Fault{Do: FaultToken, Word: "revoked"}},
	{Name: "disabled", Title: "Account disabled",
		Effect: "Refuses every token as that of a disabled account.",
		Fault:  Fault{Do: FaultToken, Word: "disabled"}},
	{Name: "denied", Title: "Permission missing",
		Effect: "Answers 403, as to a token without the permission.",
		Fault:  Fault{Do: FaultDenied}},
	{Name: "hidden", Title: "404 for 403",
		Effect: "Answers 404 for dashboards that the token may not read, as Grafana 12.0 does.",
		Fault:  Fault{Do: FaultHidden}},
	{Name: "throttled", Title: "Throttled", Effect: "Answers 429 with a Retry-After of 7 seconds.",
		Fault: Fault{Do: FaultStatus, Status: http.StatusTooManyRequests}},
	{Name: "failing", Title: "Web page with 500", Effect: "Answers 500 with a web page.",
		Fault: Fault{Do: FaultHTML, Status: http.StatusInternalServerError}},
	{Name: "gateway", Title: "Bad gateway",
		Effect: "Answers 502 with a web page, as during maintenance.",
		Fault:  Fault{Do: FaultHTML, Status: http.StatusBadGateway}},
	{Name: "edge", Title: "Stack blocked",
		Effect: "The edge answers 403 with a code that nobody has documented.",
		Fault:  Fault{Do: FaultEdge, Status: http.StatusForbidden, Word: "InstanceBlocked"}},
	{Name: "slow", Title: "Slow", Effect: "Answers as usual, after the delay."},
	{Name: "hang", Title: "No answer", Effect: "Never answers.", Fault: Fault{Do: FaultHang}},
	{Name: "drip", Title: "Drip", Effect: "Sends a byte each second.",
		Fault: Fault{Do: FaultDrip, Pace: time.Second}},
	{Name: "reset", Title: "Connection reset",
		Effect: "Breaks the connection off in the middle of the answer.",
		Fault:  Fault{Do: FaultReset}},
	{Name: "truncated", Title: "Cut short", Effect: "Sends half of the answer as if it were all.",
		Fault: Fault{Do: FaultTruncated}},
	{Name: "redirect", Title: "Redirect",
		Effect: "Redirects to the address where cloud providers hand out credentials. " +
			"Pagewatch does not go.",
		Fault: Fault{Do: FaultRedirect, Word: metadataAddress}},
	{Name: "oversized", Title: "Oversized answer", Effect: "Sends 10 MiB of JSON.",
		Fault: Fault{Do: FaultOversized}},
	{Name: "html", Title: "Web page with 200", Effect: "Sends a web page in place of an answer.",
		Fault: Fault{Do: FaultHTML, Status: http.StatusOK}},
	{Name: "text", Title: "Not JSON", Effect: "Sends a sentence with the content type of JSON.",
		Fault: Fault{Do: FaultText}},
	{Name: "alerts-null", Title: "alerts: null",
		Effect: "Sends null in place of the instances of each rule.",
		Fault:  Fault{Do: FaultNull, Word: "alerts"}},
	{Name: "groups-null", Title: "groups: null",
		Effect: "Sends null in place of the groups of rules.",
		Fault:  Fault{Do: FaultNull, Word: "groups"}},
	{Name: "data-null", Title: "data: null", Effect: "Sends null in place of all data.",
		Fault: Fault{Do: FaultNull, Word: "data"}},
	{Name: "leak", Title: "Filters lost",
		Effect: "Pages of rules after the first ignore the filters, as before December 2025.",
		Fault:  Fault{Do: FaultLeak}},
	{Name: "repeat", Title: "Endless pages",
		Effect: "The last page of rules names itself as the next one.",
		Fault:  Fault{Do: FaultRepeat}},
}

// callKinds are the kinds of requests that a fault can select, by the beginnings of their paths.
var callKinds = []consoles.Option{
	{Value: "", Title: "Every call"},
	{Value: promRules, Title: "Alert rules"},
	{Value: "/api/health", Title: "Health"},
	{Value: "/api/org", Title: "Organization"},
	{Value: "/api/access-control", Title: "Permissions"},
	{Value: "/api/frontend/settings", Title: "Settings of the pages"},
	{Value: "/api/search", Title: "Search"},
	{Value: "/api/folders", Title: "Folders"},
	{Value: "/api/dashboards", Title: "Dashboards"},
	{Value: "/api/library-elements", Title: "Library panels"},
	{Value: "/api/annotations", Title: "Annotations"},
	{Value: "/apis/", Title: "The newer API"},
	{Value: "/render/", Title: "Panel images"},
}

// callsOf describes in words the calls of a path.
func callsOf(path string) string {
	for _, k := range callKinds {
		if k.Value == path {
			return k.Title
		}
	}
	return path
}
