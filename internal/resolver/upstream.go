package resolver

import (
	"net/http"

	"pagewatch/internal/upstream"
)

// told is what a code of AWS means, by who said it.
type told struct{ sts, cloudWatch string }

func both(code string) told { return told{code, code} }

// awsCodes maps the error codes of STS and CloudWatch, in every spelling they come in. Source: the
// STS and CloudWatch API references and their service models.
var awsCodes = map[string]told{
	"AccessDenied":          {"aws_assume_denied", "aws_alarms_denied"},
	"AccessDeniedException": {"aws_assume_denied", "aws_alarms_denied"},

	"InvalidClientTokenId":        both("aws_bad_keys"),
	"UnrecognizedClientException": both("aws_bad_keys"),
	"OptInRequired":               both("aws_bad_keys"),
	"MissingAuthenticationToken":  both("aws_bad_keys"),

	"SignatureDoesNotMatch":     both("aws_bad_signature"),
	"InvalidSignatureException": both("aws_bad_signature"),
	"IncompleteSignature":       both("aws_bad_signature"),

	"ExpiredToken":          both("aws_expired"),
	"ExpiredTokenException": both("aws_expired"),
	"RequestExpired":        both("aws_expired"),
	"RequestTimeTooSkewed":  both("aws_expired"), // other services' word for it

	// At STS it is about the Region that Pagewatch asks from, not about one whose alarms are shown.
	"RegionDisabledException": {"aws_sts_disabled", "aws_region_disabled"},

	// At STS it is the role that the request names; everything else in a request is ours to get
	// right.
	"ValidationError":             {"aws_invalid", "aws_bad_question"},
	"ValidationException":         {"aws_invalid", "aws_bad_question"},
	"MalformedPolicyDocument":     both("aws_bad_question"),
	"PackedPolicyTooLarge":        both("aws_bad_question"),
	"InvalidNextToken":            both("aws_bad_question"),
	"InvalidParameterCombination": both("aws_bad_question"),
	"InvalidParameterValue":       both("aws_bad_question"),
	"MissingParameter":            both("aws_bad_question"),

	"Throttling":               {"aws_sts_throttled", "aws_throttled"},
	"ThrottlingException":      {"aws_sts_throttled", "aws_throttled"},
	"RequestLimitExceeded":     {"aws_sts_throttled", "aws_throttled"},
	"TooManyRequestsException": {"aws_sts_throttled", "aws_throttled"},

	"InternalFailure":      both("aws_unavailable"),
	"InternalServiceError": both("aws_unavailable"),
	"InternalServiceFault": both("aws_unavailable"),
	"ServiceUnavailable":   both("aws_unavailable"),
}

// by returns the meaning of the code for the service that sent it.
func (t told) by(service upstream.Service) string {
	switch service {
	case upstream.STS:
		return t.sts
	case upstream.CloudWatch:
		return t.cloudWatch
	}
	return codeUnknownUpstream
}

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
	case upstream.STS, upstream.CloudWatch:
		return awsCode(e)
	}
	return codeUnknownUpstream
}

func awsCode(e *upstream.Error) string {
	switch e.Kind {
	case upstream.Timeout:
		return codeAWSTimeout
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
	if said, known := awsCodes[e.Code]; known {
		return said.by(e.Service)
	}
	// Without a code we know, the status is all there is: load balancers and proxies answer like
	// this.
	switch {
	case e.Code == "" && e.Status == http.StatusForbidden:
		return awsCodes["AccessDenied"].by(e.Service)
	case e.Status == http.StatusTooManyRequests:
		return awsCodes["Throttling"].by(e.Service)
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
