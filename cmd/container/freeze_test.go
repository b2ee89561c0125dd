//go:build linux

package main

import (
	"encoding/json"
	"net/http"
	"strings"
	"syscall"
	"testing"
	"time"

	"pagewatch/internal/sim/aws"
)

// TestAFreezeIsSurvived: the container is frozen between calls or during a call to AWS. The
// interrupted call ends with the alarms or with an error code, and the next one works.
func TestAFreezeIsSurvived(t *testing.T) {
	b := &burst{linked: map[string][]string{},
		world: newWorldWith(t,
			around{hosts: []string{"*.amazonaws.com"},
				env: map[string]string{"PAGEWATCH_ALARM_RATE": "1000"}})}
	var settings struct{ ExternalID string }
	b.in(space, http.MethodGet, "/v1/settings", nil, &settings)
	if err := b.aws.PutTrustPolicy(roleARN,
		aws.RecommendedTrust(b.aws.Principal().ARN, settings.ExternalID)); err != nil {
		t.Fatal(err)
	}
	b.create(space, "aws-role", map[string]any{
		"roleArn": roleARN, "regions": []string{"eu-central-1"}})
	for name, row := range map[string]struct {
		fault *aws.Fault // nil: the freeze is between calls
		want  string     // "" for the alarms
	}{
		"between calls":            {nil, ""},
		"AWS answers meanwhile":    {&aws.Fault{}, ""},
		"AWS breaks off meanwhile": {&aws.Fault{Do: aws.FaultReset}, "aws_bad_answer"},
		"AWS refuses meanwhile": {&aws.Fault{Do: aws.FaultError, Code: "Throttling"},
			"aws_throttled"},
	} {
		if row.fault == nil {
			b.freeze(func() {})
		} else if got := b.frozen(*row.fault); got != row.want {
			t.Errorf("%s: %q, want %q", name, got, row.want)
		}
		b.aws.ClearFaults()
		if got := b.code(); got != "" {
			t.Errorf("%s: afterwards %q", name, got)
		}
	}
}

// freeze stops the process while meanwhile runs.
func (b *burst) freeze(meanwhile func()) {
	b.t.Helper()
	if err := b.cmd.Process.Signal(syscall.SIGSTOP); err != nil {
		b.t.Fatal(err)
	}
	meanwhile()
	if err := b.cmd.Process.Signal(syscall.SIGCONT); err != nil {
		b.t.Fatal(err)
	}
}

// frozen freezes the process during a call to CloudWatch, which meanwhile answers with the fault.
func (b *burst) frozen(f aws.Fault) string {
	b.t.Helper()
	release := make(chan struct{})
	f.Service, f.Until, f.Times = aws.CloudWatch, release, 1
	b.aws.Inject(f)
	b.aws.ResetCalls()
	code := make(chan string, 1)
	go func() { code <- b.code() }()
	for len(b.aws.Calls()) < 2 { // AssumeRole and DescribeAlarms
		time.Sleep(time.Millisecond)
	}
	b.freeze(func() { close(release) })
	return <-code
}

// code returns the error code of a view of the one source, "" for alarms.
func (b *burst) code() string {
	var got struct {
		Records []struct {
			Type  string
			Error struct{ Code string }
		}
	}
	id, region, _ := strings.Cut(b.linked[space][0], "@")
	answer := b.invoke(http.MethodPost, "/v1/views",
		`{"answer":"inline","sources":[{"connection":"`+id+`","region":"`+region+`"}]}`, as)
	if err := json.Unmarshal([]byte(answer.body), &got); err != nil || len(got.Records) < 2 ||
		got.Records[len(got.Records)-1].Type != "end" {
		b.t.Errorf("%d %.300s %v", answer.status, answer.body, err)
		return "none"
	}
	return got.Records[0].Error.Code
}
