package resolver

import (
	"net/http"

	"pagewatch/internal/upstream"
)

// upstreamCode returns the code of a failed call. The call of a service that has no table of codes
// gets a code that names no service. A call that the service did not fail gets one that blames no
// service.
func upstreamCode(e *upstream.Error) string {
	switch e.Kind {
	case upstream.Canceled:
		return codeGone
	case upstream.Crowded:
		return codeCrowded
	}
	switch e.Service {
	case upstream.Confluence:
		return confluenceCode(e)
	}
	return codeUnknownUpstream
}

func confluenceCode(e *upstream.Error) string {
	switch {
	case e.Kind == upstream.Timeout:
		return "confluence_timeout"
	case e.Kind == upstream.Malformed:
		return "confluence_malformed"
	case e.Kind == upstream.Unreachable, e.Status >= http.StatusInternalServerError:
		return "confluence_unavailable"
	case e.Status == http.StatusTooManyRequests:
		return "confluence_throttled"
	case e.Status >= http.StatusMultipleChoices && e.Status < http.StatusBadRequest:
		return "confluence_malformed"
	}
	return "confluence_refused"
}
