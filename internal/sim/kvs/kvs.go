// Package kvs imitates Forge's hosted storage: the Key-Value Store REST API v1, secrets included,
// in one file.
//
// Plain keys can be got, set, deleted and queried, secrets got, set and deleted, and plain keys
// changed in transactions and batches, under the documented rules for keys, values and sizes.
// Custom entities are refused, in words that say so. Rates are not limited; tests bring about a 429
// by hand. Installations see nothing of each other.
//
// Every value is sealed on disk and bound to its installation and key, and a change is on the disk
// before it is answered. Names stand in clear.
//
// Source: developer.atlassian.com/platform/forge/rest/v1 and storage-reference, and the npm package
// @forge/kvs 1.6.5, which runs on it unmodified. Where those leave something open, a comment says
// what was chosen.
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

// Config is what a storage is made of. Path and Keys are required.
type Config struct {
	// Path is the file that keeps everything, created where there is none.
	Path string
	// Keys seal the values.
	Keys *secret.Keyring
	// Now is the clock; nil means time.Now.
	Now func() time.Time
	// Linger is how long a value may still be read after it expired. The platform erases within 48
	// hours; zero means at once.
	Linger time.Duration
}

// Server is the storage of all installations.
type Server struct {
	cfg    Config
	db     *bbolt.DB
	sealer *secret.Sealer
	trouble

	// mu keeps the file and what queries do not see yet in step.
	mu     sync.RWMutex
	recent []change // oldest first
}

var (
	// ErrUnauthenticated is what a credential that is missing, unknown or expired is answered with:
	// 401.
	ErrUnauthenticated = errors.New("the credential opens no storage")
	// ErrForbidden is what a credential of the wrong kind, or without the scope, is answered with:
	// 403.
	ErrForbidden = errors.New("the credential may not use the storage")
)

// Guarded serves POST /v1/… to whoever brings a credential. opens says which installation a
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

// For serves POST /v1/… to an installation that the caller has made sure of.
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
