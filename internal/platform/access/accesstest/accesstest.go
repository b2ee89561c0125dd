// Package accesstest makes rights for tests as production makes them: with a Gate, which asks an
// imitated Confluence.
package accesstest

import (
	"context"
	"testing"

	"pagewatch/internal/platform/access"
	"pagewatch/internal/platform/invocation"
	"pagewatch/internal/secret"
)

// CloudID is the site of every right made here.
const CloudID = "bbbbbbbb-0000-4000-8000-000000000002"

// generous is a Confluence in which everybody administers everything.
type generous struct{}

func (generous) Operations(context.Context, secret.Value, string, string) ([]access.Operation,
	error) {
	return []access.Operation{{Operation: "read", TargetType: "space"},
		{Operation: "administer", TargetType: "space"}}, nil
}

// Admin returns the right to administer a space of an installation.
func Admin(t testing.TB, installation, space string) access.Admin {
	t.Helper()
	caller := invocation.Caller{
		Installation: installation, CloudID: CloudID, Account: "712020:admin", Space: space,
		UserToken: secret.New("user"), SystemToken: secret.New("system"),
	}
	admin, err := access.NewGate(generous{}).Admin(context.Background(), caller, "")
	if err != nil {
		t.Fatal(err)
	}
	return admin
}

// Reader returns the right to read a space of an installation.
func Reader(t testing.TB, installation, space string) access.Reader {
	t.Helper()
	return Admin(t, installation, space).Reader()
}

// Platform returns the right of the platform over an installation.
func Platform(t testing.TB, installation string) access.Platform {
	t.Helper()
	caller := invocation.Caller{Installation: installation, Module: "lifecycle",
		SystemToken: secret.New("system")}
	platform, err := access.ByPlatform(caller, "lifecycle")
	if err != nil {
		t.Fatal(err)
	}
	return platform
}
