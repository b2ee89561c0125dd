package aws_test

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	ststypes "github.com/aws/aws-sdk-go-v2/service/sts/types"

	simaws "pagewatch/internal/sim/aws"
)

func TestAssumeRole(t *testing.T) {
	w := newWorld(t).trust()
	out, err := w.sts(w.own()).AssumeRole(context.Background(), right(paymentsRole))
	if err != nil {
		t.Fatal(err)
	}
	if want :=
		"arn:aws:sts::111122223333:assumed-role/PagewatchReadAlarms/pagewatch-0123456789ab"; *out.AssumedRoleUser.Arn != want {
		t.Errorf("assumed %s, want %s", *out.AssumedRoleUser.Arn, want)
	}
	if !strings.HasPrefix(*out.Credentials.AccessKeyId, "ASIA") ||
		len(*out.Credentials.AccessKeyId) != 20 {
		t.Errorf("access key id %s", *out.Credentials.AccessKeyId)
	}
	if left := time.Until(*out.Credentials.Expiration); left < 14*time.Minute ||
		left > 15*time.Minute {
		t.Errorf("expires in %v, want 15 minutes", left)
	}
	if *out.SessionTokenSize != int32(len(*out.Credentials.SessionToken)) {
		t.Errorf("SessionTokenSize %d for a token of %d", *out.SessionTokenSize,
			len(*out.Credentials.SessionToken))
	}
	calls := w.Calls()
	if len(calls) != 1 {
		t.Fatalf("%d calls, want 1", len(calls))
	}
	got, want := calls[0], calls[0]
	want.Service, want.Action, want.Region, want.Account, want.RoleARN = "sts", "AssumeRole",
		"eu-central-1", "111122223333", paymentsRole
	want.ExternalID, want.SessionName, want.DurationSeconds, want.SessionPolicy = externalID,
		"pagewatch-0123456789ab", "900", readOnly
	want.Status, want.Code = 200, ""
	if got != want {
		t.Errorf("call %+v, want %+v", got, want)
	}
	w.ResetCalls()
	if n := len(w.Calls()); n != 0 {
		t.Errorf("%d calls after a reset", n)
	}
}

// TestGetCallerIdentity names every kind of caller, denied or not: the operation needs no
// permission.
func TestGetCallerIdentity(t *testing.T) {
	w := newWorld(t).trust()
	denied := right(paymentsRole)
	denied.Policy = aws.String(denyAll)
	tests := []struct {
		arn, userID, session string // userID is how the user id begins, session how it ends
		keys                 aws.CredentialsProvider
	}{
		{"arn:aws:sts::000011112222:assumed-role/Pagewatch/local", "AROA", ":local", w.own()},
		{"arn:aws:sts::444455556666:assumed-role/PagewatchAdministrator/pagewatch-0123456789ab",
			"AROA", ":pagewatch-0123456789ab", w.assume(right(adminRole))},
		{"arn:aws:sts::111122223333:assumed-role/PagewatchReadAlarms/pagewatch-0123456789ab",
			"AROA", ":pagewatch-0123456789ab", w.assume(denied)},
		{"arn:aws:iam::444455556666:user/alarm-reader", "AIDA", "", w.user("alarm-reader")},
	}
	for _, tt := range tests {
		w.ResetCalls()
		out, err := w.sts(tt.keys).GetCallerIdentity(context.Background(),
			&sts.GetCallerIdentityInput{})
		if err != nil {
			t.Fatal(err)
		}
		account := strings.Split(tt.arn, ":")[4]
		if *out.Arn != tt.arn || *out.Account != account {
			t.Errorf("identity %s in %s, want %s", *out.Arn, *out.Account, tt.arn)
		}
		if !strings.HasPrefix(*out.UserId, tt.userID) ||
			!strings.HasSuffix(*out.UserId, tt.session) ||
			strings.Contains(*out.UserId, ":") != (tt.session != "") {
			t.Errorf("user id %s of %s, want %s…%s", *out.UserId, tt.arn, tt.userID, tt.session)
		}
		calls := w.Calls()
		if len(calls) != 1 || calls[0].Service != simaws.STS ||
			calls[0].Action != "GetCallerIdentity" || calls[0].Account != account ||
			calls[0].Status != 200 {
			t.Errorf("calls %+v, want one that names the caller", calls)
		}
	}
}

