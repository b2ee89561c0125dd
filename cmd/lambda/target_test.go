package main

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"pagewatch/internal/hygiene"
	"pagewatch/internal/hygiene/hygienetest"
	"pagewatch/internal/secret"
	"pagewatch/internal/service"
	"pagewatch/internal/service/servicetest"
	"pagewatch/internal/sim/kvs"
	"pagewatch/internal/sim/lambda"
)

var binary struct {
	once sync.Once
	path string
	err  error
}

// build builds the command as it is released, for this machine, once for all tests.
func build(t *testing.T) string {
	t.Helper()
	if testing.Short() {
		t.Skip("with -short no program is built")
	}
	binary.once.Do(func() {
		folder, err := os.MkdirTemp("", "pagewatch-lambda")
		binary.path, binary.err = filepath.Join(folder, "bootstrap"), err
		if err != nil {
			return
		}
		cmd := exec.Command("go", "build", "-trimpath", "-buildvcs=false", "-tags", "lambda.norpc",
			"-ldflags", "-s -w -buildid= "+hygiene.LinkerFlag, "-o", binary.path, ".")
		cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
		if out, err := cmd.CombinedOutput(); err != nil {
			binary.err = errors.Join(err, errors.New(string(out)))
		}
	})
	if binary.err != nil {
		t.Fatal(binary.err)
	}
	return binary.path
}

// deployment is the built command on a simulation of Lambda, between a Confluence, a hosted storage
// and an AWS that answer on loopback. What goes through Backend goes through the command.
type deployment struct {
	*servicetest.Backend
	function *lambda.Function
	// url is the Function URL.
	url string
	// log is Lambda's own, errors what the command logs.
	log, audit, errors *servicetest.Buffer
	aws, atlassian     *httptest.Server
	// marks are what must not stay in memory; what AWS is asked and answers is among them.
	marks *hygienetest.Marks
}

// deploy starts the world. change, if not nil, changes the function first.
func deploy(t *testing.T, change func(*lambda.Config)) *deployment {
	t.Helper()
	pair := secret.NewKey("a")
	keys, err := secret.ParseKeyring(pair)
	if err != nil {
		t.Fatal(err)
	}
	d := &deployment{
		Backend: servicetest.New(t, func(s *service.Settings) { s.Keys = keys }),
		log:     &servicetest.Buffer{}, audit: &servicetest.Buffer{}, errors: &servicetest.Buffer{},
		marks: &hygienetest.Marks{},
	}
	d.aws = httptest.NewServer(d.marks.Watch(d.Cloud))
	d.atlassian = httptest.NewServer(d.platform(t, keys))
	t.Cleanup(func() { d.aws.Close(); d.atlassian.Close() })
	cfg := lambda.Config{
		Binary: build(t), Variables: d.variables(pair),
		AccessKeyID:     secret.New(d.Cloud.Principal().AccessKeyID),
		SecretAccessKey: secret.New(d.Cloud.Principal().SecretAccessKey),
		Log:             slog.New(slog.NewTextHandler(d.log, nil)), Stdout: d.audit,
		Stderr: d.errors,
	}
	if change != nil {
		change(&cfg)
	}
	if d.function, err = lambda.New(cfg); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.function.Close(context.Background()) })
	d.Handler = d.function
	server := httptest.NewServer(d.function)
	t.Cleanup(server.Close)
	d.url = server.URL
	return d
}

// platform answers as https://api.atlassian.com does.
func (d *deployment) platform(t *testing.T, keys *secret.Keyring) http.Handler {
	t.Helper()
	storage, err := kvs.Open(kvs.Config{Path: filepath.Join(t.TempDir(), "kvs.db"), Keys: keys})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = storage.Close() })
	mux := http.NewServeMux()
	mux.Handle("GET /.well-known/jwks.json", d.KeySet)
	mux.Handle("/ex/confluence/", d.Confluence)
	mux.Handle("/forge/storage/kvs/",
		http.StripPrefix("/forge/storage/kvs",
			storage.Guarded(func(r *http.Request) (string, error) {
				if r.Header.Get("Authorization") != "Bearer system-token" {
					return "", kvs.ErrUnauthenticated
				}
				return servicetest.Installation, nil
			})))
	return mux
}

// variables are the function's own, as deploy/lambda sets them.
func (d *deployment) variables(pair string) map[string]string {
	return map[string]string{
		"PAGEWATCH_APP_ID":            servicetest.AppID,
		"PAGEWATCH_KEYS":              pair,
		"PAGEWATCH_PRINCIPAL_ARN":     d.Cloud.Principal().ARN,
		"PAGEWATCH_STREAM_URL":        servicetest.StreamURL,
		"PAGEWATCH_STREAM_ORIGINS":    servicetest.Origin,
		"PAGEWATCH_ALARM_RATE":        "1000", // tests ask more often than people
		"PAGEWATCH_JWKS_URL":          d.atlassian.URL + "/.well-known/jwks.json",
		"PAGEWATCH_ATLASSIAN_API":     d.atlassian.URL,
		"AWS_ENDPOINT_URL_STS":        d.aws.URL,
		"AWS_ENDPOINT_URL_CLOUDWATCH": d.aws.URL,
	}
}

// pid returns the one idle process.
func (d *deployment) pid(t *testing.T) int {
	t.Helper()
	pids := d.function.Processes()
	if len(pids) != 1 {
		t.Fatalf("the idle processes are %v", pids)
	}
	return pids[0]
}

// granted asks for a stream of sources.
func (d *deployment) granted(t *testing.T, sources ...string) string {
	t.Helper()
	var out struct{ Grant string }
	answer := d.Do(servicetest.Call{}, http.MethodPost, "/v1/views",
		servicetest.View("stream", sources...))
	answer.Into(d.Backend, &out)
	if out.Grant == "" {
		t.Fatalf("no grant: %d %s", answer.Status, answer.Body)
	}
	return out.Grant
}

// open opens a stream as a browser does, and reads its first record while the rest is on its way.
func (d *deployment) open(t *testing.T, grant string) (first string, rest io.ReadCloser) {
	t.Helper()
	req, err := http.NewRequest(http.MethodPost, d.url+"/v1/stream", strings.NewReader(grant))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "text/plain;charset=UTF-8")
	req.Header.Set("Origin", servicetest.Origin)
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = resp.Body.Close() })
	piece := make([]byte, 4096)
	n, err := resp.Body.Read(piece)
	if err != nil || resp.StatusCode != http.StatusOK ||
		resp.Header.Get("Access-Control-Allow-Origin") != servicetest.Origin {
		t.Fatalf("%d %v %q %v", resp.StatusCode, resp.Header, piece[:n], err)
	}
	return string(piece[:n]), resp.Body
}
