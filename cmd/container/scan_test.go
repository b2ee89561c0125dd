//go:build linux

package main

import (
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"net/http"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"pagewatch/internal/cloudwatch/account"
	"pagewatch/internal/grafana/stack"
	"pagewatch/internal/hygiene/hygienetest"
	"pagewatch/internal/platform/invocation"
	"pagewatch/internal/sim/aws"
	"pagewatch/internal/sim/grafana"
)

// userKey is the kind of an IAM user's keys.
const userKey = "IAM user key"

// burst is a container after many views, and what must not have stayed in it.
type burst struct {
	*world
	marks  *hygienetest.Marks
	stacks *grafana.Cloud
	// linked are the sources of each space, as connection@Region, or connection@ for a stack.
	linked map[string][]string
}

var (
	roleRegions = []string{"eu-central-1", "us-east-1", "eu-west-1"}
	userRegions = []string{"eu-central-1", "us-east-1"}
)

const roleARN = "arn:aws:iam::111122223333:role/PagewatchReadAlarms"

// newBurst starts a container, links a role in five spaces, and an IAM user and a stack in one
// each, and looks at all of them.
func newBurst(t *testing.T, env map[string]string) *burst {
	t.Helper()
	b := &burst{marks: &hygienetest.Marks{}, linked: map[string][]string{}}
	var err error
	if b.stacks, err = grafana.New(grafana.Config{}); err != nil {
		t.Fatal(err)
	}
	settings := map[string]string{"PAGEWATCH_ALARM_RATE": "1000"}
	for name, value := range env {
		settings[name] = value
	}
	b.world = newWorldWith(t, around{
		hosts: []string{"*.amazonaws.com", "*.grafana.net"}, env: settings, watch: b.marks.Watch,
		stacks: b.stacks,
		rights: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			_, _ = io.WriteString(w,
				`{"operations":[{"operation":"read","targetType":"space"},{"operation":"administer","targetType":"space"}]}`)
		}),
	})
	b.link()
	b.look()
	return b
}

// in calls a route in a space, and reads its answer.
func (b *burst) in(space, method, path string, body map[string]any, out any) {
	b.t.Helper()
	text, err := json.Marshal(body)
	if err != nil {
		b.t.Fatal(err)
	}
	got := b.invoke(method, path, string(text), func(c *invocation.Claims) {
		c.Context.Extension = json.RawMessage(`{"space":{"id":"` + space + `"}}`)
	})
	if got.status >= http.StatusBadRequest {
		b.t.Fatalf("%s: %d %s", path, got.status, got.body)
	}
	if err := json.Unmarshal([]byte(got.body), out); err != nil {
		b.t.Fatal(err)
	}
}

func (b *burst) link() {
	b.t.Helper()
	spaces := []string{"1001", "1002", "1003", "1004", "1005"}
	var ids []string
	for _, space := range spaces {
		var settings struct{ ExternalID string }
		b.in(space, http.MethodGet, "/v1/settings", nil, &settings)
		b.marks.Secret(hygienetest.ExternalID, settings.ExternalID)
		ids = append(ids, settings.ExternalID)
	}
	if err := b.aws.PutTrustPolicy(roleARN,
		aws.RecommendedTrust(b.aws.Principal().ARN, ids...)); err != nil {
		b.t.Fatal(err)
	}
	for _, space := range spaces {
		b.create(space, account.Role, map[string]any{"roleArn": roleARN, "regions": roleRegions})
	}
	for _, linked := range b.aws.Accounts() {
		for _, user := range linked.Users {
			if strings.HasSuffix(user.ARN, "/alarm-reader") {
				b.marks.Whole(userKey, user.AccessKeyID, user.SecretAccessKey)
				b.create("1006", account.User, map[string]any{
					"accessKeyId": user.AccessKeyID, "secretAccessKey": user.SecretAccessKey,
					"regions": userRegions,
				})
			}
		}
	}
	linked := b.stacks.Stacks()[0]
	token := linked.Accounts[0].Token
	b.marks.Secret(hygienetest.StackToken, token)
	b.create("1007", stack.Kind, map[string]any{"stack": linked.Host, "token": token,
		"folders": []any{}})
}

