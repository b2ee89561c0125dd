package sts_test

import (
	"context"
	"errors"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch/types"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/aws/smithy-go"

	"pagewatch/internal/cloudwatch/account"
	"pagewatch/internal/cloudwatch/awscall"
	rolests "pagewatch/internal/cloudwatch/sts"
	"pagewatch/internal/egress"
	"pagewatch/internal/secret"
	simaws "pagewatch/internal/sim/aws"
	"pagewatch/internal/sim/aws/cloudtest"
	"pagewatch/internal/upstream"
)

// administrator is a seeded role that may do everything.
const administrator = "arn:aws:iam::444455556666:role/PagewatchAdministrator"

type world struct {
	*simaws.Cloud
	server *httptest.Server
	*rolests.Assumer
}

// newWorld returns an AWS on TLS whose administrator role trusts Pagewatch with the External ID
// "pw-ours".
func newWorld(t *testing.T) world {
	t.Helper()
	c, err := simaws.New(simaws.Config{})
	if err != nil {
		t.Fatal(err)
	}
	if err := c.PutTrustPolicy(administrator,
		simaws.RecommendedTrust(c.Principal().ARN, "pw-ours")); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewTLSServer(c)
	t.Cleanup(server.Close)
	own := account.Keys{AccessKeyID: secret.New(c.Principal().AccessKeyID),
		SecretAccessKey: secret.New(c.Principal().SecretAccessKey)}
	return world{c, server, rolests.New(rolests.Settings{
		Client: egress.New(server.Client().Transport, egress.AssumeRole(server.URL),
			egress.CallerIdentity(server.URL)).Client(), Region: "us-east-1", Endpoint: server.URL,
		PrincipalARN: c.Principal().ARN, Principal: func() account.Keys { return own },
		Now: time.Now,
	})}
}

var role = account.Target{
	Identity: account.Identity{RoleARN: administrator}, ExternalID: secret.New("pw-ours")}

// TestAnAdministratorsRoleCanOnlyReadAlarms: whatever the role allows, Pagewatch's keys allow one
// action.
func TestAnAdministratorsRoleCanOnlyReadAlarms(t *testing.T) {
	w := newWorld(t)
	keys, _, err := w.Assume(context.Background(), role, "pagewatch-0123456789ab")
	if err != nil {
		t.Fatal(err)
	}
	cw := cloudwatch.New(cloudwatch.Options{
		Region: "eu-central-1", BaseEndpoint: aws.String(w.server.URL),
		HTTPClient: cloudtest.Client{HTTP: w.server.Client()}, Credentials: awscall.Provider(keys),
		Retryer: aws.NopRetryer{},
	})
	if _, err := cw.DescribeAlarms(t.Context(), &cloudwatch.DescribeAlarmsInput{}); err != nil {
		t.Errorf("reading alarms: %v", err)
	}
	st := sts.New(sts.Options{
		Region: "us-east-1", BaseEndpoint: aws.String(w.server.URL),
		HTTPClient: cloudtest.Client{HTTP: w.server.Client()}, Credentials: awscall.Provider(keys),
		Retryer: aws.NopRetryer{},
	})
	for name, try := range map[string]func(context.Context) error{
		"ListMetrics": func(ctx context.Context) error {
			_, err := cw.ListMetrics(ctx, &cloudwatch.ListMetricsInput{})
			return err
		},
		"DescribeAlarmHistory": func(ctx context.Context) error {
			_, err := cw.DescribeAlarmHistory(ctx, &cloudwatch.DescribeAlarmHistoryInput{})
			return err
		},
		"DeleteAlarms": func(ctx context.Context) error {
			_, err := cw.DeleteAlarms(ctx, &cloudwatch.DeleteAlarmsInput{AlarmNames: []string{"x"}})
			return err
		},
		"SetAlarmState": func(ctx context.Context) error {
			_, err := cw.SetAlarmState(ctx, &cloudwatch.SetAlarmStateInput{
				AlarmName: aws.String("x"), StateValue: types.StateValueOk,
				StateReason: aws.String("x")})
			return err
		},
		"PutMetricAlarm": func(ctx context.Context) error {
			_, err := cw.PutMetricAlarm(ctx, &cloudwatch.PutMetricAlarmInput{
				AlarmName: aws.String("x"), EvaluationPeriods: aws.Int32(1),
				ComparisonOperator: types.ComparisonOperatorGreaterThanThreshold})
			return err
		},
		"AssumeRole": func(ctx context.Context) error {
			_, err := st.AssumeRole(ctx, &sts.AssumeRoleInput{
				RoleArn: aws.String(administrator), RoleSessionName: aws.String("again"),
				ExternalId: aws.String("pw-ours")})
			return err
		},
		"GetSessionToken": func(ctx context.Context) error {
			_, err := st.GetSessionToken(ctx, &sts.GetSessionTokenInput{})
			return err
		},
	} {
		var api smithy.APIError
		if err := try(t.Context()); !errors.As(err, &api) ||
			!strings.HasPrefix(api.ErrorCode(), "AccessDenied") {
			t.Errorf("%s: %v, want AccessDenied", name, err)
		}
	}
}

