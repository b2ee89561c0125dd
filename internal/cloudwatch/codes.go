package cloudwatch

import (
	"net/http"
	"slices"

	"pagewatch/internal/cloudwatch/account"
	"pagewatch/internal/cloudwatch/awscall"
	"pagewatch/internal/upstream"
)

const (
	codeTimeout = "aws_timeout"
	codeRefused = "aws_rejected"
	codeClock   = "aws_clock"
)

// untriedID is the cause of a denial to a connection whose External ID no test has passed with.
const untriedID = "external_id_untried"

// meaning is Pagewatch's code for an AWS error code, by the service that sent it.
type meaning struct{ sts, cloudWatch string }

func both(code string) meaning { return meaning{code, code} }

// awsCodes maps the error codes of STS and CloudWatch, in every spelling they use. Source: the STS
// and CloudWatch API references and their service models.
var awsCodes = map[string]meaning{
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

	"RequestExpired":       both(codeClock),
	"RequestTimeTooSkewed": both(codeClock), // other services' word for it

	// STS reports its own Region with this code, not one whose alarms are shown.
	"RegionDisabledException": {"aws_sts_disabled", "aws_region_disabled"},

	// STS reports the role of the request with this code; everything else in a request comes from
	// Pagewatch.
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

// causes maps what AWS's messages say. It comes before awsCodes: a wrong clock has the code of a
// wrong key, and an organization's policy that of a role's.
var causes = map[string]meaning{
	awscall.ClockSkew:             both(codeClock),
	awscall.ServiceControlPolicy:  {"aws_assume_scp", "aws_alarms_scp"},
	awscall.ResourceControlPolicy: {"aws_assume_rcp", "aws_alarms_rcp"},
	untriedID:                     {"aws_access_changing", "aws_alarms_denied"},
}

// by returns the code for the service that sent the error, "" for another service.
func (m meaning) by(service upstream.Service) string {
	switch service {
	case awscall.STS:
		return m.sts
	case awscall.CloudWatch:
		return m.cloudWatch
	}
	return ""
}

// keyFaults are the codes that blame the keys that signed a call.
var keyFaults = []string{"aws_bad_keys", "aws_bad_signature", "aws_expired"}

// Code returns the code of a failed call to AWS, "" for another service.
//
// The code depends on the keys that signed the call: STS is called with Pagewatch's own, CloudWatch
// with those that STS issued a moment ago. CloudWatch rejects these as unknown for one reason: the
// account has not enabled the Region.
func Code(kind string, e *upstream.Error) string {
	if e == nil || e.Service != awscall.STS && e.Service != awscall.CloudWatch {
		return ""
	}
	code := awsCode(e)
	switch {
	case kind != account.Role:
	case e.Service == awscall.STS && slices.Contains(keyFaults, code):
		return "principal_refused"
	case e.Service == awscall.CloudWatch && code == "aws_bad_keys":
		return "aws_region_disabled"
	}
	return code
}

func awsCode(e *upstream.Error) string {
	switch e.Kind {
	case upstream.Timeout:
		return codeTimeout
	case upstream.Unreachable:
		return "aws_unreachable"
	case upstream.Malformed:
		return "aws_bad_answer"
	case upstream.Refused:
		return refusedCode(e)
	}
	return "internal"
}

func refusedCode(e *upstream.Error) string {
	if meaning, known := causes[e.Cause]; known {
		return meaning.by(e.Service)
	}
	if meaning, known := awsCodes[e.Code]; known {
		return meaning.by(e.Service)
	}
	// Without a known code only the status is left: load balancers and proxies answer like this.
	switch {
	case e.Code == "" && e.Status == http.StatusForbidden:
		return awsCodes["AccessDenied"].by(e.Service)
	case e.Status == http.StatusTooManyRequests:
		return awsCodes["Throttling"].by(e.Service)
	case e.Status >= http.StatusInternalServerError:
		return "aws_unavailable"
	}
	return codeRefused
}
