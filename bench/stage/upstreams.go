package stage

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"pagewatch/internal/secret"
	"pagewatch/internal/sim/aws"
	"pagewatch/internal/sim/confluence"
	"pagewatch/internal/sim/kvs"
)

const (
	jwksPath = "/.well-known/jwks.json"
	// extraPath answers extra calls of the yardstick, which make their number equal to Pagewatch's.
	extraPath = "/extra"

	systemToken     = "system-token"
	userTokenPrefix = "user-token-"
)

// Counts are the calls to each upstream.
type Counts struct {
	// Context counts calls of the sidecar's context, Keys those of the key set of invocation
	// tokens.
	Context, Keys int64
	// Confluence counts calls for a user's permissions, Storage those for records.
	Confluence, Storage int64
	// STS and Alarms count calls of AWS, Extra the extra calls of the yardstick.
	STS, Alarms, Extra int64
	// Stacks counts calls of Grafana.
	Stacks int64
}

// Total returns the sum of all counts.
func (c Counts) Total() int64 {
	return c.Context + c.Keys + c.Confluence + c.Storage + c.STS + c.Alarms + c.Extra + c.Stacks
}

// Since returns the difference to an earlier count.
func (c Counts) Since(b Counts) Counts {
	return Counts{
		c.Context - b.Context, c.Keys - b.Keys, c.Confluence - b.Confluence, c.Storage - b.Storage,
		c.STS - b.STS, c.Alarms - b.Alarms, c.Extra - b.Extra, c.Stacks - b.Stacks,
	}
}

type counter struct {
	context, keys, confluence, storage, sts, alarms, extra, stacks atomic.Int64
}

// Counts returns the calls so far.
func (s *Stage) Counts() Counts {
	c := &s.counts
	return Counts{
		c.context.Load(), c.keys.Load(), c.confluence.Load(), c.storage.Load(), c.sts.Load(),
		c.alarms.Load(), c.extra.Load(), c.stacks.Load(),
	}
}

func counted(n *atomic.Int64, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		n.Add(1)
		next.ServeHTTP(w, r)
	})
}

// contexts counts the calls of the sidecar's context.
func (c *counter) contexts(sidecar http.Handler) http.Handler {
	asked := counted(&c.context, sidecar)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, "/invocation/context") {
			asked.ServeHTTP(w, r)
			return
		}
		sidecar.ServeHTTP(w, r)
	})
}

// platform imitates https://api.atlassian.com. Ada administers the space, Ravi reads it.
func (s *Stage) platform() http.Handler {
	rights := confluence.NewAPI(confluence.APIConfig{
		CloudID: CloudID, User: func(token string) (confluence.User, bool) {
			key, user := strings.CutPrefix(token, userTokenPrefix)
			person, known := confluence.PersonByKey(key)
			return confluence.User{AccountID: person.AccountID,
				Scopes: []string{"read:space:confluence"}}, user && known
		}})
	storage := s.storage.Guarded(func(r *http.Request) (string, error) {
		if r.Header.Get("Authorization") != "Bearer "+systemToken {
			return "", kvs.ErrUnauthenticated
		}
		return Installation, nil
	})
	mux := http.NewServeMux()
	mux.Handle("GET "+jwksPath, counted(&s.counts.keys, s.issuer))
	mux.Handle("/ex/confluence/", counted(&s.counts.confluence, rights))
	mux.Handle("/forge/storage/kvs/",
		counted(&s.counts.storage, http.StripPrefix("/forge/storage/kvs", storage)))
	mux.Handle(extraPath, counted(&s.counts.extra, http.HandlerFunc(extra)))
	return mux
}

// extra reads the request and answers with as many bytes as Confluence or the storage.
func extra(w http.ResponseWriter, r *http.Request) {
	_, _ = io.Copy(io.Discard, r.Body)
	w.Header().Set("Content-Type", "application/json")
	_, _ = io.WriteString(w, `{"padding":"`+strings.Repeat("a", 600)+`"}`)
}

func openStorage(path string) (*kvs.Server, error) {
	keys, err := secret.ParseKeyring(secret.NewKey("s"))
	if err != nil {
		return nil, fmt.Errorf("making the storage's key: %w", err)
	}
	return kvs.Open(kvs.Config{Path: path, Keys: keys})
}

// front is the proxy of the imitated AWS. It counts and delays calls, and sends prepared answers.
type front struct {
	cloud  *aws.Cloud
	counts *counter
	sts    atomic.Int64 // how long AssumeRole takes, in ns
	mu     sync.RWMutex
	ready  map[string][]byte        // by Region
	slow   map[string]time.Duration // by Region
}

// ServeHTTP implements http.Handler.
func (f *front) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !strings.HasSuffix(r.URL.Path, "/DescribeAlarms") {
		f.counts.sts.Add(1)
		wait(r, time.Duration(f.sts.Load()))
		f.cloud.ServeHTTP(w, r)
		return
	}
	f.counts.alarms.Add(1)
	region := signedFor(r)
	f.mu.RLock()
	answer, delay := f.ready[region], f.slow[region]
	f.mu.RUnlock()
	wait(r, delay)
	if answer == nil {
		f.cloud.ServeHTTP(w, r)
		return
	}
	_, _ = io.Copy(io.Discard, r.Body)
	h := w.Header()
	h.Set("Content-Type", "application/cbor")
	h.Set("Smithy-Protocol", "rpc-v2-cbor")
	h.Set("X-Amzn-Requestid", "00000000-0000-4000-8000-000000000000")
	h.Set("Content-Length", fmt.Sprint(len(answer)))
	_, _ = w.Write(answer)
}

// signedFor returns the Region that a request was signed for.
func signedFor(r *http.Request) string {
	scope := strings.Split(r.Header.Get("Authorization"), "/")
	if len(scope) < 4 {
		return ""
	}
	return scope[2]
}

func wait(r *http.Request, d time.Duration) {
	if d <= 0 {
		return
	}
	select {
	case <-time.After(d):
	case <-r.Context().Done():
	}
}

// SetSlow delays a Region's DescribeAlarms by that time; 0 removes the delay.
func (s *Stage) SetSlow(region string, d time.Duration) {
	s.aws.mu.Lock()
	defer s.aws.mu.Unlock()
	if s.aws.slow == nil {
		s.aws.slow = map[string]time.Duration{}
	}
	s.aws.slow[region] = d
}

// SetSlowSTS delays AssumeRole by that time.
func (s *Stage) SetSlowSTS(d time.Duration) { s.aws.sts.Store(int64(d)) }

// SetAlarms gives Regions that many alarms each, at most 100. It makes the answer now, and the
// stage sends it without checking the request: link first.
func (s *Stage) SetAlarms(n int, regions ...string) error {
	if n < 0 || n > maxAlarms {
		return errors.New("an answer of AWS has at most 100 alarms")
	}
	answer, err := alarms(n)
	if err != nil {
		return err
	}
	s.aws.mu.Lock()
	defer s.aws.mu.Unlock()
	if s.aws.ready == nil {
		s.aws.ready = map[string][]byte{}
	}
	for _, region := range regions {
		s.aws.ready[region] = answer
	}
	return nil
}
