package awscall

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/aws/smithy-go"
)

// The causes of a refusal that only AWS's message tells apart, or the time of its answer. They are
// an upstream.Error's Cause: the message itself goes no further.
const (
	// ClockSkew: the clocks of Pagewatch and AWS differ by more than a signature allows.
	ClockSkew = "clock_skew"
	// ServiceControlPolicy: an organization denies the call to the accounts of its callers.
	ServiceControlPolicy = "service_control_policy"
	// ResourceControlPolicy: an organization denies access to what belongs to its accounts.
	ResourceControlPolicy = "resource_control_policy"
)

// phrases are what AWS's messages say of each cause, in small letters. Sources: IAM User Guide,
// "Troubleshoot access denied error messages"; "Troubleshoot Signature Version 4 signing".
var phrases = []struct{ says, cause string }{
	{"signature expired", ClockSkew},
	{"not yet current", ClockSkew},
	{"explicit deny in a service control policy", ServiceControlPolicy},
	{"no service control policy allows", ServiceControlPolicy},
	{"explicit deny in a resource control policy", ResourceControlPolicy},
	{"no resource control policy allows", ResourceControlPolicy},
}

// signatureCodes refuse a signature. A wrong key and a wrong clock look alike in them.
var signatureCodes = []string{"SignatureDoesNotMatch", "InvalidSignatureException"}

// maxSkew is less than the five minutes by which the time of a signature may be off.
const maxSkew = 4 * time.Minute

// cause returns the cause of a refusal, "" where AWS names none of those above, or has a problem of
// its own.
func (c *Call) cause(refusal smithy.APIError) string {
	if c.trace.Status >= http.StatusInternalServerError {
		return ""
	}
	message := strings.ToLower(refusal.ErrorMessage())
	for _, p := range phrases {
		if strings.Contains(message, p.says) {
			return p.cause
		}
	}
	if c.skewed && slices.Contains(signatureCodes, refusal.ErrorCode()) {
		return ClockSkew
	}
	return ""
}

// skewed reports whether the answer's Date is more than maxSkew away from the time of the request's
// signature, which is our clock's. Without either time it returns false.
func skewed(req *http.Request, resp *http.Response) bool {
	signed, err := time.Parse("20060102T150405Z", req.Header.Get("X-Amz-Date"))
	if err != nil {
		return false
	}
	date, err := http.ParseTime(resp.Header.Get("Date"))
	return err == nil && date.Sub(signed).Abs() > maxSkew
}
