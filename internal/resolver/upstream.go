package resolver

import (
	"net/http"

	"pagewatch/internal/upstream"
)

// awsCodes maps the error codes of STS and CloudWatch, in every spelling they come in. Source: the STS and CloudWatch
// API references and their service models.
var awsCodes = map[string]string{
	"InvalidClientTokenId":        "aws_bad_keys",
	"UnrecognizedClientException": "aws_bad_keys",
	"OptInRequired":               "aws_bad_keys",
	"MissingAuthenticationToken":  "aws_bad_keys",

	"SignatureDoesNotMatch":     "aws_bad_signature",
	"InvalidSignatureException": "aws_bad_signature",
	"IncompleteSignature":       "aws_bad_signature",

	"ExpiredToken":          "aws_expired",
	"ExpiredTokenException": "aws_expired",
	"RequestExpired":        "aws_expired",

	"RegionDisabledException": "aws_region_disabled",

	"ValidationError":             "aws_invalid",
	"ValidationException":         "aws_invalid",
	"MalformedPolicyDocument":     "aws_invalid",
	"PackedPolicyTooLarge":        "aws_invalid",
	"InvalidNextToken":            "aws_invalid",
	"InvalidParameterCombination": "aws_invalid",
	"InvalidParameterValue":       "aws_invalid",
	"MissingParameter":            "aws_invalid",

	"Throttling":               "aws_throttled",
	"ThrottlingException":      "aws_throttled",
	"RequestLimitExceeded":     "aws_throttled",
	"TooManyRequestsException": "aws_throttled",

	"InternalFailure":      "aws_unavailable",
	"InternalServiceError": "aws_unavailable",
	"InternalServiceFault": "aws_unavailable",
	"ServiceUnavailable":   "aws_unavailable",
}

// denied are the codes that mean something else at each service.
var denied = map[string]bool{"AccessDenied": true, "AccessDeniedException": true}

// upstreamCode returns our code for a failed call.
func upstreamCode(e *upstream.Error) string {
	if e.Service == upstream.Confluence {
		return confluenceCode(e)
	}
	switch e.Kind {
	case upstream.Timeout:
		return "aws_timeout"
	case upstream.Unreachable:
		return "aws_unreachable"
	case upstream.Malformed:
		return "aws_bad_answer"
	case upstream.Refused:
		return refusedCode(e)
	}
	return codeInternal
}

func refusedCode(e *upstream.Error) string {
	if denied[e.Code] || e.Code == "" && e.Status == http.StatusForbidden {
		if e.Service == upstream.STS {
			return "aws_assume_denied"
		}
		return "aws_alarms_denied"
	}
	if code, known := awsCodes[e.Code]; known {
		return code
	}
	// Without a code we know, the status is all there is: load balancers and proxies answer like this.
	switch {
	case e.Status == http.StatusTooManyRequests:
		return "aws_throttled"
	case e.Status >= http.StatusInternalServerError:
		return "aws_unavailable"
	}
	return codeAWSRefused
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
