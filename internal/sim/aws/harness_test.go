package aws_test

import (
	"context"
	"errors"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch/schemas"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch/types"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/aws/smithy-go"
	"github.com/aws/smithy-go/transport/http/protocol/awsjson"

	simaws "pagewatch/internal/sim/aws"
	"pagewatch/internal/sim/aws/cloudtest"
)

const (
	externalID   = "pw-aaaabbbbccccddddeeeeffff22-gggghhhhiiiijjjjkkkkllll33"
	paymentsRole = "arn:aws:iam::111122223333:role/PagewatchReadAlarms"
	adminRole    = "arn:aws:iam::444455556666:role/PagewatchAdministrator"
	labRole      = "arn:aws:iam::777788889999:role/PagewatchReadAlarms"
	readOnly     = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"cloudwatch:DescribeAlarms","Resource":"*"}]}`
	denyAll      = `{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*"}]}`
)

// world is a cloud behind a server, with a clock that tests can move.
type world struct {
	*simaws.Cloud
	t      testing.TB
	server *httptest.Server
	offset time.Duration // of the cloud's clock from the real one, by which the SDK signs
}

func newWorld(t testing.TB) *world {
	t.Helper()
	w := &world{t: t}
	c, err := simaws.New(simaws.Config{Now: func() time.Time { return time.Now().Add(w.offset) }})
	if err != nil {
		t.Fatal(err)
	}
	w.Cloud = c
	w.server = httptest.NewServer(c)
	t.Cleanup(w.server.Close)
	return w
}

// trust makes every role trust Pagewatch with the External ID of the tests.
func (w *world) trust() *world {
	w.t.Helper()
	for _, a := range w.Accounts() {
		for _, r := range a.Roles {
			if err := w.PutTrustPolicy(r.ARN,
				simaws.RecommendedTrust(w.Principal().ARN, externalID)); err != nil {
				w.t.Fatal(err)
			}
		}
	}
	return w
}

// own are the keys of Pagewatch's principal.
func (w *world) own() aws.CredentialsProvider {
	p := w.Principal()
	return credentials.NewStaticCredentialsProvider(p.AccessKeyID, p.SecretAccessKey, "")
}

func (w *world) sts(keys aws.CredentialsProvider) *sts.Client {
	return sts.New(sts.Options{
		Region: "eu-central-1", BaseEndpoint: &w.server.URL, Credentials: keys,
		HTTPClient: cloudtest.Client{HTTP: w.server.Client()}, Retryer: aws.NopRetryer{},
	})
}

// user are the keys of a seeded IAM user, by the last part of its ARN.
func (w *world) user(name string) aws.CredentialsProvider {
	for _, a := range w.Accounts() {
		for _, u := range a.Users {
			if strings.HasSuffix(u.ARN, ":user/"+name) {
				return credentials.NewStaticCredentialsProvider(u.AccessKeyID, u.SecretAccessKey,
					"")
			}
		}
	}
	w.t.Fatalf("no user %s", name)
	return nil
}

// alarms makes a client for a Region; overJSON makes it speak the older protocol.
func (w *world) alarms(keys aws.CredentialsProvider, region string,
	options ...func(*cloudwatch.Options)) *cloudwatch.Client {
	return cloudwatch.New(cloudwatch.Options{
		Region: region, BaseEndpoint: &w.server.URL, Credentials: keys,
		HTTPClient: cloudtest.Client{HTTP: w.server.Client()}, Retryer: aws.NopRetryer{},
	}, options...)
}

func overJSON(o *cloudwatch.Options) {
	o.Protocol = awsjson.New10(schemas.GraniteServiceVersion20100801)
}

// right returns the parameters that work with a role of trust().
func right(role string) *sts.AssumeRoleInput {
	return &sts.AssumeRoleInput{
		RoleArn: &role, RoleSessionName: aws.String("pagewatch-0123456789ab"),
		ExternalId:      aws.String(externalID),
		DurationSeconds: aws.Int32(900), Policy: aws.String(readOnly),
	}
}

// assume opens a session and returns its keys.
func (w *world) assume(in *sts.AssumeRoleInput) aws.CredentialsProvider {
	w.t.Helper()
	out, err := w.sts(w.own()).AssumeRole(context.Background(), in)
	if err != nil {
		w.t.Fatalf("assuming %s: %v", *in.RoleArn, err)
	}
	return credentials.NewStaticCredentialsProvider(*out.Credentials.AccessKeyId,
		*out.Credentials.SecretAccessKey, *out.Credentials.SessionToken)
}

// all asks for alarms of every kind, as many as one answer holds.
func all() *cloudwatch.DescribeAlarmsInput {
	return &cloudwatch.DescribeAlarmsInput{
		AlarmTypes: []types.AlarmType{types.AlarmTypeCompositeAlarm, types.AlarmTypeMetricAlarm,
			types.AlarmTypeLogAlarm}, MaxRecords: aws.Int32(100),
	}
}

// wantCode checks that an SDK error carries an AWS error code.
func wantCode(t *testing.T, err error, code string) {
	t.Helper()
	var api smithy.APIError
	if !errors.As(err, &api) || api.ErrorCode() != code {
		t.Errorf("error %v, want code %s", err, code)
	}
}
