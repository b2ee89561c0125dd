package grafana

import (
	"net/http"
	"strings"
	"time"
)

// refusal is a reason for 401: the sentences of Grafana 9 and of newer ones, and the latter's id.
type refusal struct{ old, new, id string }

var (
	anonymous = refusal{"Unauthorized", "Unauthorized", "auth.unauthorized"}
	basic     = refusal{"Invalid Basic Auth Header", "Invalid username or password",
		"password-auth.failed"}
	invalid  = refusal{"invalid API key", "Invalid API key", "api-key.invalid"}
	expired  = refusal{"Expired API key", "Expired API key", "api-key.expired"}
	revoked  = refusal{"Revoked API key", "Revoked API key", "api-key.revoked"}
	disabled = refusal{"Service account is disabled", "Service account is disabled",
		"service-account.disabled"}
	otherOrg = refusal{"", "API key does not belong to the requested organization",
		"api-key.organization-mismatch"}
)

// answer returns the refusal as a version sends it.
func (r refusal) answer(v Version) *answer {
	body := object{"message": r.new, "messageId": r.id, "statusCode": 401, "traceID": ""}
	if !v.from(10, 0) {
		body = object{"message": r.old}
		if r == invalid {
			body["traceID"] = ""
		}
	}
	a := refuse(http.StatusUnauthorized, body)
	return &a
}

// authenticate returns the account of a request's token, or the refusal. org is the organization
// that the query names.
func (s stack) authenticate(header http.Header, org string, now time.Time) (*Account, *answer) {
	if org == "" {
		org = header.Get("X-Grafana-Org-Id")
	}
	token, reason := bearer(header.Get("Authorization"))
	if reason != nil {
		return nil, reason.answer(s.version)
	}
	for i := range s.accounts {
		a := &s.accounts[i]
		if a.Token != token {
			continue
		}
		switch {
		case a.Revoked:
			return nil, revoked.answer(s.version)
		case !a.Expires.IsZero() && !now.Before(a.Expires):
			return nil, expired.answer(s.version)
		case a.Disabled:
			return nil, disabled.answer(s.version)
		case org != "" && org != "1" && !s.version.from(10, 0):
			a := notFound()
			return nil, &a
		case org != "" && org != "1":
			return nil, otherOrg.answer(s.version)
		}
		return a, nil
	}
	return nil, invalid.answer(s.version)
}

// bearer returns the token of an Authorization header. Grafana takes anything but "Bearer " for
// basic authentication.
func bearer(header string) (string, *refusal) {
	token, ok := strings.CutPrefix(header, "Bearer ")
	switch {
	case header == "":
		return "", &anonymous
	case !ok:
		return "", &basic
	}
	return token, nil
}
