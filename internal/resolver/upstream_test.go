package resolver

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"pagewatch/internal/connection"
	"pagewatch/internal/proof"
	"pagewatch/internal/upstream"
)

// unknownService is a service that the table of codes does not know.
const unknownService upstream.Service = "another"

// failures are the ways in which a call fails, with every code of AWS among them.
func failures(service upstream.Service) []*upstream.Error {
	out := []*upstream.Error{
		{Service: service, Kind: "a kind of tomorrow"},
		{Service: service, Kind: upstream.Timeout},
		{Service: service, Kind: upstream.Unreachable},
		{Service: service, Kind: upstream.Malformed, Status: 200},
	}
	for _, status := range []int{302, 400, 403, 404, 429, 500, 503} {
		out = append(out, &upstream.Error{Service: service, Kind: upstream.Refused, Status: status})
	}
	for code := range awsCodes {
		out = append(out, &upstream.Error{
			Service: service, Kind: upstream.Refused, Status: 403, Code: code})
	}
	return out
}

// TestAnUnknownServiceIsNotAWS: only a call to STS or CloudWatch gets a code that names AWS.
func TestAnUnknownServiceIsNotAWS(t *testing.T) {
	for _, service := range []upstream.Service{unknownService, "", upstream.Confluence} {
		for _, e := range failures(service) {
			for _, kind := range []connection.Kind{connection.AWSRole, connection.AWSUser, ""} {
				got := planCode(plan{Link: connection.Link{Kind: kind}}, e)
				wrong := strings.HasPrefix(got, "aws_") || got == "principal_refused"
				if wrong || service != upstream.Confluence && got != codeUnknownUpstream {
					t.Errorf("%v of a connection of kind %q is %s", e, kind, got)
				}
			}
		}
	}
	for code, meaning := range awsCodes {
		if got := meaning.by(unknownService); got != codeUnknownUpstream {
			t.Errorf("%s by an unknown service means %s", code, got)
		}
	}
}

// TestAnUnknownServiceProvesNothing: a step whose answer came from elsewhere is "cannot tell".
func TestAnUnknownServiceProvesNothing(t *testing.T) {
	p := plan{Link: connection.Link{Kind: connection.AWSRole}}
	for _, e := range failures(unknownService) {
		for name, f := range map[string]finding{
			"a step": judged(p, e), "a refusal": judgedRefusal(p, "trust_missing_id", e)} {
			if f.outcome != proof.Inconclusive || f.code != codeUnknownUpstream {
				t.Errorf("%s that ended with %v is %s with %s", name, e, f.outcome, f.code)
			}
		}
	}
}

// TestNoRoomForAnAnswerIsNotAWS: AWS has begun to answer a call that ends in the wait for memory.
func TestNoRoomForAnAnswerIsNotAWS(t *testing.T) {
	p := plan{Link: connection.Link{Kind: connection.AWSRole}}
	if got := planCode(p, &upstream.Error{
		Service: upstream.CloudWatch, Kind: upstream.Crowded, Status: 200}); got != codeCrowded {
		t.Errorf("it is %s, want %s", got, codeCrowded)
	}
}

// TestACallerWhoLeavesBlamesNobody: a call that its caller broke off is no failure of the service.
func TestACallerWhoLeavesBlamesNobody(t *testing.T) {
	for _, err := range []error{
		&upstream.Error{Service: upstream.STS, Kind: upstream.Canceled},
		&upstream.Error{Service: upstream.CloudWatch, Kind: upstream.Canceled},
		&upstream.Error{Service: upstream.Confluence, Kind: upstream.Canceled},
		&upstream.Error{Service: unknownService, Kind: upstream.Canceled},
		fmt.Errorf("%w: %w", connection.ErrUnavailable, context.Canceled),
	} {
		p := plan{Link: connection.Link{Kind: connection.AWSRole}}
		if got := planCode(p, err); got != codeGone {
			t.Errorf("%v is %s, want %s", err, got, codeGone)
		}
		if f := judged(p, err); f.outcome != proof.Inconclusive {
			t.Errorf("a step that ended with %v is %s", err, f.outcome)
		}
	}
}