// TestGetCallerIdentityRefuses covers the causes of a refusal: keys that are not active, and a
// fault.
func TestGetCallerIdentityRefuses(t *testing.T) {
	w := newWorld(t).trust()
	ask := func(keys aws.CredentialsProvider) error {
		_, err := w.sts(keys).GetCallerIdentity(context.Background(), &sts.GetCallerIdentityInput{})
		return err
	}
	wantCode(t, ask(w.user("former-reader")), "InvalidClientTokenId")
	wantCode(t, ask(credentials.NewStaticCredentialsProvider("AKIAUNKNOWNUNKNOWN00", "secret", "")),
		"InvalidClientTokenId")
	w.Inject(simaws.Fault{Service: simaws.STS, Action: "GetCallerIdentity", Times: 1,
		Do: simaws.FaultError, Code: "Throttling"})
	wantCode(t, ask(w.own()), "Throttling")
	if calls := w.Calls(); len(calls) != 3 || calls[2].Code != "Throttling" {
		t.Errorf("calls %+v, want three", calls)
	}
	session := w.assume(right(paymentsRole))
	w.offset = 15*time.Minute + time.Second
	expired := w.raw(
		signedCall{keys: session, service: "sts", path: "/", header: assumeByHand(w).header,
			body: "Action=GetCallerIdentity&Version=2011-06-15"})
	if expired.Code != http.StatusForbidden ||
		!strings.Contains(expired.Body.String(), "<Code>ExpiredToken</Code>") {
		t.Errorf("after the session: %d %s", expired.Code, expired.Body)
	}
}

