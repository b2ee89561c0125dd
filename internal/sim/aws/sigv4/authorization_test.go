package sigv4_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"pagewatch/internal/sim/aws/sigv4"
)

const good = "AWS4-HMAC-SHA256 Credential=AKIAEXAMPLEEXAMPLE00/20261121/eu-central-1/sts/aws4_request, SignedHeaders=host;x-amz-date, Signature=0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

func TestParse(t *testing.T) {
	auth, err := sigv4.Parse(good)
	if err != nil {
		t.Fatal(err)
	}
	if auth.AccessKeyID != keyID || auth.Date != "20261121" || auth.Region != "eu-central-1" ||
		auth.Service != "sts" {
		t.Errorf("scope read as %+v", auth)
	}
	if want := []string{"host", "x-amz-date"}; !slices.Equal(auth.SignedHeaders, want) {
		t.Errorf("signed headers %v, want %v", auth.SignedHeaders, want)
	}
}

func TestParseRefuses(t *testing.T) {
	tests := []struct {
		name, header string
		want         error
	}{
		{"empty", "", sigv4.ErrMissing},
		{"bearer", "Bearer abc", sigv4.ErrMissing},
		{"asymmetric", strings.Replace(good, "AWS4-HMAC-SHA256", "AWS4-ECDSA-P256-SHA256", 1),
			sigv4.ErrMissing},
		{"no parts", "AWS4-HMAC-SHA256 ", sigv4.ErrIncomplete},
		{"no signature", good[:strings.Index(good, ", Signature")], sigv4.ErrIncomplete},
		{"short signature", good[:len(good)-1], sigv4.ErrIncomplete},
		{"extra part", good + ", Extra=1", sigv4.ErrIncomplete},
		{"doubled part", good + ", Signature=1", sigv4.ErrIncomplete},
		{"short scope", strings.Replace(good, "/aws4_request", "", 1), sigv4.ErrIncomplete},
		{"host not signed", strings.Replace(good, "host;", "", 1), sigv4.ErrIncomplete},
		{"date not signed", strings.Replace(good, ";x-amz-date", "", 1), sigv4.ErrIncomplete},
		{"unsorted", strings.Replace(good, "host;x-amz-date", "x-amz-date;host", 1),
			sigv4.ErrIncomplete},
		{"upper case", strings.Replace(good, "host;", "Host;", 1), sigv4.ErrIncomplete},
	}
	for _, tt := range tests {
		if _, err := sigv4.Parse(tt.header); !errors.Is(err, tt.want) {
			t.Errorf("%s: %v, want %v", tt.name, err, tt.want)
		}
	}
}

// FuzzParse checks that whatever is accepted can be written back and read again to the same value.
func FuzzParse(f *testing.F) {
	f.Add(good)
	f.Add("AWS4-HMAC-SHA256 Credential=,SignedHeaders=,Signature=")
	f.Fuzz(func(t *testing.T, header string) {
		a, err := sigv4.Parse(header)
		if err != nil {
			t.Log("refused")
			return
		}
		t.Log("accepted")
		again, err := sigv4.Parse("AWS4-HMAC-SHA256 Credential=" + a.AccessKeyID + "/" + a.Date +
			"/" + a.Region + "/" + a.Service +
			"/aws4_request, SignedHeaders=" + strings.Join(a.SignedHeaders, ";") + ", Signature=" +
			a.Signature)
		if err != nil || again.Signature != a.Signature ||
			!slices.Equal(again.SignedHeaders, a.SignedHeaders) {
			t.Errorf("%q read as %+v, then as %+v, %v", header, a, again, err)
		}
	})
}
