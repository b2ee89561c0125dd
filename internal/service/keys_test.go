package service_test

import (
	"context"
	"net/http"
	"slices"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	awscloudwatch "github.com/aws/aws-sdk-go-v2/service/cloudwatch"

	"pagewatch/internal/service"
	"pagewatch/internal/service/servicetest"
	"pagewatch/internal/sim/aws/cloudtest"
)

var userSteps = servicetest.Steps("aws-user", "eu-central-1")

// TestLinkingAnIAMUser: the test uses the keys as they are, and the settings show their account.
func TestLinkingAnIAMUser(t *testing.T) {
	b := servicetest.New(t, nil)
	draft := b.UserDraft(true)
	b.Cloud.ResetCalls()
	steps := b.Test(servicetest.Call{}, body(draft), userSteps...)
	wantCalls(t, b, "sts/GetCallerIdentity", "cloudwatch/DescribeAlarms")
	last := steps[len(steps)-1]
	if !last.Complete || steps[0].Account != "444455556666" {
		t.Fatalf("got %+v", steps)
	}
	answer := b.Do(servicetest.Call{}, "POST", "/v1/connections",
		servicetest.Map{"connection": draft, "proof": last.Proof})
	if answer.Status != http.StatusCreated {
		t.Fatalf("saving: %d %s", answer.Status, answer.Body)
	}
	kept := settingsOf(b).Connections[0]
	if kept.Account != "444455556666" || kept.Test.Outcome != "passed" {
		t.Errorf("kept as %+v", kept)
	}
	records := b.Do(servicetest.Call{}, "POST", "/v1/views",
		servicetest.View("inline", kept.ID+frankfurt)).Records(b)
	wantWhole(t, records)
	if records[0].Account != "444455556666" {
		t.Errorf("a view names the account %q", records[0].Account)
	}
}

func TestKeysThatWillNotDo(t *testing.T) {
	b := servicetest.New(t, nil)
	wrong := b.UserDraft(true)
	wrong["secretAccessKey"] = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
	for name, row := range map[string]struct {
		draft servicetest.Map
		want  string
	}{
		"deactivated":    {b.UserDraft(false), "identity=failed:aws_bad_keys"},
		"a wrong secret": {wrong, "identity=failed:aws_bad_signature"},
	} {
		if got := outcomes(
			b.Test(servicetest.Call{}, body(row.draft), userSteps...)); !slices.Equal(got,
			[]string{row.want}) {
			t.Errorf("%s: %v, want %s", name, got, row.want)
		}
	}
	own := servicetest.New(t, func(s *service.Settings) {
		s.OwnAccounts = []string{"444455556666"}
	})
	if got := outcomes(
		own.Test(servicetest.Call{}, body(own.UserDraft(true)), userSteps...)); !slices.Equal(got,
		[]string{"identity=failed:user_own_account"}) {
		t.Errorf("keys of an own account: %v", got)
	}
}

// TestKeysRotateInPlace: the old keys work until the new ones are tested and saved.
func TestKeysRotateInPlace(t *testing.T) {
	b := servicetest.New(t, nil)
	old := b.UserDraft(true)
	old["accessKeyId"], old["secretAccessKey"] = "AKIAIOSFODNN7EXAMPLE",
		"wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
	id := b.Create(servicetest.Call{}, old)
	view := func() servicetest.Record {
		return b.Do(servicetest.Call{}, "POST", "/v1/views",
			servicetest.View("inline", id+frankfurt)).Records(b)[0]
	}
	fresh := b.UserDraft(true)
	change := servicetest.Map{"accessKeyId": fresh["accessKeyId"],
		"secretAccessKey": fresh["secretAccessKey"]}
	steps := b.Test(servicetest.Call{}, servicetest.Map{"id": id, "connection": change},
		userSteps...)
	last := steps[len(steps)-1]
	if !last.Complete || view().Error.Code != "aws_bad_keys" {
		t.Fatalf("testing new keys changed the kept ones: %+v, %+v", outcomes(steps), view())
	}
	if answer := b.Do(servicetest.Call{}, "PATCH", "/v1/connections/"+id,
		servicetest.Map{"connection": change, "proof": last.Proof}); answer.Status != 200 {
		t.Fatalf("rotating: %d %s", answer.Status, answer.Body)
	}
	if got := view(); got.Error.Code != "" || got.Account != "444455556666" {
		t.Errorf("with the new keys: %+v", got)
	}
	off := b.UserDraft(false)
	change = servicetest.Map{"accessKeyId": off["accessKeyId"],
		"secretAccessKey": off["secretAccessKey"]}
	steps = b.Test(servicetest.Call{}, servicetest.Map{"id": id, "connection": change},
		userSteps...)
	answer := b.Do(servicetest.Call{}, "PATCH", "/v1/connections/"+id,
		servicetest.Map{"connection": change, "proof": steps[len(steps)-1].Proof})
	if code, _ := answer.Error(b); code != "proof_required" || view().Error.Code != "" {
		t.Errorf("keys that do not work were kept: %d %s", answer.Status, answer.Body)
	}
}

// TestATenantCannotSignWithAnothersKey: an SDK client caches the signing key that it derived for an
// access key id, whatever secret comes with the id next. Another tenant that knows only the id,
// which is no secret, would be authenticated.
func TestATenantCannotSignWithAnothersKey(t *testing.T) {
	b := servicetest.New(t, nil)
	victim := b.UserDraft(true)
	thief := servicetest.Call{Installation: servicetest.OtherInstallation}
	stolen := b.UserDraft(true)
	stolen["secretAccessKey"] = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"

	// The contrast: with one client for both, the thief is authenticated.
	keys := victim
	shared := awscloudwatch.New(awscloudwatch.Options{
		Region: "eu-central-1", BaseEndpoint: aws.String(b.Settings.CloudWatchEndpoint),
		HTTPClient: cloudtest.Client{HTTP: b.Client}, Retryer: aws.NopRetryer{},
		Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
			return aws.Credentials{AccessKeyID: keys["accessKeyId"].(string),
				SecretAccessKey: keys["secretAccessKey"].(string)}, nil
		}),
	})
	for _, keys = range []servicetest.Map{victim, stolen} {
		if _, err := shared.DescribeAlarms(t.Context(),
			&awscloudwatch.DescribeAlarmsInput{}); err != nil {
			t.Fatalf("the SDK has lost the trap, and this test its point: %v", err)
		}
	}

	id, theirs := b.Create(servicetest.Call{}, victim), b.Create(thief, stolen)
	for range 2 {
		wantWhole(t, b.Do(servicetest.Call{}, "POST", "/v1/views",
			servicetest.View("inline", id+frankfurt)).Records(b))
		got := b.Do(thief, "POST", "/v1/views",
			servicetest.View("inline", theirs+frankfurt)).Records(b)
		if len(got) != 2 || got[0].Error.Code != "aws_bad_signature" {
			t.Fatalf("the thief got %+v", got)
		}
	}
}
