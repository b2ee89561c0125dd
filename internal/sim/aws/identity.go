package aws

import (
	"crypto/subtle"
	"errors"
	"net/http"
	"time"

	"pagewatch/internal/sim/aws/policy"
	"pagewatch/internal/sim/aws/sigv4"
)

// key is an access key: a long-lived one, or one of an assumed-role session.
type key struct {
	secret   string
	token    string    // the session token; empty for long-lived keys
	expires  time.Time // zero: never
	inactive bool
	who      identity
}

// identity is the principal of an access key.
type identity struct {
	caller      policy.Caller
	userID      string
	permissions policy.Document
	session     *policy.Document // the session policy, if one was given
}

// arn is the identity's name in error messages and in GetCallerIdentity.
func (i identity) arn() string {
	if i.caller.SessionARN != "" {
		return i.caller.SessionARN
	}
	return i.caller.ARN
}

// isSession reports whether the identity is a role, so that the roles it assumes are chained.
func (i identity) isSession() bool { return i.caller.SessionARN != "" }

// may evaluates the identity's own policies: both its policy and its session policy must allow, and
// either may deny.
func (i identity) may(action, resource string) policy.Decision {
	request := policy.Request{Action: action, Resource: resource, Caller: i.caller}
	decision := i.permissions.Decide(request)
	if i.session == nil || decision == policy.Denied {
		return decision
	}
	limit := i.session.Decide(request)
	if decision == policy.Allowed || limit == policy.Denied {
		return limit
	}
	return policy.Silent
}

// authenticate verifies the signature of a request to a service and returns the identity that sent
// it.
func (c *Cloud) authenticate(r *http.Request, body []byte, service string) (identity, *refusal) {
	auth, err := sigv4.Parse(r.Header.Get("Authorization"))
	if err != nil {
		return identity{}, unsigned(err)
	}
	now := c.now()
	k, refused := c.lookup(auth.AccessKeyID, r.Header.Get("X-Amz-Security-Token"), now)
	if refused != nil {
		return identity{}, refused
	}
	if err := sigv4.Verify(r, body, k.secret, now); err != nil {
		return identity{}, unsigned(err)
	}
	if auth.Service != service {
		return identity{}, refuse("SignatureDoesNotMatch",
			"Credential should be scoped to correct service: '%s'.", service)
	}
	if !enabled(auth.Region) {
		return identity{}, unknownKey()
	}
	return k.who, nil
}

// lookup finds an access key that may be used now. As on AWS, its refusal is the same for an
// unknown key, an inactive key and a wrong session token.
func (c *Cloud) lookup(id, token string, now time.Time) (key, *refusal) {
	c.mu.Lock()
	defer c.mu.Unlock()
	k, ok := c.keys[id]
	if !ok || k.inactive || subtle.ConstantTimeCompare([]byte(k.token), []byte(token)) != 1 {
		return key{}, unknownKey()
	}
	if !k.expires.IsZero() && !now.Before(k.expires) {
		return key{}, refuse("ExpiredToken",
			"The security token included in the request is expired")
	}
	return *k, nil
}

func unknownKey() *refusal {
	return refuse("InvalidClientTokenId", "The security token included in the request is invalid.")
}

// unsigned translates an error of package sigv4.
func unsigned(err error) *refusal {
	switch {
	case errors.Is(err, sigv4.ErrMissing):
		return refuse("MissingAuthenticationToken", "Request is missing Authentication Token")
	case errors.Is(err, sigv4.ErrIncomplete):
		return refuse("IncompleteSignature",
			"The request signature does not conform to AWS standards.")
	case errors.Is(err, sigv4.ErrSkew):
		return refuse("SignatureDoesNotMatch",
			"Signature expired or not yet current: the request was signed more than 5 minutes away from this service's time.")
	}
	return refuse("SignatureDoesNotMatch",
		"The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method.")
}
