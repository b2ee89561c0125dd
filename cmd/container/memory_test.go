package main

import (
	"encoding/json"
	"fmt"
	"io"
	"math"
	"net/http"
	"os"
	"regexp"
	"runtime/debug"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/fstest"

	"github.com/aws/smithy-go/encoding/cbor"
)

func TestLimitMemory(t *testing.T) {
	defer debug.SetMemoryLimit(debug.SetMemoryLimit(-1))
	for name, row := range map[string]struct {
		file, says, own string
		want            int64
	}{
		"64 MiB":          {memoryFiles[0], "67108864\n", "", 36 << 20},
		"256 MiB, older":  {memoryFiles[1], "268435456\n", "", 144 << 20},
		"no limit":        {memoryFiles[0], "max\n", "", 36 << 20},
		"no limit, older": {memoryFiles[1], "9223372036854771712\n", "", 36 << 20},
		"rubbish":         {memoryFiles[0], "-1", "", 36 << 20},
		"empty":           {memoryFiles[0], "", "", 36 << 20},
		"nobody says":     {"etc/hostname", "pagewatch", "", 36 << 20},
		// the runtime has read it at its start
		"operator's":       {memoryFiles[0], "67108864\n", "50MiB", math.MaxInt64},
		"operator's alone": {"etc/hostname", "pagewatch", "50MiB", math.MaxInt64},
	} {
		debug.SetMemoryLimit(math.MaxInt64)
		root := fstest.MapFS{row.file: {Data: []byte(row.says)}}
		if got := limitMemory(root, func(string) string { return row.own }); got != row.want {
			t.Errorf("%s: %d, want %d", name, got, row.want)
		}
	}
}

// longAnswer is 100 composite alarms, their texts as long as AWS lets people make them: some 3 MB.
func longAnswer() []byte {
	var rule []string
	for i := range 80 {
		rule = append(rule, fmt.Sprintf(`ALARM("%03d%s")`, i, strings.Repeat("n", 100)))
	}
	actions, alarms := cbor.List{}, cbor.List{}
	for i := range 5 {
		actions = append(actions,
			cbor.String(fmt.Sprintf("arn:aws:sns:eu-central-1:111122223333:%d%s", i,
				strings.Repeat("a", 900))))
	}
	for i := range 100 {
		name := fmt.Sprintf("a%03d%s", i, strings.Repeat("x", 250))
		alarms = append(alarms, cbor.Map{
			"AlarmName": cbor.String(name),
			"AlarmArn": cbor.String("arn:aws:cloudwatch:eu-central-1:111122223333:alarm:" +
				name),
			"AlarmDescription": cbor.String(strings.Repeat("d", 1024)),
			"StateReason":      cbor.String(strings.Repeat("r", 1023)),
			"StateReasonData":  cbor.String(`{"x":"` + strings.Repeat("r", 3900) + `"}`),
			"StateValue":       cbor.String("OK"),
			"AlarmRule":        cbor.String(strings.Join(rule, " OR ")),
			"ActionsEnabled":   cbor.Bool(true),
			"AlarmActions":     actions, "OKActions": actions, "InsufficientDataActions": actions,
		})
	}
	return cbor.Encode(cbor.Map{"CompositeAlarms": alarms})
}

// regions are the ten sources of a page.
var regions = []string{
	"eu-central-1", "us-east-1", "us-east-2", "us-west-1", "us-west-2", "eu-west-1", "eu-west-2",
	"eu-west-3", "eu-north-1", "sa-east-1",
}

// siteOf returns one of two sites in turn: each has a share of the memory.
func siteOf(call int32) string {
	return fmt.Sprintf("%s%d", cloudID[:len(cloudID)-1], call%2)
}