// create tests a draft as the settings page does, and saves it. A stack has no Regions.
func (b *burst) create(space string, kind string, draft map[string]any) {
	b.t.Helper()
	draft["name"], draft["kind"] = "n", kind
	steps, places := stack.Steps(), []string{""}
	if kind != stack.Kind {
		draft["namePrefixes"], places = []string{}, draft["regions"].([]string)
		steps = account.Steps(kind, places)
	}
	var tested struct {
		Outcome, Proof string
		Complete       bool
	}
	for _, q := range steps.Questions() {
		b.in(space, http.MethodPost, "/v1/connections/test",
			map[string]any{"step": q.Step, "region": q.Place, "connection": draft,
				"proof": tested.Proof}, &tested)
	}
	if !tested.Complete {
		b.t.Fatalf("the test of %s was not complete: %+v", space, tested)
	}
	var created struct{ Connection struct{ ID string } }
	b.in(space, http.MethodPost, "/v1/connections",
		map[string]any{"connection": draft, "proof": tested.Proof}, &created)
	for _, region := range places {
		b.linked[space] = append(b.linked[space], created.Connection.ID+"@"+region)
	}
}

// look looks at everything that is linked, three times, with eight views under way at a time.
func (b *burst) look() {
	b.t.Helper()
	places := make(chan [2]string)
	var readers sync.WaitGroup
	for range 8 {
		readers.Go(func() {
			for place := range places {
				b.view(place[0], place[1])
			}
		})
	}
	for range 3 {
		for space, sources := range b.linked {
			for _, source := range sources {
				places <- [2]string{space, source}
			}
		}
	}
	close(places)
	readers.Wait()
}

func (b *burst) view(space, source string) {
	id, region, _ := strings.Cut(source, "@")
	asked := map[string]any{"connection": id}
	if region == "" {
		asked["alerts"], asked["account"] = map[string]any{}, b.stacks.Stacks()[0].Host
	} else {
		asked["region"] = region
	}
	var got struct{ Records []json.RawMessage }
	b.in(space, http.MethodPost, "/v1/views",
		map[string]any{"answer": "inline", "sources": []any{asked}}, &got)
	if b.marks.Alarms(got.Records...) == 0 {
		b.t.Errorf("no alarms in %s: %s", source, got.Records)
	}
}

// memory looks through the container's memory.
func (b *burst) memory() hygienetest.Found {
	b.t.Helper()
	found, err := b.marks.Memory(b.cmd.Process.Pid)
	if errors.Is(err, fs.ErrPermission) {
		b.t.Skip("only root may read the memory of a process that forbids it: ", err)
	}
	if err != nil {
		b.t.Fatal(err)
	}
	return found
}

// TestMemoryHoldsNothingAfterABurst: the container is quiet after many views. Within seconds, no
// credential, External ID, stack token, alarm or rule is in its memory. With the overwriting
// switched off, some are: so this would be seen.
func TestMemoryHoldsNothingAfterABurst(t *testing.T) {
	b := newBurst(t, nil)
	_ = b.cmd.Process.Signal(syscall.SIGSTOP)
	found := b.memory()
	t.Logf("of %v, before it was cleared: %v", b.marks.Count(), found)
	_ = b.cmd.Process.Signal(syscall.SIGCONT)
	// of the process, which has the real clock: it clears within seconds, or on a busy machine
	// later
	began := time.Now()
	for len(found) > 0 && time.Since(began) < time.Minute {
		found = b.memory()
	}
	took := time.Since(began)
	t.Logf("after %v: %v", took.Round(time.Millisecond), found)
	if len(found) > 0 {
		t.Errorf("after %v there are still %v", took, found)
	}
	if found := b.marks.Text(b.out.String()); len(found) > 0 {
		t.Errorf("log and audit hold %v", found)
	}
	// The hosted storage keeps External IDs and keys, but sealed.
	if found, err := b.marks.Files(b.folder, b.stored); err != nil || len(found) > 0 {
		t.Errorf("files hold %v, %v", found, err)
	}

	off := newBurst(t, map[string]string{"GODEBUG": "clobberfree=0"})
	// by now it would be cleared, as above
	for began := time.Now(); time.Since(began) < took+time.Second; {
		found = off.memory()
	}
	t.Logf("without overwriting, of %v: %v", off.marks.Count(), found)
	if found[hygienetest.SessionToken] == 0 || found[hygienetest.AlarmName] == 0 ||
		found[hygienetest.RuleName] == 0 {
		t.Errorf("without overwriting, only %v are found: this test would see nothing", found)
	}
}
