package aws

import "fmt"

// refusal is an error answer of a service.
type refusal struct {
	status  int
	code    string // the code of the query protocols, such as "AccessDenied"
	message string
}

// codes are the error codes of the imitation: the status of each, and the name of its shape where
// the newer protocols spell it differently. Source: the "Common errors" of the STS and CloudWatch
// API references.
var codes = map[string]struct {
	status int
	shape  string
}{
	"AccessDenied":                {403, "AccessDeniedException"},
	"ExpiredToken":                {403, "ExpiredTokenException"},
	"IncompleteSignature":         {403, "IncompleteSignatureException"},
	"InternalFailure":             {500, "InternalFailure"},
	"InvalidAction":               {400, "InvalidAction"},
	"InvalidClientTokenId":        {403, "UnrecognizedClientException"},
	"InvalidNextToken":            {400, "InvalidNextToken"},
	"InvalidParameterCombination": {400, "InvalidParameterCombinationException"},
	"InvalidParameterValue":       {400, "InvalidParameterValueException"},
	"MalformedInput":              {400, "SerializationException"},
	"MalformedPolicyDocument":     {400, "MalformedPolicyDocumentException"},
	"MissingAuthenticationToken":  {403, "MissingAuthenticationTokenException"},
	"ServiceUnavailable":          {503, "ServiceUnavailable"},
	"SignatureDoesNotMatch":       {403, "InvalidSignatureException"},
	"Throttling":                  {400, "ThrottlingException"},
	"UnknownOperation":            {404, "UnknownOperationException"},
	"ValidationError":             {400, "ValidationException"},
}

// refuse makes a refusal with the status that goes with its code, and 400 for a code not in the
// table.
func refuse(code, format string, args ...any) *refusal {
	r := &refusal{status: 400, code: code, message: fmt.Sprintf(format, args...)}
	if row, ok := codes[code]; ok {
		r.status = row.status
	}
	return r
}

// shape returns the error's name in the newer protocols.
func (r refusal) shape() string {
	if row, ok := codes[r.code]; ok {
		return row.shape
	}
	return r.code
}

// fault returns the side at fault, in the words of both protocols.
func (r refusal) fault() string {
	if r.status >= 500 {
		return "Receiver"
	}
	return "Sender"
}

// invalid describes a failed constraint in AWS's words.
func invalid(value any, field, constraint string) *refusal {
	return refuse("ValidationError",
		"1 validation error detected: Value '%v' at '%s' failed to satisfy constraint: Member must %s", value, field, constraint)
}
