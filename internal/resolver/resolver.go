// Package resolver is the story of Pagewatch in code:
//
//	invocation -> authenticate -> authorise -> connection -> credentials -> alarms -> stream
//
// It knows no SDK, no store and no platform: they come in as what they can do. It holds the one
// table that turns errors into what the browser sees (errors.go), and the routes (routes.go) as
// docs/wire.md describes them.
package resolver

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"time"

	"pagewatch/internal/audit"
	"pagewatch/internal/cloudwatch/setup"
	"pagewatch/internal/connection"
	"pagewatch/internal/grafana/stack"
	"pagewatch/internal/platform/access"
	"pagewatch/internal/platform/invocation"
	"pagewatch/internal/proof"
	"pagewatch/internal/receipt"
	"pagewatch/internal/resolver/flight"
	"pagewatch/internal/resolver/limit"
	"pagewatch/internal/secret"
	"pagewatch/internal/source"
	"pagewatch/internal/token"
)

// Authenticator identifies the caller. Every error of it becomes the same 401.
type Authenticator interface {
	Authenticate(r *http.Request) (invocation.Caller, error)
}

// Spaces reports, to the app's own token, whether a space still exists.
type Spaces interface {
	SpaceExists(ctx context.Context, system secret.Value, cloudID, space string) (bool, error)
}

// Stream is the way past the bridge. The zero Stream has none: every view is answered inline.
type Stream struct {
	// URL is where browsers reach POST /v1/stream.
	URL string
	// Origins are the exact origins whose pages may read it.
	Origins []string
}

// Config is what a resolver is made of. Receipts, Setup, Stacks, PlaceName, Stream, EraseSpaces,
// Licensing and Version may be left out.
type Config struct {
	Auth   Authenticator
	Gate   *access.Gate
	Spaces Spaces
	Store  *connection.Store
	// Providers answer the sources of views.
	Providers Providers
	// Limit spaces out what is asked of one connection in one place.
	Limit *limit.Limiter
	// Steps spaces out the steps of tests in one space, beside those that Limit spaces out.
	Steps *limit.Limiter
	Audit *audit.Log
	// Grants seals view grants, Cursors what continues an answer.
	Grants, Cursors *secret.Sealer
	// Proofs seals what tests have found.
	Proofs *proof.Book
	// Receipts signs documents for others to verify; nil signs none.
	Receipts *receipt.Signer
	// Setup is what the settings page shows of setting up an AWS account; nil: not offered. With a
	// former External ID, it is for roles that have to accept both.
	Setup func(externalID, former secret.Value) (setup.Page, error)
	// Stacks are the rules for linking stacks, for the settings page; nil: not offered.
	Stacks *stack.Rules
	// PlaceName returns what people call the place of a question, "" for one that is not known.
	PlaceName func(place string) string
	Stream    Stream
	// EraseSpaces are the <installation>/<space> pairs whose records the next sweep erases.
	EraseSpaces []string
	// Licensing asks for an active licence in production.
	Licensing bool
	// AtOnce is how many calls are let in at the same time, beside those that wait for a provider;
	// 0: all of them.
	AtOnce  int
	Log     *slog.Logger
	Now     func() time.Time
	Version string
}

// budget is how long one call may take in all: inside the 25 s that Forge gives, with time left to
// say what happened.
const budget = 20 * time.Second

// maxBody bounds request bodies in bytes.
const maxBody = 64 << 10

type service struct {
	Config
	routes []route
	used   usedGrants
	// flights are what readers wait for at this moment.
	flights   *flight.Group[flightKey, *source.Answer]
	grants    *token.Codec[grant]
	cursors   *token.Codec[cursor]
	waiters   waiters
	admission admission
}

// New returns the handler. The error names what the configuration lacks.
func New(cfg Config) (http.Handler, error) {
	if cfg.Auth == nil || cfg.Gate == nil || cfg.Spaces == nil || cfg.Store == nil ||
		cfg.Limit == nil || cfg.Steps == nil || cfg.Audit == nil || cfg.Grants == nil ||
		cfg.Cursors == nil || cfg.Proofs == nil || cfg.Log == nil || cfg.Now == nil {
		return nil, errors.New("building the resolver: a part is missing")
	}
	if err := cfg.Providers.checkWords(); err != nil {
		return nil, fmt.Errorf("building the resolver: %w", err)
	}
	s := &service{
		Config: cfg, admission: newAdmission(cfg.AtOnce),
		flights: flight.New[flightKey, *source.Answer](budget),
		grants:  token.New[grant](cfg.Grants, grantLife, cfg.Now),
		cursors: token.New[cursor](cfg.Cursors, cursorLife, cfg.Now),
	}
	s.routes = s.table()
	return http.MaxBytesHandler(s, maxBody), nil
}

// placeName returns what people call a place, "" for one that is not known.
func (s *service) placeName(place string) string {
	if s.PlaceName == nil {
		return ""
	}
	return s.PlaceName(place)
}
