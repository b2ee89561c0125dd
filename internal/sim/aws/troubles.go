package aws

import "pagewatch/internal/sim/consoles"

// redirected is the target of the console's redirect: a local port without a listener.
const redirected = "http://127.0.0.1:1/"

// troubles are the faults of the console, the likely ones first.
var troubles = []consoles.Trouble[Fault]{
	{Name: "throttled", Title: "Throttled",
		Effect: "Refuses with Throttling. Readers are asked for patience, with a countdown.",
		Fault:  Fault{Do: FaultError, Code: "Throttling", Message: "Rate exceeded"}},
	{Name: "denied", Title: "Access denied",
		Effect: "Refuses with AccessDenied, as a policy would. Readers learn what AWS does not allow.",
		Fault: Fault{Do: FaultError, Code: "AccessDenied",
			Message: "User: {caller} is not authorized to perform this operation"}},
	{Name: "failing", Title: "Internal failure",
		Effect: "Answers 500 InternalFailure. Readers learn that AWS has a problem of its own.",
		Fault: Fault{Do: FaultError, Code: "InternalFailure",
			Message: "The request processing has failed because of an unknown error."}},
	{Name: "unavailable", Title: "Service unavailable",
		Effect: "Answers 503 ServiceUnavailable, as during an outage.",
		Fault: Fault{Do: FaultError, Code: "ServiceUnavailable",
			Message: "The service is unavailable."}},
	{Name: "region-disabled", Title: "Region not enabled",
		Effect: "Does not know the credentials, as in a Region that the account has not enabled.",
		Fault: Fault{Do: FaultError, Code: "InvalidClientTokenId",
			Message: "The security token included in the request is invalid."}},
	{Name: "expired", Title: "Expired credentials", Effect: "Refuses with ExpiredToken.",
		Fault: Fault{Do: FaultError, Code: "ExpiredToken",
			Message: "The security token included in the request is expired"}},
	{Name: "slow", Title: "Slow",
		Effect: "Answers as usual, after the delay. Readers see what the quicker sources said before."},
	{Name: "hang", Title: "No answer",
		Effect: "Never answers. Readers learn after a while that AWS took too long.",
		Fault:  Fault{Do: FaultHang}},
	{Name: "reset", Title: "Connection reset",
		Effect: "Breaks the connection off in the middle of the answer. Half of it is never shown.",
		Fault:  Fault{Do: FaultReset}},
	{Name: "truncated", Title: "Cut short", Effect: "Sends half of the answer as if it were all.",
		Fault: Fault{Do: FaultTruncated}},
	{Name: "empty", Title: "Empty answer", Effect: "Sends 200 with nothing in it.",
		Fault: Fault{Do: FaultEmpty}},
	{Name: "html", Title: "Web page",
		Effect: "Sends a web page in place of an answer, as proxies do.",
		Fault:  Fault{Do: FaultHTML}},
	{Name: "redirect", Title: "Redirect",
		Effect: "Sends the caller elsewhere. Pagewatch does not go.",
		Fault:  Fault{Do: FaultRedirect, URL: redirected}},
	{Name: "oversized", Title: "Oversized answer",
		Effect: "Sends 32 MiB. Pagewatch stops reading long before.",
		Fault:  Fault{Do: FaultOversized}},
}

// title describes the effect of any fault in words.
func (f Fault) title() string {
	for _, t := range troubles {
		if t.Fault.Do == f.Do && t.Fault.Code == f.Code {
			return t.Title
		}
	}
	return f.Code
}

// callKinds are the kinds of calls that a fault can select.
var callKinds = []struct{ value, title, service, action string }{
	{"", "Every call", "", ""},
	{"describe", "DescribeAlarms (CloudWatch)", CloudWatch, "DescribeAlarms"},
	{"assume", "AssumeRole (STS)", STS, "AssumeRole"},
	{"identity", "GetCallerIdentity (STS)", STS, "GetCallerIdentity"},
}

// calls describes in words the calls that a fault selects.
func (f Fault) calls() string {
	for _, k := range callKinds {
		if k.service == f.Service && k.action == f.Action {
			return k.title
		}
	}
	if f.Action != "" {
		return f.Action
	}
	return "Every call of " + f.Service
}
