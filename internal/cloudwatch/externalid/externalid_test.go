package externalid_test

import (
	"regexp"
	"strings"
	"testing"

	"pagewatch/internal/cloudwatch/externalid"
	"pagewatch/internal/secret"
)

var (
	issued = regexp.MustCompile(`^pw-[a-z2-7]{26}-[a-z2-7]{26}$`)
	uuid   = regexp.MustCompile(
		`^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`)
)

// TestProbesDifferInTheirPart: each made-up ID shares with the real one exactly the part that
// the probe does not vary.
func TestProbesDifferInTheirPart(t *testing.T) {
	id := externalid.Join(secret.RandomID(), secret.RandomID())
	real, sibling := id.Reveal(), externalid.Sibling(id).Reveal()
	foreign, random := externalid.Foreign().Reveal(), externalid.Random().Reveal()
	for _, text := range []string{real, sibling, foreign} {
		if !issued.MatchString(text) {
			t.Errorf("%q has not the form of an issued ID", text)
		}
	}
	if site := real[:30]; !strings.HasPrefix(sibling, site) || sibling == real {
		t.Errorf("%s is no sibling of %s", sibling, real)
	} else if strings.HasPrefix(foreign, site) {
		t.Errorf("%s is of the same site as %s", foreign, real)
	}
	if !uuid.MatchString(random) || random == externalid.Random().Reveal() {
		t.Errorf("%q is no random UUID", random)
	}
}

func TestFingerprint(t *testing.T) {
	// FIPS 180-2, "abc"
	const want = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
	if got := externalid.Fingerprint(secret.New("abc")); got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if got := externalid.Fingerprint(secret.Value{}); got != "" {
		t.Errorf("an absent ID has the fingerprint %s", got)
	}
}
