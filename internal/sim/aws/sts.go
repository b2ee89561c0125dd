package aws

import (
	"encoding/xml"
	"net/http"
	"net/url"
	"strings"
)

// stsVersion is the version parameter of every STS request.
const stsVersion = "2011-06-15"

// identifySTS recognises an awsQuery request: a form with Action and STS's Version.
func identifySTS(q *request) bool {
	mediaType, _, _ := strings.Cut(q.http.Header.Get("Content-Type"), ";")
	if q.http.Method != http.MethodPost || q.http.URL.Path != "/" ||
		strings.TrimSpace(mediaType) != "application/x-www-form-urlencoded" {
		return false
	}
	form, err := url.ParseQuery(string(q.body))
	if err != nil || form.Get("Version") != stsVersion {
		return false
	}
	q.format = stsXML{}
	q.call.Service, q.call.Action = STS, form.Get("Action")
	switch q.call.Action {
	case "AssumeRole":
		noteAssumeRole(q.call, form)
		q.do = func(c *Cloud, _ *request, who identity) (answer, *refusal) {
			return c.assumeRole(form, who)
		}
	case "GetCallerIdentity":
		q.do = callerIdentity
	default:
		q.do = unknownSTS
	}
	return true
}

// unknownSTS refuses an action that is not imitated. A caller without the permission gets AWS's
// refusal, others one that names the reason.
func unknownSTS(_ *Cloud, q *request, who identity) (answer, *refusal) {
	if refused := who.authorize("sts:"+q.call.Action, "*"); refused != nil {
		return answer{}, refused
	}
	return answer{}, refuse("InvalidAction", "Could not find operation %s for version %s",
		q.call.Action, stsVersion)
}

// callerIdentity needs no permission: it answers even where a policy denies the action. Source:
// docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html. UserId is the column
// aws:userid of the principal table in the IAM User Guide's page on policy variables.
func callerIdentity(_ *Cloud, q *request, who identity) (answer, *refusal) {
	return xmlAnswer(struct {
		XMLName   xml.Name `xml:"https://sts.amazonaws.com/doc/2011-06-15/ GetCallerIdentityResponse"`
		Arn       string   `xml:"GetCallerIdentityResult>Arn"`
		UserID    string   `xml:"GetCallerIdentityResult>UserId"`
		Account   string   `xml:"GetCallerIdentityResult>Account"`
		RequestID string   `xml:"ResponseMetadata>RequestId"`
	}{Arn: who.arn(), UserID: who.userID, Account: who.caller.Account, RequestID: q.id}), nil
}

// stsXML writes the answers of the awsQuery protocol.
type stsXML struct{}

func (stsXML) refuse(r *refusal, requestID string) answer {
	return xmlAnswer(struct {
		XMLName   xml.Name `xml:"https://sts.amazonaws.com/doc/2011-06-15/ ErrorResponse"`
		Type      string   `xml:"Error>Type"`
		Code      string   `xml:"Error>Code"`
		Message   string   `xml:"Error>Message"`
		RequestID string   `xml:"RequestId"`
	}{Type: r.fault(), Code: r.code, Message: r.message, RequestID: requestID})
}

// xmlAnswer makes a 200 with a document. It cannot fail: the documents hold only strings and
// numbers.
func xmlAnswer(document any) answer {
	body, err := xml.Marshal(document)
	if err != nil {
		panic(err)
	}
	return ok(http.Header{"Content-Type": {"text/xml"}}, body)
}
