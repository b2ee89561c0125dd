package setup_test

import (
	"context"
	"errors"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch/types"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/aws/smithy-go"

	"pagewatch/internal/cloudwatch/setup"
	"pagewatch/internal/secret"
	simaws "pagewatch/internal/sim/aws"
	"pagewatch/internal/sim/aws/cloudtest"
	"pagewatch/internal/sim/aws/policy"
)

const (
	readerRole = "arn:aws:iam::444455556666:role/PagewatchReadAlarms"
	adminRole  = "arn:aws:iam::444455556666:role/PagewatchAdministrator"
)

// world is the simulated AWS behind a server, called with the real SDK.
type world struct {
	*simaws.Cloud
	t      testing.TB
	server *httptest.Server
}

func newWorld(t testing.TB) world {
	t.Helper()
	c, err := simaws.New(simaws.Config{})
	if err != nil {
		t.Fatal(err)
	}
	w := world{c, t, httptest.NewServer(c)}
	t.Cleanup(w.server.Close)
	return w
}

// assume assumes a role as Pagewatch, with the External ID unless it is empty, and under the
// session policy unless it is empty.
func (w world) assume(role, externalID, session string) (aws.CredentialsProvider, error) {
	p := w.Principal()
	in := &sts.AssumeRoleInput{
		RoleArn: &role, RoleSessionName: aws.String("pagewatch-0123456789ab"),
		DurationSeconds: aws.Int32(900)}
	if externalID != "" {
		in.ExternalId = &externalID
	}
	if session != "" {
		in.Policy = &session
	}
	out, err := sts.New(sts.Options{
		Region: "eu-central-1", BaseEndpoint: &w.server.URL,
		HTTPClient: cloudtest.Client{HTTP: w.server.Client()}, Retryer: aws.NopRetryer{},
		Credentials: credentials.NewStaticCredentialsProvider(p.AccessKeyID, p.SecretAccessKey, ""),
	}).AssumeRole(context.Background(), in)
	if err != nil {
		return nil, err
	}
	c := out.Credentials
	return credentials.NewStaticCredentialsProvider(*c.AccessKeyId, *c.SecretAccessKey,
		*c.SessionToken), nil
}

func (w world) alarms(keys aws.CredentialsProvider) *cloudwatch.Client {
	return cloudwatch.New(cloudwatch.Options{
		Region: "eu-central-1", BaseEndpoint: &w.server.URL,
		HTTPClient: cloudtest.Client{HTTP: w.server.Client()}, Retryer: aws.NopRetryer{},
		Credentials: keys,
	})
}

// trust gives a role a trust policy.
func (w world) trust(role, document string) {
	w.t.Helper()
	if err := w.PutTrustPolicy(role, document); err != nil {
		w.t.Fatal(err)
	}
}

// TestOnlyPagewatchWithItsIDIsTrusted proves each rendered trust policy with the calls of a
// connection test.
func TestOnlyPagewatchWithItsIDIsTrusted(t *testing.T) {
	w := newWorld(t)
	ours := values(func(v *setup.Values) { v.PrincipalARN = w.Principal().ARN })
	// in the same account
	neighbour := values(func(v *setup.Values) { v.PrincipalARN = w.Principal().ARN + "2" })
	tests := []struct {
		name, externalID string
		trusting         setup.Values
		allowed          bool
	}{
		{"our External ID", ourID, ours, true},
		{"no External ID", "", ours, false},
		{"a random UUID", "7d9c1c1e-32b4-4a43-a3a5-6a2a4e6f3b10", ours, false},
		{"another site's", "pw-zzzzyyyyxxxxwwwwvvvvuuuu77-ttttssssrrrrqqqqppppoooo66", ours, false},
		{"another space's of the site", ourID[:30] + "ttttssssrrrrqqqqppppoooo66", ours, false},
		{"our External ID, another principal trusted", ourID, neighbour, false},
	}
	for _, tt := range tests {
		for name, made := range documents(t, tt.trusting) {
			w.trust(readerRole, marshal(t, made.Trust))
			keys, err := w.assume(readerRole, tt.externalID, "")
			if !tt.allowed {
				wantCode(t, tt.name+", "+name, err, "AccessDenied")
				continue
			}
			if err != nil {
				t.Errorf("%s, %s: %v", tt.name, name, err)
			} else if _, err = w.alarms(keys).DescribeAlarms(context.Background(),
				&cloudwatch.DescribeAlarmsInput{}); err != nil {
				t.Errorf("%s, %s: reading alarms: %v", tt.name, name, err)
			}
		}
	}
}

