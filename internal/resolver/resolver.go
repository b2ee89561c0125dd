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
	"log/slog"
	"net/http"
	"time"

	"pagewatch/internal/audit"
	"pagewatch/internal/cloudwatch/account"
	"pagewatch/internal/cloudwatch/alarm"
	"pagewatch/internal/connection"
	"pagewatch/internal/platform/access"
	"pagewatch/internal/platform/invocation"
	"pagewatch/internal/proof"
	"pagewatch/internal/receipt"
	"pagewatch/internal/resolver/flight"
	"pagewatch/internal/resolver/limit"
	"pagewatch/internal/secret"
	"pagewatch/internal/upstream"
)

// Authenticator says who calls. Whatever its error, the answer is the same 401.
type Authenticator interface {
	Authenticate(r *http.Request) (invocation.Caller, error)
}

// Credentials turns a link into keys for one call.
type Credentials interface {
	Assume(ctx context.Context, target account.Target, session string) (account.Keys,
		upstream.Trace, error)
	// Probe tries to become the role with another External ID, or with none; a nil error says that
	// it could.
	Probe(ctx context.Context, target account.Target, other secret.Value, session string) (
		upstream.Trace, error)
	// IsPrincipal reports whether Pagewatch's own keys are the principal's that trust policies
	// name.
	IsPrincipal(ctx context.Context) (bool, upstream.Trace, error)
	// Owner returns the account of an IAM user's keys, and whether they are its root user's.
	Owner(ctx context.Context, keys account.Keys) (account string, root bool,
		trace upstream.Trace, err error)
}

// Alarms asks a Region for its alarms, in one call.
type Alarms interface {
	Describe(ctx context.Context, keys account.Keys, region string, page alarm.Page) (
		alarm.Answer, upstream.Trace, error)
}

// Spaces says, to the app's own token, whether a space is still there.
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

// Config is what a resolver is made of. Receipts, TemplateURL, Stream, EraseSpaces, Licensing and
// Version may be left out.
type Config struct {
	Auth        Authenticator
	Gate        *access.Gate
	Spaces      Spaces
	Store       *connection.Store
	Credentials Credentials
	Alarms      Alarms
	// Limit spaces out what Alarms is asked for one connection in a Region.
	Limit *limit.Limiter
	// SessionName names a site's sessions in the customer's CloudTrail.
	SessionName func(cloudID string) string
	Audit       *audit.Log
	// Grants seals view grants, Cursors what goes on where an answer ended.
	Grants, Cursors *secret.Sealer
	// Proofs seals what tests have found.
	Proofs *proof.Book
	// Receipts signs documents for others to verify; nil signs none.
	Receipts *receipt.Signer
	Rules    connection.Rules
	// TemplateURL is where the CloudFormation template is published, "" where it is not.
	TemplateURL string
	// PrincipalARN is who assumes the customers' roles. The settings show it.
	PrincipalARN string
	Stream       Stream
	// EraseSpaces are the <installation>/<space> pairs whose records the next sweep erases.
	EraseSpaces []string
	// Licensing asks for an active licence in production.
	Licensing bool
	// AtOnce is how many calls are let in at the same time, beside those that wait for AWS; 0: all
	// of them.
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
	flights   *flight.Group[question, alarm.Answer]
	waiters   waiters
	admission admission
}

// New returns the handler, or says what the configuration lacks.
func New(cfg Config) (http.Handler, error) {
	if cfg.Auth == nil || cfg.Gate == nil || cfg.Spaces == nil || cfg.Store == nil ||
		cfg.Credentials == nil || cfg.Alarms == nil || cfg.Limit == nil ||
		cfg.SessionName == nil || cfg.Audit == nil || cfg.Grants == nil || cfg.Cursors == nil ||
		cfg.Proofs == nil || cfg.Log == nil || cfg.Now == nil {
		return nil, errors.New("building the resolver: a part is missing")
	}
	s := &service{Config: cfg, flights: flight.New[question, alarm.Answer](budget),
		admission: newAdmission(cfg.AtOnce)}
	s.routes = s.table()
	return http.MaxBytesHandler(s, maxBody), nil
}
