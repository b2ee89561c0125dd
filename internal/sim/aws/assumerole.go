package aws

import (
	"encoding/xml"
	"net/url"
	"strings"
	"time"

	"pagewatch/internal/sim/aws/policy"
)

// chained is the longest session that a role may open in another role.
const chained = time.Hour

// noteAssumeRole puts the parameters into the call log as they were sent.
func noteAssumeRole(call *Call, form url.Values) {
	call.RoleARN = form.Get("RoleArn")
	call.ExternalID = form.Get("ExternalId")
	call.SessionName = form.Get("RoleSessionName")
	call.DurationSeconds = form.Get("DurationSeconds")
	call.SessionPolicy = form.Get("Policy")
	if parts := strings.Split(call.RoleARN, ":"); len(parts) == 6 {
		call.Account = parts[4]
	}
}

// assumeRole answers AssumeRole. The parameters must be well-formed, the caller's own policy and
// the role's trust policy must both allow it, and the session must not exceed the limits of the
// role and of chaining.
func (c *Cloud) assumeRole(form url.Values, who identity) (answer, *refusal) {
	p, refused := parseAssumeRole(form)
	if refused != nil {
		return answer{}, refused
	}
	r, refused := c.authorizeAssume(p, who)
	if refused != nil {
		return answer{}, refused
	}
	if refused := p.checkDuration(r, who); refused != nil {
		return answer{}, refused
	}
	id, k := c.openSession(r, p)
	return xmlAnswer(assumed(p, id, k)), nil
}

// authorizeAssume finds the role and asks both policies for every action that the parameters
// require. An unknown role and one that may not be assumed get the same refusal.
func (c *Cloud) authorizeAssume(p assumption, who identity) (role, *refusal) {
	c.mu.Lock()
	defer c.mu.Unlock()
	r, ok := c.roles[p.roleARN]
	if !ok {
		return role{}, notAuthorized(who, "sts:AssumeRole", p.roleARN)
	}
	for _, action := range p.actions() {
		trust := r.trust.Decide(policy.Request{
			Action: action, Caller: who.caller, ExternalID: p.externalID})
		if who.may(action, p.roleARN) != policy.Allowed || trust != policy.Allowed {
			return role{}, notAuthorized(who, action, p.roleARN)
		}
	}
	return *r, nil
}

// authorize refuses unless the identity's own policies allow the action.
func (i identity) authorize(action, resource string) *refusal {
	if i.may(action, resource) == policy.Allowed {
		return nil
	}
	return notAuthorized(i, action, resource)
}

// notAuthorized names the caller and the resource, as AWS does. Such a message must never reach a
// reader.
func notAuthorized(who identity, action, resource string) *refusal {
	return refuse("AccessDenied", "User: %s is not authorized to perform: %s on resource: %s",
		who.arn(), action, resource)
}

func (p assumption) checkDuration(r role, who identity) *refusal {
	if who.isSession() && p.duration > chained {
		return refuse("ValidationError",
			"The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.")
	}
	if p.duration > r.maxSession {
		return refuse("ValidationError",
			"The requested DurationSeconds exceeds the MaxSessionDuration set for this role.")
	}
	return nil
}

// assumeRoleResponse is the body of a success.
type assumeRoleResponse struct {
	XMLName     xml.Name `xml:"https://sts.amazonaws.com/doc/2011-06-15/ AssumeRoleResponse"`
	KeyID       string   `xml:"AssumeRoleResult>Credentials>AccessKeyId"`
	Secret      string   `xml:"AssumeRoleResult>Credentials>SecretAccessKey"`
	Token       string   `xml:"AssumeRoleResult>Credentials>SessionToken"`
	Expires     string   `xml:"AssumeRoleResult>Credentials>Expiration"`
	ARN         string   `xml:"AssumeRoleResult>AssumedRoleUser>Arn"`
	UserID      string   `xml:"AssumeRoleResult>AssumedRoleUser>AssumedRoleId"`
	Source      string   `xml:"AssumeRoleResult>SourceIdentity,omitempty"`
	TokenSize   int      `xml:"AssumeRoleResult>SessionTokenSize"`
	Utilization int      `xml:"AssumeRoleResult>SessionTokenUtilization"` // percent of maxToken
	RequestID   string   `xml:"ResponseMetadata>RequestId"`
}

func assumed(p assumption, id string, k *key) assumeRoleResponse {
	return assumeRoleResponse{
		KeyID: id, Secret: k.secret, Token: k.token, Expires: rfc3339(k.expires),
		ARN: k.who.caller.SessionARN, UserID: k.who.userID, Source: p.sourceIdentity,
		TokenSize: len(k.token), Utilization: len(k.token) * 100 / maxToken,
		RequestID: newRequestID(),
	}
}