// TestProbesDifferInTheIDAlone: a refusal proves something only if nothing else could have caused
// it; and keys that a probe might get allow nothing.
func TestProbesDifferInTheIDAlone(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	const session = "pagewatch-0123456789ab"
	if _, _, err := w.Assume(ctx, role, session); err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{"", "pw-other"} {
		_, err := w.Probe(ctx, role, secret.New(id), session)
		if up := upstream.As(err); up == nil || up.Code != "AccessDenied" {
			t.Errorf("%q: %v, want AccessDenied", id, err)
		}
	}
	if _, err := w.Probe(ctx, role, role.ExternalID, session); err != nil {
		t.Errorf("a probe with the right ID was refused, so its refusals mean nothing: %v", err)
	}
	calls := w.Calls()
	right := calls[0]
	if right.ExternalID != "pw-ours" || right.SessionName != session ||
		right.DurationSeconds != "900" {
		t.Errorf("the right one: %+v", right)
	}
	for i, id := range []string{"", "pw-other", "pw-ours"} {
		probe := calls[i+1]
		if probe.ExternalID != id || probe.RoleARN != right.RoleARN ||
			probe.SessionName != right.SessionName ||
			probe.DurationSeconds != right.DurationSeconds {
			t.Errorf("the probe with %q: %+v", id, probe)
		}
		if probe.SessionPolicy == right.SessionPolicy ||
			!strings.Contains(probe.SessionPolicy, `"Effect":"Deny","Action":"*","Resource":"*"`) {
			t.Errorf("the probe with %q would get keys under %s", id, probe.SessionPolicy)
		}
	}
	if len(calls) != 4 {
		t.Errorf("%d calls, want 4", len(calls))
	}
}

// TestPagewatchIsThePrincipal asks the simulated AWS itself.
func TestPagewatchIsThePrincipal(t *testing.T) {
	w := newWorld(t)
	if same, trace, err := w.IsPrincipal(context.Background()); !same || err != nil ||
		trace.Operation != "GetCallerIdentity" {
		t.Errorf("got %v, %+v, %v", same, trace, err)
	}
	for _, linked := range w.Accounts() {
		for _, user := range linked.Users {
			if !user.Active {
				continue
			}
			keys := account.Keys{AccessKeyID: secret.New(user.AccessKeyID),
				SecretAccessKey: secret.New(user.SecretAccessKey)}
			if id, root, _, err := w.Owner(context.Background(), keys); id != linked.ID || root ||
				err != nil {
				t.Errorf("%s: %s, %v, %v", user.ARN, id, root, err)
			}
		}
	}
}
