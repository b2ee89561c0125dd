package grafana

import (
	"net/http"

	"pagewatch/internal/grafana/client"
	"pagewatch/internal/upstream"
)

const (
	codeBusy      = "grafana_busy"
	codeTimeout   = "grafana_timeout"
	codeBadAnswer = "grafana_bad_answer"
	codeRejected  = "grafana_rejected"
)

// The causes of failures that no single answer shows.
const (
	noFolders  = "no-folders"
	folderGone = "folder-gone"
	askedGone  = "asked-gone"
	noScope    = "no-scope"
)

// causes maps what an answer says, and who answered, to codes.
var causes = map[string]string{
	client.TokenInvalid:  "grafana_token_invalid",
	client.TokenExpired:  "grafana_token_expired",
	client.TokenRevoked:  "grafana_token_revoked",
	client.TokenDisabled: "grafana_account_disabled",
	client.TokenElse:     "grafana_token_elsewhere",
	client.Redirected:    "grafana_redirect",
	client.NoStack:       "grafana_no_stack",
	client.Waking:        "grafana_waking",
	client.Edge:          "grafana_stack_unavailable",
	noFolders:            "grafana_no_folders",
	folderGone:           "grafana_folder_gone",
	askedGone:            "grafana_folder_not_found",
	noScope:              "grafana_no_scope",
}

// Code returns the code of a failed call to a stack, "" for another service.
func Code(_ string, e *upstream.Error) string {
	if e == nil || e.Service != client.Service {
		return ""
	}
	if code := causes[e.Cause]; code != "" {
		return code
	}
	switch e.Kind {
	case upstream.Timeout:
		return codeTimeout
	case upstream.Unreachable:
		return "grafana_unreachable"
	case upstream.Malformed:
		return codeBadAnswer
	case upstream.Refused:
		return refusedCode(e.Status)
	}
	return "internal"
}

func refusedCode(status int) string {
	switch {
	case status == http.StatusUnauthorized:
		return "grafana_token_invalid"
	case status == http.StatusForbidden:
		return "grafana_forbidden"
	case status == http.StatusNotFound, status == http.StatusGone:
		return "grafana_not_found"
	case status == http.StatusTooManyRequests:
		return "grafana_throttled"
	case status >= http.StatusInternalServerError:
		return "grafana_unavailable"
	}
	return codeRejected
}
