package resolver

import (
	"context"
	"fmt"
	"io"
	"testing"

	"pagewatch/internal/connection"
	"pagewatch/internal/upstream"
)

// unknownService is a service that no table of codes knows.
const unknownService upstream.Service = "another"

// TestAnUnknownServiceIsNoProviders: a call to a service that no provider knows gets a code that
// names no service.
func TestAnUnknownServiceIsNoProviders(t *testing.T) {
	s := asking(io.Discard, nil)
	for _, service := range []upstream.Service{unknownService, ""} {
		for _, kind := range []connection.Kind{connection.AWSRole, connection.AWSUser, ""} {
			for _, how := range []upstream.Kind{upstream.Timeout, upstream.Unreachable,
				upstream.Malformed, upstream.Refused, "a kind of tomorrow"} {
				e := &upstream.Error{Service: service, Kind: how, Status: 403, Code: "AccessDenied"}
				got := s.taskCode(task{Link: connection.Link{Kind: kind}}, e)
				if got != codeUnknownUpstream {
					t.Errorf("%v of a connection of kind %q is %s", e, kind, got)
				}
			}
		}
	}
}

// TestACallerWhoLeavesBlamesNobody: a call that its caller broke off is no failure of the service,
// and neither is one that ends in the wait for memory.
func TestACallerWhoLeavesBlamesNobody(t *testing.T) {
	s, one := asking(io.Discard, nil), task{Link: connection.Link{Kind: connection.AWSRole}}
	for _, service := range []upstream.Service{"sts", upstream.Confluence, unknownService} {
		gone := &upstream.Error{Service: service, Kind: upstream.Canceled}
		full := &upstream.Error{Service: service, Kind: upstream.Crowded, Status: 200}
		if got := s.taskCode(one, gone); got != codeGone {
			t.Errorf("%v is %s, want %s", gone, got, codeGone)
		}
		if got := s.taskCode(one, full); got != codeCrowded {
			t.Errorf("%v is %s, want %s", full, got, codeCrowded)
		}
	}
	left := fmt.Errorf("%w: %w", connection.ErrUnavailable, context.Canceled)
	if got := s.taskCode(one, left); got != codeGone {
		t.Errorf("%v is %s, want %s", left, got, codeGone)
	}
}

// TestACodeHasWordsOnce: two tables that explain the same code do not build, and neither does a
// provider that names no failures.
func TestACodeHasWordsOnce(t *testing.T) {
	if err := (Providers{CloudWatch: player(nil)}).checkWords(); err != nil {
		t.Error(err)
	}
	if err := (Providers{CloudWatch: explaining{player(nil)}}).checkWords(); err == nil {
		t.Error("a code of two tables is accepted")
	}
	if err := (Providers{CloudWatch: nameless{}}).checkWords(); err == nil {
		t.Error("a provider that names no failures is accepted")
	}
}