// TestARoleInARotationAcceptsBoth proves the trust policies for a role that exists: they accept the
// External ID of before the rotation and the new one, and no other. No link makes a second role.
func TestARoleInARotationAcceptsBoth(t *testing.T) {
	w := newWorld(t)
	ours := values(func(v *setup.Values) {
		v.PrincipalARN, v.FormerID = w.Principal().ARN, secret.New(formerID)
		v.TemplateURL = "https://templates.s3.eu-central-1.amazonaws.com/v1/pagewatch-role.yaml"
	})
	if made := render(t, ours); made.QuickCreate != "" || made.ExternalIDs != ourID+","+formerID {
		t.Errorf("the link is %q, the value %q", made.QuickCreate, made.ExternalIDs)
	}
	for name, made := range documents(t, ours) {
		w.trust(readerRole, marshal(t, made.Trust))
		for _, id := range []string{ourID, formerID} {
			if _, err := w.assume(readerRole, id, ""); err != nil {
				t.Errorf("%s: %s: %v", name, id, err)
			}
		}
		for _, id := range []string{"", ourID + "," + formerID, ourID[:30] + "ttttssssrrrrqqqqppppoooo66"} {
			_, err := w.assume(readerRole, id, "")
			wantCode(t, name+", "+id, err, "AccessDenied")
		}
	}
}

// TestPermissionsAreOneAction applies the rendered permissions as a session policy to an
// administrator's role: only what they allow is left.
func TestPermissionsAreOneAction(t *testing.T) {
	w := newWorld(t)
	v := values(func(v *setup.Values) { v.PrincipalARN = w.Principal().ARN })
	for name, made := range documents(t, v) {
		permissions := marshal(t, made.Permissions)
		w.trust(adminRole, marshal(t, made.Trust))
		keys, err := w.assume(adminRole, ourID, permissions)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		out, err := w.alarms(keys).DescribeAlarms(context.Background(),
			&cloudwatch.DescribeAlarmsInput{
				AlarmTypes: []types.AlarmType{types.AlarmTypeCompositeAlarm}})
		if err != nil || len(out.CompositeAlarms) == 0 {
			t.Errorf("%s: no composite alarms: %v", name, err)
		}
		_, err = w.alarms(keys).ListMetrics(context.Background(), &cloudwatch.ListMetricsInput{})
		wantCode(t, name, err, "AccessDenied")

		document, err := policy.ParsePermissions(permissions)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for _, action := range []string{
			"cloudwatch:DescribeAlarmHistory", "cloudwatch:PutMetricAlarm",
			"cloudwatch:DeleteAlarms", "sts:AssumeRole", "iam:PassRole", "s3:GetObject"} {
			if got := document.Decide(policy.Request{Action: action, Resource: "*"}); got !=
				policy.Silent {
				t.Errorf("%s: %s is %s", name, action, got)
			}
		}
	}
}

// TestPublishedTrustIsRefused: with nothing filled in, the policy names no principal that AWS
// knows.
func TestPublishedTrustIsRefused(t *testing.T) {
	err := newWorld(t).PutTrustPolicy(readerRole, published(t, "trust-policy.json"))
	if err == nil || !strings.Contains(err.Error(), "PASTE_PARTITION") {
		t.Errorf("error %v, want one about the placeholder", err)
	}
}

func wantCode(t *testing.T, what string, err error, code string) {
	t.Helper()
	var api smithy.APIError
	if !errors.As(err, &api) || api.ErrorCode() != code {
		t.Errorf("%s: error %v, want code %s", what, err, code)
	}
}
