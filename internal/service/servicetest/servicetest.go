// Package servicetest runs the whole backend for tests: the real handler, store, token checks,
// sealing and AWS SDK, between a Confluence and an AWS that answer on loopback and count their
// requests.
package servicetest

import (
	"bytes"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"pagewatch/internal/cloudwatch/account"
	"pagewatch/internal/cloudwatch/region"
	"pagewatch/internal/connection/embedded"
	"pagewatch/internal/durable/durabletest"
	"pagewatch/internal/egress"
	"pagewatch/internal/secret"
	"pagewatch/internal/service"
	simaws "pagewatch/internal/sim/aws"
	"pagewatch/internal/sim/fit"
)

// Constants of every backend under test.
const (
	AppID     = "ari:cloud:ecosystem::app/11111111-2222-4333-8444-555555555555"
	Origin    = "https://app.cdn.example"
	StreamURL = "https://pagewatch.example.com/v1/stream"
	// RoleARN is a seeded role whose trust policy Trust sets.
	RoleARN = "arn:aws:iam::111122223333:role/PagewatchReadAlarms"
)

// Backend is a running backend and everything around it.
type Backend struct {
	http.Handler
	Cloud *simaws.Cloud
	// Confluence answers what people may do; KeySet publishes the issuer's keys.
	Confluence, KeySet *Upstream
	Issuer             *fit.Issuer
	Store              *embedded.Store
	// StorePath is the store's file.
	StorePath string
	// Audit and Log contain what was written so far.
	Audit, Log *Buffer
	Clock      *Clock
	Settings   service.Settings
	// StepRate is the deployment's, more than people need. 0 and Reconfigure: as in production.
	StepRate float64
	// Client calls AWS directly, past the backend.
	Client *http.Client

	t testing.TB
}

// New starts a backend. change, if not nil, changes its settings first.
func New(t testing.TB, change func(*service.Settings)) *Backend {
	t.Helper()
	b := around(t)
	// TLS, so that the SDK's race between its body and an early answer would show.
	aws := httptest.NewTLSServer(b.Cloud)
	atlassian := httptest.NewServer(b.platform())
	t.Cleanup(func() { aws.Close(); atlassian.Close() })
	transport := egress.NewTransport()
	// A busy test machine must not look like an unreachable AWS.
	transport.DialContext, transport.TLSHandshakeTimeout = nil, time.Minute
	transport.TLSClientConfig.RootCAs = x509.NewCertPool()
	transport.TLSClientConfig.RootCAs.AddCert(aws.Certificate())
	b.build(change, aws.URL, atlassian.URL, transport)
	return b
}

// NewInMemory starts a backend whose upstreams answer without a network, for tests in a bubble of
// testing/synctest: there every wait is durably blocking, and no clock runs meanwhile.
func NewInMemory(t testing.TB, change func(*service.Settings)) *Backend {
	t.Helper()
	b := around(t)
	b.build(change, "https://aws.example", "https://atlassian.example",
		memory{"aws.example": b.Cloud, "atlassian.example": b.platform()})
	return b
}

// signingKey is the key of every backend's issuer. Generating one takes longer than most tests,
// above all under the race detector. A test of another issuer makes one with fit.New.
var signingKey = sync.OnceValues(func() (*rsa.PrivateKey, error) {
	return rsa.GenerateKey(rand.Reader, 2048)
})

// around returns the surroundings of a backend.
func around(t testing.TB) *Backend {
	t.Helper()
	b := &Backend{t: t, Audit: &Buffer{}, Log: &Buffer{}, Clock: &Clock{}, StepRate: 1000}
	var err error
	b.Cloud, err = simaws.New(simaws.Config{Now: b.Clock.Now})
	b.must(err)
	key, err := signingKey()
	b.must(err)
	b.Issuer = &fit.Issuer{Key: key, KeyID: "forge/invocation-token/servicetest", Audience: AppID}
	b.Confluence = &Upstream{right: operations}
	b.KeySet = &Upstream{right: b.Issuer.ServeHTTP}
	return b
}

// build builds the backend in its surroundings.
func (b *Backend) build(change func(*service.Settings), aws, atlassian string,
	transport http.RoundTripper) {
	b.t.Helper()
	keys, err := secret.ParseKeyring(secret.NewKey("a"))
	b.must(err)
	b.StorePath = filepath.Join(durabletest.Folder(b.t), "store.db")
	b.Store, err = embedded.Open(b.StorePath, keys)
	b.must(err)
	b.t.Cleanup(func() { _ = b.Store.Close() })
	commercial, _ := region.Of("aws")
	b.Settings = service.Settings{
		AppID: AppID, Keys: keys,
		StreamURL: StreamURL, StreamOrigins: []string{Origin},
		JWKSURL: atlassian + "/.well-known/jwks.json", AtlassianAPI: atlassian,
		AWS: service.AWS{
			PrincipalARN: b.Cloud.Principal().ARN, Partition: commercial,
			Region: "us-east-1", STSEndpoint: aws, CloudWatchEndpoint: aws,
			AlarmRate: 1000, // tests ask more often than people
			Principal: account.Keys{
				AccessKeyID:     secret.New(b.Cloud.Principal().AccessKeyID),
				SecretAccessKey: secret.New(b.Cloud.Principal().SecretAccessKey),
			},
		},
	}
	b.Client = &http.Client{Transport: transport}
	b.Reconfigure(change)
}

// Reconfigure restarts the backend on its stored records. change, if not nil, changes its settings
// first.
func (b *Backend) Reconfigure(change func(*service.Settings)) {
	b.t.Helper()
	if change != nil {
		change(&b.Settings)
	}
	var err error
	b.Handler, err = service.New(b.Settings, service.Deployment{
		Store: b.Store, Audit: b.Audit, Log: slog.New(slog.NewJSONHandler(b.Log, nil)),
		Transport: b.Client.Transport, Now: b.Clock.Now, StepRate: b.StepRate,
	})
	b.must(err)
}

func (b *Backend) platform() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /.well-known/jwks.json", b.KeySet)
	mux.Handle("/ex/confluence/", b.Confluence)
	return mux
}

func (b *Backend) must(err error) {
	b.t.Helper()
	if err != nil {
		b.t.Fatal(err)
	}
}

// Clock is the real clock plus what a test advanced it by. It may stand still only if no call
// reaches AWS: the SDK signs with the real time.
type Clock struct {
	mu    sync.Mutex
	ahead time.Duration
	stood time.Time // zero while it goes
}

// Now returns the time.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.stood.IsZero() {
		return c.stood.Add(c.ahead)
	}
	return time.Now().Add(c.ahead)
}

// Stop stops the clock on a whole second, for tests of times that a busy machine would miss.
func (c *Clock) Stop() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.stood = time.Now().Truncate(time.Second)
}

// Advance moves the clock forward.
func (c *Clock) Advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.ahead += d
}

// Buffer is a bytes.Buffer for many goroutines.
type Buffer struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

// Write implements io.Writer.
func (b *Buffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.Write(p)
}

// String returns what was written.
func (b *Buffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.String()
}