// TestAssumeRoleRefuses covers every constraint on the parameters, each by one change of valid
// ones.
func TestAssumeRoleRefuses(t *testing.T) {
	tests := []struct {
		name   string
		change func(*sts.AssumeRoleInput)
		code   string
	}{
		{"wrong external id", func(in *sts.AssumeRoleInput) {
			in.ExternalId = aws.String("pw-x-y")
		}, "AccessDenied"},
		{"no external id", func(in *sts.AssumeRoleInput) { in.ExternalId = nil }, "AccessDenied"},
		{"no such role", func(in *sts.AssumeRoleInput) {
			in.RoleArn = aws.String(paymentsRole + "X")
		}, "AccessDenied"},
		{"no such account", func(in *sts.AssumeRoleInput) {
			in.RoleArn = aws.String("arn:aws:iam::999999999999:role/PagewatchReadAlarms")
		}, "AccessDenied"},
		{"own account", func(in *sts.AssumeRoleInput) {
			in.RoleArn = aws.String("arn:aws:iam::000011112222:role/Pagewatch")
		}, "AccessDenied"},
		{"tags", func(in *sts.AssumeRoleInput) {
			in.Tags = []ststypes.Tag{{Key: aws.String("a"), Value: aws.String("b")}}
		}, "AccessDenied"},
		{"source identity", func(in *sts.AssumeRoleInput) {
			in.SourceIdentity = aws.String("someone")
		}, "AccessDenied"},
		{"bad arn", func(in *sts.AssumeRoleInput) {
			in.RoleArn = aws.String("nothing-valid-in-here")
		}, "ValidationError"},
		{"short arn", func(in *sts.AssumeRoleInput) { in.RoleArn = aws.String("arn") },
			"ValidationError"},
		{"user arn", func(in *sts.AssumeRoleInput) {
			in.RoleArn = aws.String("arn:aws:iam::111122223333:user/someone")
		}, "ValidationError"},
		{"long arn", func(in *sts.AssumeRoleInput) {
			in.RoleArn = aws.String(paymentsRole + strings.Repeat("x", 2048))
		}, "ValidationError"},
		{"short external id", func(in *sts.AssumeRoleInput) { in.ExternalId = aws.String("x") },
			"ValidationError"},
		{"empty external id", func(in *sts.AssumeRoleInput) { in.ExternalId = aws.String("") },
			"ValidationError"},
		{"long external id", func(in *sts.AssumeRoleInput) {
			in.ExternalId = aws.String(strings.Repeat("x", 1225))
		}, "ValidationError"},
		{"external id with a space", func(in *sts.AssumeRoleInput) {
			in.ExternalId = aws.String("bad id")
		}, "ValidationError"},
		{"external id with a newline", func(in *sts.AssumeRoleInput) {
			in.ExternalId = aws.String(externalID + "\n")
		}, "ValidationError"},
		{"session name with a colon", func(in *sts.AssumeRoleInput) {
			in.RoleSessionName = aws.String("Session1:2")
		}, "ValidationError"},
		{"short session name", func(in *sts.AssumeRoleInput) {
			in.RoleSessionName = aws.String("x")
		}, "ValidationError"},
		{"long session name", func(in *sts.AssumeRoleInput) {
			in.RoleSessionName = aws.String(strings.Repeat("x", 65))
		}, "ValidationError"},
		{"reserved source identity", func(in *sts.AssumeRoleInput) {
			in.SourceIdentity = aws.String("aws:x")
		}, "ValidationError"},
		{"bad source identity", func(in *sts.AssumeRoleInput) {
			in.SourceIdentity = aws.String("a b")
		}, "ValidationError"},
		{"too short a session", func(in *sts.AssumeRoleInput) {
			in.DurationSeconds = aws.Int32(899)
		}, "ValidationError"},
		{"too long a session", func(in *sts.AssumeRoleInput) {
			in.DurationSeconds = aws.Int32(43201)
		}, "ValidationError"},
		{"chained over an hour", func(in *sts.AssumeRoleInput) {
			in.RoleArn, in.DurationSeconds = aws.String(adminRole), aws.Int32(3601)
		}, "ValidationError"},
		{"empty policy", func(in *sts.AssumeRoleInput) { in.Policy = aws.String("") },
			"ValidationError"},
		{"long policy", func(in *sts.AssumeRoleInput) {
			in.Policy = aws.String(readOnly + strings.Repeat(" ", 2048))
		}, "ValidationError"},
		{"policy with odd characters", func(in *sts.AssumeRoleInput) {
			in.Policy = aws.String(readOnly + "\u2003")
		}, "ValidationError"},
		{"policy that is no JSON", func(in *sts.AssumeRoleInput) { in.Policy = aws.String("{") },
			"MalformedPolicyDocument"},
		{"managed policies", func(in *sts.AssumeRoleInput) {
			in.PolicyArns = []ststypes.PolicyDescriptorType{
				{Arn: aws.String("arn:aws:iam::aws:policy/ReadOnlyAccess")}}
		}, "InvalidParameterValue"},
		{"mfa", func(in *sts.AssumeRoleInput) {
			in.SerialNumber, in.TokenCode = aws.String("GAHT12345678"), aws.String("123456")
		}, "InvalidParameterValue"},
	}
	w := newWorld(t).trust()
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			in := right(paymentsRole)
			tt.change(in)
			_, err := w.sts(w.own()).AssumeRole(context.Background(), in)
			wantCode(t, err, tt.code)
		})
	}
}

// TestDenialNamesCallerAndRole checks that the message names both, as AWS's does. Tests against
// leaks rely on it.
func TestDenialNamesCallerAndRole(t *testing.T) {
	w := newWorld(t)
	_, err := w.sts(w.own()).AssumeRole(context.Background(), right(paymentsRole))
	wantCode(t, err, "AccessDenied")
	for _, part := range []string{"arn:aws:sts::000011112222:assumed-role/Pagewatch/local",
		"sts:AssumeRole", paymentsRole, "StatusCode: 403", "RequestID: "} {
		if !strings.Contains(err.Error(), part) {
			t.Errorf("%v does not name %s", err, part)
		}
	}
}

