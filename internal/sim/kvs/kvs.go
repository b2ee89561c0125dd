// Package kvs imitates Forge's hosted storage: the Key-Value Store REST API v1, secrets included,
// in one file.
//
// Plain keys support get, set, delete and query, secrets get, set and delete. Transactions and
// batches change plain keys. The documented rules for keys, values and sizes apply. Custom entities
// are refused with a message that names them. Rates are not limited; tests inject a 429.
// Installations are isolated from each other.
//
// Every value is sealed on disk and bound to its installation and key. A change is durable before
// its answer. Names are stored in clear.
//
// Source: developer.atlassian.com/platform/forge/rest/v1 and storage-reference, and the npm package
// @forge/kvs 1.6.5, which runs on it unmodified. Where those leave a question open, a comment names
// the choice made.
package kvs

import (
	"errors"
	"fmt"
	"net/http"
	"sync"
	"time"

	"go.etcd.io/bbolt"

	"pagewatch/internal/secret"
)

// Config configures a storage. Path and Keys are required.
type Config struct {
	// Path is the storage's file. Open creates an absent one.
	Path string
	// Keys seal the values.
	Keys *secret.Keyring
	// Now is the clock; nil means time.Now.
	Now func() time.Time
	// Linger is how long an expired value stays readable. The platform erases within 48 hours; zero
	// means at once.
	Linger time.Duration
}

// Server is the storage of all installations.
type Server struct {
	cfg    Config
	db     *bbolt.DB
	sealer *secret.Sealer
	trouble

	// mu guards recent and keeps it consistent with the file.
	mu     sync.RWMutex
	recent []change // oldest first
}

var (
	// ErrUnauthenticated is a missing, unknown or expired credential. The answer is 401.
	ErrUnauthenticated = errors.New("the credential opens no storage")
	// ErrForbidden is a credential of the wrong kind or without the scope. The answer is 403.
	ErrForbidden = errors.New("the credential may not use the storage")
)

// Guarded serves POST /v1/… to callers with a credential. opens returns the installation that a
// request's credential opens; its error is ErrUnauthenticated or ErrForbidden.
func (s *Server) Guarded(opens func(*http.Request) (installation string, err error)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		installation, err := opens(r)
		switch {
		case errors.Is(err, ErrForbidden):
			refuse(w, refusal{http.StatusForbidden, "FORBIDDEN", err.Error()})
		case err != nil || installation == "":
			refuse(w, refusal{http.StatusUnauthorized, "UNAUTHORIZED", ErrUnauthenticated.Error()})
		default:
			s.For(installation).ServeHTTP(w, r)
		}
	})
}

// For serves POST /v1/… to an installation that the caller has authenticated.
func (s *Server) For(installation string) http.Handler {
	mux := http.NewServeMux()
	for name, operation := range operations {
		mux.HandleFunc("POST /v1/"+name, func(w http.ResponseWriter, r *http.Request) {
			if broken := s.count(name); broken != nil {
				broken.ServeHTTP(w, r)
				return
			}
			answer, err := operation(visit{s, installation, s.cfg.Now()},
				http.MaxBytesReader(w, r.Body, maxBody))
			if err != nil {
				refuse(w, err)
				return
			}
			send(w, answer)
		})
	}
	mux.HandleFunc("POST /v1/entity/", func(w http.ResponseWriter, _ *http.Request) {
		refuse(w, errEntities)
	})
	return mux
}

// visit is one call of an installation.
type visit struct {
	*Server
	installation string
	now          time.Time
}

// Close closes the file.
func (s *Server) Close() error {
	if err := s.db.Close(); err != nil {
		return fmt.Errorf("closing the storage: %w", err)
	}
	return nil
}
