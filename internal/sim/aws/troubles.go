package aws

import "time"

// trouble is a fault that a person can switch on in the console.
type trouble struct {
	Name   string // the value of its option
	Title  string
	Effect string // what AWS does and what readers see, a sentence or two
	fault  Fault
}

// redirected is the target of the console's redirect: a local port without a listener.
const redirected = "http://127.0.0.1:1/"

// troubles are the faults of the console, the likely ones first.
var troubles = []trouble{
	{"throttled", "Throttled",
		"Refuses with Throttling. Readers are asked for patience, with a countdown.",
		Fault{Do: FaultError, Code: "Throttling", Message: "Rate exceeded"}},
	{"denied", "Access denied",
		"Refuses with AccessDenied, as a policy would. Readers learn what AWS does not allow.",
		Fault{Do: FaultError, Code: "AccessDenied",
			Message: "User: {caller} is not authorized to perform this operation"}},
	{"failing", "Internal failure",
		"Answers 500 InternalFailure. Readers learn that AWS has a problem of its own.",
		Fault{Do: FaultError, Code: "InternalFailure",
			Message: "The request processing has failed because of an unknown error."}},
	{"unavailable", "Service unavailable", "Answers 503 ServiceUnavailable, as during an outage.",
		Fault{Do: FaultError, Code: "ServiceUnavailable", Message: "The service is unavailable."}},
	{"region-disabled", "Region not enabled",
		"Does not know the credentials, as in a Region that the account has not enabled.",
		Fault{Do: FaultError, Code: "InvalidClientTokenId",
			Message: "The security token included in the request is invalid."}},
	{"expired", "Expired credentials", "Refuses with ExpiredToken.",
		Fault{Do: FaultError, Code: "ExpiredToken",
			Message: "The security token included in the request is expired"}},
	{
		"slow", "Slow",
		"Answers as usual, after the delay. Readers see what the quicker sources said before.",
		Fault{}},
	{"hang", "No answer", "Never answers. Readers learn after a while that AWS took too long.",
		Fault{Do: FaultHang}},
	{"reset", "Connection reset",
		"Breaks the connection off in the middle of the answer. Half of it is never shown.",
		Fault{Do: FaultReset}},
	{"truncated", "Cut short", "Sends half of the answer as if it were all.",
		Fault{Do: FaultTruncated}},
	{"empty", "Empty answer", "Sends 200 with nothing in it.", Fault{Do: FaultEmpty}},
	{"html", "Web page", "Sends a web page in place of an answer, as proxies do.",
		Fault{Do: FaultHTML}},
	{"redirect", "Redirect", "Sends the caller elsewhere. Pagewatch does not go.",
		Fault{Do: FaultRedirect, URL: redirected}},
	{"oversized", "Oversized answer", "Sends 32 MiB. Pagewatch stops reading long before.",
		Fault{Do: FaultOversized}},
}

// troubleNamed returns the trouble of an option.
func troubleNamed(name string) (trouble, bool) {
	for _, t := range troubles {
		if t.Name == name {
			return t, true
		}
	}
	return trouble{}, false
}

// title describes the effect of any fault in words.
func (f Fault) title() string {
	for _, t := range troubles {
		if t.fault.Do == f.Do && t.fault.Code == f.Code {
			return t.Title
		}
	}
	return f.Code
}

// maxDelay bounds the delay that the console accepts. Longer delays are of no use.
const maxDelay = time.Minute

// callKind is a kind of call that a fault can select.
type callKind struct {
	Value           string // of its option
	Title           string
	service, action string
}

var callKinds = []callKind{
	{"", "Every call", "", ""},
	{"describe", "DescribeAlarms (CloudWatch)", CloudWatch, "DescribeAlarms"},
	{"assume", "AssumeRole (STS)", STS, "AssumeRole"},
	{"identity", "GetCallerIdentity (STS)", STS, "GetCallerIdentity"},
}

// calls describes in words the calls that a fault selects.
func (f Fault) calls() string {
	for _, k := range callKinds {
		if k.service == f.Service && k.action == f.Action {
			return k.Title
		}
	}
	if f.Action != "" {
		return f.Action
	}
	return "Every call of " + f.Service
}
