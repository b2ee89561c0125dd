package service_test

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"

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

// mapping is Pagewatch's error for an AWS error code.
type mapping struct {
	Kind    string `json:"kind"`    // of the connection
	Service string `json:"service"` // that answered
	AWS     string `json:"aws"`     // AWS's code
	Code    string `json:"code"`    // Pagewatch's code
	Message string `json:"message"`
	Hint    string `json:"hint"`
}

const errorsPath = "../../testdata/wire/aws-errors.json"

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
			fault := refuse(aws.status, aws.code)
			fault.Service = place.Service
			b.Cloud.Inject(fault)
			got := b.Do(servicetest.Call{}, "POST", "/v1/views",
				servicetest.View("inline", connections[place.Kind]+frankfurt)).Records(b)[0].Error
			b.Cloud.ClearFaults()
			if got.Code == "" || got.Code == "aws_rejected" || got.Message == "" ||
				got.Hint == "" || strings.Contains(got.Message+got.Hint, planted) {
				t.Errorf("%s at %s of %s: %+v", aws.code, place.Service, place.Kind, got)
			}
			rows = append(rows,
				mapping{place.Kind, place.Service, aws.code, got.Code, got.Message, got.Hint})
		}
	}
	for _, aws := range awsCodes { // an IAM user's keys are asked about at STS, in a test
		fault := refuse(aws.status, aws.code)
		fault.Service = simaws.STS
		b.Cloud.Inject(fault)
		got := b.Test(servicetest.Call{}, body(b.UserDraft(true)), "identity")[0].Error
		b.Cloud.ClearFaults()
		rows = append(rows,
			mapping{"aws-user", simaws.STS, aws.code, got.Code, got.Message, got.Hint})
	}
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(rows); err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(errorsPath, text.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	published, err := os.ReadFile(errorsPath)
	if err != nil || !bytes.Equal(published, text.Bytes()) {
		t.Errorf(
			"%s differs from the code (%v): run this test with -update and review the change",
			errorsPath, err)
	}
}
