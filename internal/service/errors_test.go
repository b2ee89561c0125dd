package service_test

import (
	"net/http"
	"strings"
	"testing"

	"pagewatch/internal/cloudwatch"
	"pagewatch/internal/goldentest"
	"pagewatch/internal/service/servicetest"
	simaws "pagewatch/internal/sim/aws"
)

// awsCodes are the error codes that AWS documents for the calls Pagewatch makes, with the status
// each comes with. Sources: STS API Reference, AssumeRole and Common Errors; CloudWatch API
// Reference, DescribeAlarms and Common Errors.
var awsCodes = []struct {
	code   string
	status int
}{
	{"AccessDenied", 403}, {"AccessDeniedException", 403},
	{"InvalidClientTokenId", 403}, {"UnrecognizedClientException", 403},
	{"SignatureDoesNotMatch", 403}, {"InvalidSignatureException", 403},
	{"IncompleteSignature", 403},
	{"ExpiredToken", 403}, {"ExpiredTokenException", 403}, {"RequestExpired", 400},
	{"RegionDisabledException", 403},
	{"ValidationError", 400}, {"ValidationException", 400},
	{"MalformedPolicyDocument", 400}, {"PackedPolicyTooLarge", 400},
	{"Throttling", 400}, {"ThrottlingException", 400}, {"RequestLimitExceeded", 400},
	{"TooManyRequestsException", 429},
	{"InvalidNextToken", 400}, {"InvalidParameterCombination", 400}, {"InvalidParameterValue", 400},
	{"MissingParameter", 400},
	{"InternalFailure", 500}, {"InternalServiceError", 500}, {"InternalServiceFault", 500},
	{"ServiceUnavailable", 503},
	{"OptInRequired", 403}, {"MissingAuthenticationToken", 403},
}

// awsCauses are refusals that only AWS's message tells apart. Sources: IAM User Guide,
// "Troubleshoot access denied error messages"; "Troubleshoot Signature Version 4 signing".
var awsCauses = []struct{ code, says string }{
	{"SignatureDoesNotMatch", "Signature expired"},
	{"SignatureDoesNotMatch", "Signature not yet current"},
	{"AccessDenied", "with an explicit deny in a service control policy"},
	{"AccessDenied", "with an explicit deny in a resource control policy"},
}

// mapping is Pagewatch's error for an AWS error code.
type mapping struct {
	Kind    string `json:"kind"`    // of the connection
	Service string `json:"service"` // that answered
	AWS     string `json:"aws"`     // AWS's code
	Says    string `json:"says,omitempty"`
	Code    string `json:"code"` // Pagewatch's code
	Message string `json:"message"`
	// Hint is sent to readers of a view; AdminHint in the settings, where it is another. A row of a
	// test alone has the hint of the settings.
	Hint      string `json:"hint"`
	AdminHint string `json:"adminHint,omitempty"`
}

// mapped makes AWS answer a view with a refusal, and returns Pagewatch's error.
func mapped(b *servicetest.Backend, id string, row mapping, status int) mapping {
	fault := refuse(status, row.AWS)
	fault.Service, fault.Message = row.Service, row.Says+" "+planted
	b.Cloud.Inject(fault)
	defer b.Cloud.ClearFaults()
	got := b.Do(servicetest.Call{}, "POST", "/v1/views",
		servicetest.View("inline", id+frankfurt)).Records(b)[0].Error
	row.Code, row.Message, row.Hint = got.Code, got.Message, got.Hint
	row.AdminHint = (&cloudwatch.Provider{}).Errors().Words[got.Code].AdminHint
	return row
}

// TestEveryAWSErrorHasWords makes AWS answer every code at every place it can come from, and
// compares Pagewatch's errors with the published table, which the browser's tests read too. go test
// -run EveryAWSError -update writes it.
func TestEveryAWSErrorHasWords(t *testing.T) {
	b := servicetest.New(t, nil)
	connections := map[string]string{
		"aws-role": b.LinkRole(nil), "aws-user": b.Create(servicetest.Call{}, b.UserDraft(true))}
	var rows []mapping
	for _, place := range []mapping{
		{Kind: "aws-role", Service: simaws.STS}, {Kind: "aws-role", Service: simaws.CloudWatch},
		{Kind: "aws-user", Service: simaws.CloudWatch},
	} {
		for _, aws := range awsCodes {
			place.AWS = aws.code
			rows = append(rows, mapped(b, connections[place.Kind], place, aws.status))
		}
		for _, aws := range awsCauses {
			place.AWS, place.Says = aws.code, aws.says
			rows = append(rows, mapped(b, connections[place.Kind], place, http.StatusForbidden))
		}
	}
	for _, row := range rows {
		if row.Code == "" || row.Code == "aws_rejected" || row.Message == "" || row.Hint == "" ||
			strings.Contains(row.Message+row.Hint, planted) {
			t.Errorf("%+v", row)
		}
	}
	for _, aws := range awsCodes { // an IAM user's keys are asked about at STS, in a test
		fault := refuse(aws.status, aws.code)
		fault.Service = simaws.STS
		b.Cloud.Inject(fault)
		got := b.Test(servicetest.Call{}, body(b.UserDraft(true)), "identity")[0].Error
		b.Cloud.ClearFaults()
		rows = append(rows, mapping{Kind: "aws-user", Service: simaws.STS, AWS: aws.code,
			Code: got.Code, Message: got.Message, Hint: got.Hint})
	}
	goldentest.JSON(t, "../../testdata/wire/aws-errors.json", rows, "  ")
}

// TestGuestsLearnWhyTheyMaySeeThePage: somebody who has a page open, and may not read its space,
// is told of guests. An admin in the settings is not.
func TestGuestsLearnWhyTheyMaySeeThePage(t *testing.T) {
	b := servicetest.New(t, nil)
	view := servicetest.View("inline", b.LinkRole(nil)+frankfurt)
	for status, want := range map[int]string{403: "confluence_refused", 404: "not_found"} {
		b.Confluence.Fault(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(status) })
		for path, told := range map[string]bool{"/v1/views": true, "/v1/settings": false} {
			method, body := "GET", any(nil)
			if told {
				method, body = "POST", view
			}
			got := b.Do(servicetest.Call{}, method, path, body)
			if code, _ := got.Error(b); code != want ||
				strings.Contains(got.Body, "Guests") != told {
				t.Errorf("%s, %d: %s", path, status, got.Body)
			}
		}
	}
}
