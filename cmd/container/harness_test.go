package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"pagewatch/internal/hygiene"
	"pagewatch/internal/platform/invocation"
	"pagewatch/internal/secret"
	simaws "pagewatch/internal/sim/aws"
	"pagewatch/internal/sim/confluence"
	"pagewatch/internal/sim/fit"
	"pagewatch/internal/sim/kvs"
	"pagewatch/internal/sim/ports"
	"pagewatch/internal/sim/sidecar"
)

const (
	appID        = "ari:cloud:ecosystem::app/11111111-2222-4333-8444-555555555555"
	installation = "aaaaaaaa-0000-4000-8000-000000000001"
	cloudID      = "bbbbbbbb-0000-4000-8000-000000000002"
	ada          = "712020:5f1b7e0a-9c1e-4f0e-8a63-0d2f6f4b1c01" // administers the space
	space        = "65538"
	goodID       = "0123456789abcdef0123456789abcdef01234567"
)

// programs is the folder of the programs that tests build.
var programs string

func TestMain(m *testing.M) {
	var err error
	if programs, err = os.MkdirTemp("", "pagewatch-container-"); err != nil {
		panic(err)
	}
	code := m.Run()
	_ = os.RemoveAll(programs)
	os.Exit(code)
}

// released builds the program as a release has it, but for its version, once for all tests.
var released = sync.OnceValues(func() (string, error) {
	return built("pagewatch-container", hygiene.LinkerFlag)
})

// built builds the program with further flags of the linker and returns its path.
func built(name, flags string) (string, error) {
	path := filepath.Join(programs, name)
	build := exec.Command("go", "build", "-trimpath", "-ldflags", "-s -w -buildid= "+flags, "-o",
		path, ".")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if said, err := build.CombinedOutput(); err != nil {
		return "", fmt.Errorf("building the program: %w\n%s", err, said)
	}
	return path, nil
}

// binary returns the path of the program. Tests that need it do not run with -short.
func binary(t *testing.T) string {
	t.Helper()
	if testing.Short() {
		t.Skip("with -short no program is built")
	}
	path, err := released()
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// settings are what an operator and the platform set.
func settings(t *testing.T, sidecar string) map[string]string {
	t.Helper()
	return map[string]string{
		"SERVER_PORT": freePort(t), "PAGEWATCH_LISTEN_HOST": "127.0.0.1", "FORGE_APP_ARI": appID,
		"FORGE_EGRESS_PROXY_URL":  sidecar,
		"PAGEWATCH_KEYS":          secret.NewKey("k"),
		"PAGEWATCH_PRINCIPAL_ARN": "arn:aws:iam::000011112222:user/pagewatch",
		"AWS_ACCESS_KEY_ID":       "AKIAPLANTED", "AWS_SECRET_ACCESS_KEY": "planted-secret",
		"HTTP_PROXY": "http://127.0.0.1:1", "HTTPS_PROXY": "http://127.0.0.1:1", // must not be used
	}
}

func freePort(t *testing.T) string {
	t.Helper()
	port, err := ports.Free(1)
	if err != nil {
		t.Fatal(err)
	}
	return strconv.Itoa(port)
}

// container is a running binary.
type container struct {
	t      *testing.T
	cmd    *exec.Cmd
	url    string
	folder string // that it runs in
	out    *output
	ended  chan struct{}
}

// start runs the binary and waits until it is well.
func start(t *testing.T, env map[string]string) *container {
	t.Helper()
	return startBinary(t, binary(t), env)
}

func startBinary(t *testing.T, path string, env map[string]string) *container {
	t.Helper()
	c := &container{t: t, url: "http://127.0.0.1:" + env["SERVER_PORT"], folder: t.TempDir(),
		out: &output{}, ended: make(chan struct{})}
	c.cmd = exec.Command(path)
	c.cmd.Dir, c.cmd.Stdout, c.cmd.Stderr = c.folder, c.out, c.out
	c.cmd.Env = []string{}
	for name, value := range env {
		c.cmd.Env = append(c.cmd.Env, name+"="+value)
	}
	if err := c.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() { _ = c.cmd.Wait(); close(c.ended) }()
	t.Cleanup(func() { _ = c.cmd.Process.Kill(); <-c.ended })
	for {
		if resp, err := http.Get(c.url + "/healthz"); err == nil {
			_ = resp.Body.Close()
			if resp.StatusCode != http.StatusOK {
				t.Fatalf("not well: %d", resp.StatusCode)
			}
			return c
		}
		select {
		case <-c.ended:
			t.Fatalf("ended at once:\n%s", c.out)
		case <-time.After(time.Millisecond): // the process has the real clock
		}
	}
}

// terminate sends SIGTERM.
func (c *container) terminate() {
	c.t.Helper()
	if err := c.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		c.t.Fatal(err)
	}
}

// wait returns the exit code.
func (c *container) wait() int {
	<-c.ended
	return c.cmd.ProcessState.ExitCode()
}

// answer is what the container says to a call.
type answer struct {
	status int
	body   string
	header http.Header
}

