package aws_test

import (
	"context"
	"regexp"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch"
)

// TestSessionPolicyLimits proves least privilege: an administrator's role under our session policy
// can only read alarms.
func TestSessionPolicyLimits(t *testing.T) {
	w := newWorld(t).trust()
	limited := w.assume(right(adminRole))
	unlimited := right(adminRole)
	unlimited.Policy = nil
	silenced := right(adminRole)
	silenced.Policy = aws.String(denyAll)
	for name, protocol := range protocols {
		t.Run(name, func(t *testing.T) {
			client := w.alarms(limited, "eu-central-1", protocol)
			out, err := client.DescribeAlarms(context.Background(), all())
			if err != nil || len(out.CompositeAlarms) != 1 {
				t.Errorf("reading alarms: %v", err)
			}
			_, err = client.ListMetrics(context.Background(), &cloudwatch.ListMetricsInput{})
			wantCode(t, err, "AccessDenied")
			_, err = w.alarms(w.assume(unlimited), "eu-central-1", protocol).ListMetrics(
				context.Background(), &cloudwatch.ListMetricsInput{})
			wantCode(t, err, "UnknownOperation")
			_, err = w.alarms(w.assume(silenced), "eu-central-1", protocol).DescribeAlarms(
				context.Background(), all())
			wantCode(t, err, "AccessDenied")
		})
	}
}

// TestCompositesNeedEveryResource checks that a narrowed permission omits composite alarms without
// an error.
func TestCompositesNeedEveryResource(t *testing.T) {
	w := newWorld(t).trust()
	narrowed := right(paymentsRole)
	narrowed.Policy = aws.String(
		strings.Replace(readOnly, `"Resource":"*"`, `"Resource":"arn:aws:cloudwatch:*:*:alarm:*"`,
			1))
	out, err := w.alarms(w.assume(narrowed), "eu-central-1").DescribeAlarms(context.Background(),
		all())
	if err != nil || len(out.CompositeAlarms) != 0 || len(out.MetricAlarms) != 35 {
		t.Errorf("%d composite and %d metric alarms, %v", len(out.CompositeAlarms),
			len(out.MetricAlarms), err)
	}
	elsewhere := right(paymentsRole)
	elsewhere.Policy = aws.String(
		strings.Replace(readOnly, `"Resource":"*"`,
			`"Resource":"arn:aws:cloudwatch:us-east-1:*:alarm:*"`, 1))
	_, err = w.alarms(w.assume(elsewhere), "eu-central-1").DescribeAlarms(context.Background(),
		all())
	wantCode(t, err, "AccessDenied")
}

// TestIAMUsers also checks the shape of the keys, which forms that take them may insist on.
func TestIAMUsers(t *testing.T) {
	w := newWorld(t)
	id, secret := regexp.MustCompile(`^AKIA[A-Z0-9]{16}$`),
		regexp.MustCompile(`^[A-Za-z0-9/+]{40}$`)
	for _, a := range w.Accounts() {
		for _, u := range a.Users {
			if !id.MatchString(u.AccessKeyID) || !secret.MatchString(u.SecretAccessKey) {
				t.Errorf("%s: a key of another shape than AWS makes", u.ARN)
			}
			keys := credentials.NewStaticCredentialsProvider(u.AccessKeyID, u.SecretAccessKey, "")
			_, err := w.alarms(keys, "eu-central-1").DescribeAlarms(context.Background(), all())
			if !u.Active {
				wantCode(t, err, "InvalidClientTokenId")
			} else if err != nil {
				t.Errorf("%s: %v", u.ARN, err)
			}
		}
	}
}
