package sts_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"pagewatch/internal/cloudwatch/account"
	"pagewatch/internal/cloudwatch/sts"
	"pagewatch/internal/secret"
	"pagewatch/internal/upstream"
)

var keys = account.Keys{AccessKeyID: secret.New("AKIAIOSFODNN7EXAMPLE"),
	SecretAccessKey: secret.New("secret")}

// callers returns an STS that reports this ARN for every caller.
func callers(t *testing.T, principalARN, arn string) *sts.Assumer {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/xml")
		_, _ = fmt.Fprintf(w,
			`<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>`+
				`<Arn>%s</Arn><UserId>U</UserId><Account>1</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`, arn)
	}))
	t.Cleanup(server.Close)
	return sts.New(sts.Settings{
		Client: server.Client(), Region: "us-east-1", Endpoint: server.URL,
		PrincipalARN: principalARN,
		Principal:    func() account.Keys { return keys }, Now: time.Now,
	})
}

// TestIsPrincipal holds a row per form in which AWS reports the principal.
func TestIsPrincipal(t *testing.T) {
	const (
		role = "arn:aws:iam::000011112222:role/Pagewatch"
		user = "arn:aws:iam::000011112222:user/pagewatch"
	)
	for _, row := range []struct {
		named, seen string
		same        bool
	}{
		{role, "arn:aws:sts::000011112222:assumed-role/Pagewatch/session", true},
		{"arn:aws:iam::000011112222:role/deep/path/Pagewatch",
			"arn:aws:sts::000011112222:assumed-role/Pagewatch/session", true},
		{"arn:aws-cn:iam::000011112222:role/Pagewatch",
			"arn:aws-cn:sts::000011112222:assumed-role/Pagewatch/session", true},
		{user, user, true},
		{role, "arn:aws:sts::000011112222:assumed-role/Pagewatch2/session", false},
		{role, "arn:aws:sts::000011112222:assumed-role/Page/Pagewatch", false},
		{role, "arn:aws:sts::999911112222:assumed-role/Pagewatch/session", false},
		{role, "arn:aws-cn:sts::000011112222:assumed-role/Pagewatch/session", false},
		{role, user, false},
		{user, "arn:aws:iam::000011112222:user/pagewatch2", false},
		{role, "arn:aws:iam::000011112222:root", false},
	} {
		same, _, err := callers(t, row.named, row.seen).IsPrincipal(context.Background())
		if err != nil || same != row.same {
			t.Errorf("%s seen as %s: %v, %v", row.named, row.seen, same, err)
		}
	}
}

func TestTheOwnerOfKeys(t *testing.T) {
	for arn, want := range map[string]string{
		"arn:aws:iam::444455556666:user/alarm-reader":      "444455556666 false",
		"arn:aws:iam::444455556666:user/path/alarm-reader": "444455556666 false",
		"arn:aws:iam::444455556666:root":                   "444455556666 true",
	} {
		account, root, trace, err := callers(t, "", arn).Owner(context.Background(), keys)
		if got := fmt.Sprint(account, " ", root); err != nil || got != want || trace.Status != 200 {
			t.Errorf("%s: %s, %v", arn, got, err)
		}
	}
}

// TestMalformedOwnersAreRefused: an answer that AWS never gives is refused.
func TestMalformedOwnersAreRefused(t *testing.T) {
	for _, arn := range []string{"", "arn:aws:iam::444455556666:user/", "arn:aws:iam::4444:user/x",
		"rubbish", "arn:aws:iam::444455556666:role/x"} {
		a := callers(t, "arn:aws:iam::000011112222:role/Pagewatch", arn)
		_, _, _, err := a.Owner(context.Background(), keys)
		if up := upstream.As(err); up == nil || up.Kind != upstream.Malformed {
			t.Errorf("%q: %v, want it malformed", arn, err)
		}
		if same, _, err := a.IsPrincipal(context.Background()); same || err == nil {
			t.Errorf("%q is the principal: %v, %v", arn, same, err)
		}
	}
}