func TestTagsNeedTheirOwnPermission(t *testing.T) {
	w := newWorld(t)
	trust := `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"` +
		w.Principal().ARN + `"},
		"Action":["sts:AssumeRole","sts:TagSession","sts:SetSourceIdentity"]}]}`
	if err := w.PutTrustPolicy(paymentsRole, trust); err != nil {
		t.Fatal(err)
	}
	in := right(paymentsRole)
	in.Tags = []ststypes.Tag{{Key: aws.String("site"), Value: aws.String("abc")}}
	in.TransitiveTagKeys = []string{"site"}
	in.SourceIdentity = aws.String("someone")
	out, err := w.sts(w.own()).AssumeRole(context.Background(), in)
	if err != nil {
		t.Fatal(err)
	}
	if out.SourceIdentity == nil || *out.SourceIdentity != "someone" {
		t.Errorf("SourceIdentity %v", out.SourceIdentity)
	}
}

// TestBothSidesMustAllow assumes a role that trusts everyone with callers whose own policies do not
// allow it.
func TestBothSidesMustAllow(t *testing.T) {
	w := newWorld(t).trust()
	open :=
		`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"sts:AssumeRole"}]}`
	reader := w.assume(right("arn:aws:iam::444455556666:role/PagewatchReadAlarms"))
	limited := w.assume(right(adminRole))
	unlimited := right(adminRole)
	unlimited.Policy = nil
	admin := w.assume(unlimited)
	if err := w.PutTrustPolicy(paymentsRole, open); err != nil {
		t.Fatal(err)
	}
	for name, keys := range map[string]aws.CredentialsProvider{
		"reader": reader, "administrator under a session policy": limited} {
		_, err := w.sts(keys).AssumeRole(context.Background(), right(paymentsRole))
		if wantCode(t, err, "AccessDenied"); t.Failed() {
			t.Fatal(name)
		}
	}
	if _, err := w.sts(admin).AssumeRole(context.Background(), right(paymentsRole)); err != nil {
		t.Errorf("administrator: %v", err)
	}
	user := w.user("alarm-reader")
	_, err := w.sts(user).AssumeRole(context.Background(), right(paymentsRole))
	wantCode(t, err, "AccessDenied")
}

func TestDefaultDuration(t *testing.T) {
	w := newWorld(t).trust()
	in := right(paymentsRole)
	in.DurationSeconds = nil
	out, err := w.sts(w.own()).AssumeRole(context.Background(), in)
	if err != nil {
		t.Fatal(err)
	}
	if left := time.Until(*out.Credentials.Expiration); left < 59*time.Minute || left > time.Hour {
		t.Errorf("expires in %v, want an hour", left)
	}
}

func TestUnknownSTSActions(t *testing.T) {
	w := newWorld(t).trust()
	unlimited := right(adminRole)
	unlimited.Policy = nil
	_, err := w.sts(w.assume(unlimited)).GetSessionToken(context.Background(),
		&sts.GetSessionTokenInput{})
	wantCode(t, err, "InvalidAction")
	_, err = w.sts(w.own()).GetSessionToken(context.Background(), &sts.GetSessionTokenInput{})
	wantCode(t, err, "AccessDenied")
}

// TestMaxSession calls as a user: for a role, the limit of chaining applies first and is never
// longer.
func TestMaxSession(t *testing.T) {
	w := newWorld(t)
	trust :=
		`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"444455556666"},"Action":"sts:AssumeRole"}]}`
	for _, role := range []string{paymentsRole, adminRole} {
		if err := w.PutTrustPolicy(role, trust); err != nil {
			t.Fatal(err)
		}
	}
	user := w.sts(w.user("operations"))
	in := right(paymentsRole)
	in.DurationSeconds = aws.Int32(3601)
	_, err := user.AssumeRole(context.Background(), in)
	wantCode(t, err, "ValidationError")
	in = right(adminRole)
	in.DurationSeconds = aws.Int32(43200)
	if _, err := user.AssumeRole(context.Background(), in); err != nil {
		t.Errorf("12 hours in a role that allows them: %v", err)
	}
}