// call calls the container as the sidecar does.
func (c *container) call(method, path, id string) answer {
	c.t.Helper()
	req, err := http.NewRequest(method, c.url+path, nil)
	if err != nil {
		c.t.Fatal(err)
	}
	if id != "" {
		req.Header.Set("X-Forge-Invocation-Id", id)
	}
	req.Header.Set("X-Forge-Invocation-Log-Attributes", "bG9n")
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		c.t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		c.t.Fatal(err)
	}
	return answer{resp.StatusCode, string(body), resp.Header}
}

// output is a bytes.Buffer for several goroutines.
type output struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (o *output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.buf.Write(p)
}

func (o *output) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.buf.String()
}

// world is a container in a simulated platform.
type world struct {
	*container
	issuer *fit.Issuer
	in     http.Handler
	aws    *simaws.Cloud
	// stored is the file of the hosted storage.
	stored string
}

// around is what a test may have differently around a container.
type around struct {
	// hosts are those that the manifest declares.
	hosts []string
	// env are further settings.
	env map[string]string
	// rights answers for Confluence; nil: the simulation does.
	rights http.Handler
	// watch sees what AWS is asked and answers; nil: nobody does.
	watch func(aws http.Handler) http.Handler
	// stacks answers for Grafana Cloud; nil: nobody does.
	stacks http.Handler
}

// newWorld starts a container whose manifest declares these hosts.
func newWorld(t *testing.T, hosts ...string) *world {
	t.Helper()
	return newWorldWith(t, around{hosts: hosts})
}

func newWorldWith(t *testing.T, a around) *world {
	t.Helper()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	w := &world{}
	var err error
	w.issuer, err = fit.New(appID)
	must(err)
	w.aws, err = simaws.New(simaws.Config{})
	must(err)
	keys, err := secret.ParseKeyring(secret.NewKey("s"))
	must(err)
	w.stored = filepath.Join(t.TempDir(), "storage.db")
	storage, err := kvs.Open(kvs.Config{Path: w.stored, Keys: keys})
	must(err)
	mux := http.NewServeMux()
	if a.rights == nil {
		a.rights = confluence.NewAPI(confluence.APIConfig{
			CloudID: cloudID, User: func(token string) (confluence.User, bool) {
				return confluence.User{AccountID: ada, Scopes: []string{"read:space:confluence"}},
					token == "user-token"
			}})
	}
	mux.Handle("/ex/confluence/", a.rights)
	mux.Handle("/forge/storage/kvs/",
		http.StripPrefix("/forge/storage/kvs", storage.For(installation)))
	atlassian, published := httptest.NewServer(mux), httptest.NewServer(w.issuer)
	outwards := httptest.NewServer(nil)
	t.Cleanup(
		func() { outwards.Close(); atlassian.Close(); published.Close(); _ = storage.Close() })
	env := settings(t, outwards.URL)
	principal := w.aws.Principal()
	env["PAGEWATCH_PRINCIPAL_ARN"], env["AWS_ACCESS_KEY_ID"], env["AWS_SECRET_ACCESS_KEY"] =
		principal.ARN, principal.AccessKeyID, principal.SecretAccessKey
	maps.Copy(env, a.env)
	aws := http.Handler(w.aws)
	if a.watch != nil {
		aws = a.watch(aws)
	}
	s := sidecar.New(sidecar.Config{
		AppID: appID, JWKSURL: published.URL, Service: "http://127.0.0.1:" + env["SERVER_PORT"],
		Atlassian: atlassian.URL, Hosts: a.hosts, AWS: aws, Grafana: a.stacks,
	})
	outwards.Config.Handler, w.in = s.Egress(), s.Ingress()
	w.container = start(t, env)
	return w
}

// invoke calls the container through the sidecar, as the platform does.
func (w *world) invoke(method, path, body string, change func(*invocation.Claims)) answer {
	w.t.Helper()
	claims := invocation.Claims{
		App: invocation.App{
			ID: appID, InstallationID: "ari:cloud:ecosystem::installation/" + installation,
			APIBaseURL: "https://api.atlassian.com/ex/confluence/" + cloudID,
			Module:     invocation.Module{Type: "core:endpoint", Key: "api"},
		},
		Context: &invocation.Context{CloudID: cloudID, AccountID: ada, AccountType: "licensed",
			Extension: json.RawMessage(`{"space":{"id":"` + space + `"}}`)},
	}
	change(&claims)
	token, err := w.issuer.Mint(time.Now(), claims)
	if err != nil {
		w.t.Fatal(err)
	}
	r := httptest.NewRequest(method, path, strings.NewReader(body))
	r.Header.Set("Authorization", "Bearer "+token)
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("X-Forge-Oauth-System", "system-token")
	if claims.Context != nil {
		r.Header.Set("X-Forge-Oauth-User", "user-token")
	}
	out := httptest.NewRecorder()
	w.in.ServeHTTP(out, r)
	return answer{out.Code, out.Body.String(), out.Header()}
}