// linked is a sidecar to whose storage every connection is linked, and behind which every Region
// has that answer.
func linked(alarms []byte) http.HandlerFunc {
	asked := regexp.MustCompile(`c-[a-z]{26}`)
	var calls atomic.Int32
	return func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		switch {
		case r.URL.Path == "/invocation/context":
			_, _ = fmt.Fprintf(w,
				`{"app":{"id":%q,"installationId":%q},"context":{"cloudId":%q,"accountId":%q,"extension":{"space":{"id":%q}}}}`,
				appID, installation, siteOf(calls.Add(1)), ada, space)
		case strings.HasPrefix(r.URL.Path, "/confluence/"):
			_, _ = io.WriteString(w, `{"operations":[{"operation":"read","targetType":"space"}]}`)
		case strings.HasPrefix(r.URL.Path, "/forge/storage/"):
			_ = json.NewEncoder(w).Encode(map[string]any{"value": map[string]any{
				"installation": installation, "space": space, "id": string(asked.Find(body)),
				"version": "v", "kind": "aws-user", "regions": regions,
				"accessKeyId":     "AKIA" + strings.Repeat("A", 16),
				"secretAccessKey": strings.Repeat("a", 40), "account": "444455556666",
			}})
		default:
			w.Header().Set("Content-Type", "application/cbor")
			w.Header().Set("Smithy-Protocol", "rpc-v2-cbor")
			_, _ = w.Write(alarms)
		}
	}
}

// TestLongAnswersFitIntoTheSmallestContainer: several pages at once, with the longest answers that
// a customer can bring about. Everybody shares the container: whoever fills it ends it for all.
// Where pages are many, readers are told so for some sources.
func TestLongAnswersFitIntoTheSmallestContainer(t *testing.T) {
	long := longAnswer()
	for _, row := range []struct {
		pages, sources int
		refusals       bool // of some sources are allowed
	}{{4, 10, false}, {100, 2, true}, {20, 10, true}} {
		t.Run(fmt.Sprintf("%d pages of %d sources", row.pages, row.sources), func(t *testing.T) {
			env := settings(t, scripted(t, linked(long)))
			env["GOMEMLIMIT"] = "36MiB" // as limitMemory sets it there
			c := start(t, env)
			var pages sync.WaitGroup
			var seen atomic.Int32
			for i := range row.pages {
				pages.Go(func() {
					said := viewed(t, c, byte('a'+i%26), row.sources)
					if strings.Contains(said, `"type":"alarm"`) {
						seen.Add(1)
					} else if !row.refusals {
						t.Errorf("no alarm in %.300s", said)
					}
				})
			}
			pages.Wait()
			if seen.Load() == 0 {
				t.Error("no page shows an alarm")
			}
			wantFits(t, c)
			t.Logf("%d have seen alarms", seen.Load())
		})
	}
}

// viewed is what a reader gets of a page with so many sources of that connection.
func viewed(t *testing.T, c *container, connection byte, n int) string {
	var sources []string
	for _, region := range regions[:n] {
		sources = append(sources,
			fmt.Sprintf(`{"connection":"c-%s%c","region":%q}`, strings.Repeat("a", 25), connection,
				region))
	}
	body := `{"answer":"inline","query":{},"sources":[` + strings.Join(sources, ",") + `]}`
	req, err := http.NewRequest(http.MethodPost, c.url+"/v1/views", strings.NewReader(body))
	if err != nil {
		t.Error(err)
		return ""
	}
	req.Header.Set("X-Forge-Invocation-Id", goodID)
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Error(err)
		return ""
	}
	defer func() { _ = resp.Body.Close() }()
	said, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != http.StatusOK {
		t.Errorf("%d %.300s %v", resp.StatusCode, said, err)
	}
	return string(said)
}

// wantFits checks that a container has never had more than nine tenths of the memory of the smallest
// one of Forge's.
func wantFits(t *testing.T, c *container) {
	t.Helper()
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", c.cmd.Process.Pid))
	if err != nil {
		t.Fatal(err)
	}
	peak, err := strconv.Atoi(
		string(regexp.MustCompile(`VmHWM:\s*(\d+) kB`).FindSubmatch(status)[1]))
	if err != nil || peak >= smallest>>10*9/10 {
		t.Errorf("it took %d kB, %v; there are %d", peak, err, smallest>>10)
	}
	t.Logf("%d kB at most", peak)
}
