package service

import (
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"slices"
	"time"

	"pagewatch/internal/audit"
	"pagewatch/internal/connection"
	"pagewatch/internal/egress"
	"pagewatch/internal/platform/access"
	"pagewatch/internal/platform/api"
	"pagewatch/internal/proof"
	"pagewatch/internal/resolver"
	"pagewatch/internal/resolver/limit"
	"pagewatch/internal/secret"
)

// Deployment is the part of a service that a command supplies: Lambda, a container and a laptop
// differ in it.
type Deployment struct {
	// Store stores the records. nil: Forge's hosted storage.
	Store connection.Backend
	// Container selects a Forge container: the sidecar at Settings.Sidecar identifies the caller,
	// proxies the platform's APIs, and is the only egress. false: Forge Remote.
	Container bool
	// Audit receives the audit's JSON lines. Required.
	Audit io.Writer
	// Lines returns the handler that writes the audit's records. nil: slog.NewJSONHandler without
	// options.
	Lines func(io.Writer) slog.Handler
	// Log receives the operator's log. Required.
	Log *slog.Logger
	// Transport sends the requests that the egress guard allows. nil: egress.NewTransport.
	Transport http.RoundTripper
	// Now is the clock. nil: time.Now.
	Now func() time.Time
	// Announced means that the command itself says that services are simulated, so that the log
	// does not.
	Announced bool
	// StepRate is how many steps of tests a space may ask in a second. 0: 1.
	StepRate float64
}

func (d Deployment) withDefaults() Deployment {
	if d.Transport == nil {
		d.Transport = egress.NewTransport()
	}
	if d.Now == nil {
		d.Now = time.Now
	}
	if d.StepRate == 0 {
		d.StepRate = 1
	}
	if d.Lines == nil {
		d.Lines = func(w io.Writer) slog.Handler { return slog.NewJSONHandler(w, nil) }
	}
	return d
}

const (
	// alarmBurst is how many calls for one connection and Region leave at once after a quiet time:
	// the different questions of one page.
	alarmBurst = 4
	// stepBurst is how many steps of tests a space may ask at once after a quiet time: the test of
	// a role has seven, beside those of its Regions.
	stepBurst = 10
)

// New builds the handler. It does not touch the network before the first request. It returns an
// error for invalid settings and for a missing Audit or Log.
func New(settings Settings, d Deployment) (http.Handler, error) {
	if err := settings.Validate(); err != nil {
		return nil, err
	}
	if settings.Keys == nil || d.Audit == nil || d.Log == nil {
		return nil, errors.New("building the service: keys, audit and log are required")
	}
	d = d.withDefaults()
	if !d.Announced {
		settings.warn(d.Log)
	}
	from, err := d.platform(settings)
	if err != nil {
		return nil, err
	}
	store := d.Store
	if store == nil {
		store = api.NewStorage(from.api)
	}
	rules := settings.rules()
	confluence := api.NewConfluence(from.api)
	handler, err := resolver.New(resolver.Config{
		Auth:        from.auth,
		Gate:        access.NewGate(confluence),
		Spaces:      confluence,
		EraseSpaces: settings.EraseSpaces,
		Store:       connection.NewStore(store, rules, d.Now),
		Providers:   settings.providers(from.client, d.Now),
		Setup:       settings.setUp(),
		Stacks:      settings.grafanaRules(),
		PlaceName:   settings.Partition.Name,
		Limit:       limit.New(settings.AlarmRate, alarmBurst, d.Now),
		Steps:       limit.New(d.StepRate, stepBurst, d.Now),
		Audit:       audit.To(d.Lines(d.Audit), settings.Keys.Hasher(), lost(d.Log)),
		Grants:      settings.Keys.Sealer(secret.Grant),
		Cursors:     settings.Keys.Sealer(secret.Cursor),
		Proofs:      proof.NewBook(settings.Keys.Sealer(secret.Proof), d.Now),
		Receipts:    settings.Receipts,
		Stream:      resolver.Stream{URL: settings.StreamURL, Origins: settings.StreamOrigins},
		Licensing:   settings.Licensing,
		AtOnce:      from.atOnce,
		Log:         d.Log,
		Now:         d.Now,
		Version:     Version(),
	})
	if err != nil {
		return nil, err
	}
	return from.arrive(handler), nil
}

// lost logs audit records that could not be written.
func lost(log *slog.Logger) func(error) {
	return func(err error) { log.Error("an audit record was lost", "error", err) }
}

// EgressRules returns the egress allow-list of a Forge Remote with these settings.
func EgressRules(s Settings) []egress.Rule {
	rules := []egress.Rule{
		egress.SpaceOperations(s.AtlassianAPI),
		egress.Space(s.AtlassianAPI),
		egress.ForgeStorage(s.AtlassianAPI),
	}
	if keys, err := url.Parse(s.JWKSURL); err == nil {
		rules = append(rules, egress.KeySet(keys.Scheme+"://"+keys.Host, keys.Path))
	}
	return slices.Concat(rules, s.awsEgressRules(), s.grafanaEgressRules())
}

// ContainerEgressRules returns the egress allow-list of a Forge container with these settings.
// Requests to other hosts than the sidecar pass through it, to the host that the rule names.
func ContainerEgressRules(s Settings) []egress.Rule {
	return slices.Concat([]egress.Rule{
		egress.InvocationContext(s.Sidecar),
		egress.SidecarOperations(s.Sidecar, s.ConfluencePrefix),
		egress.SidecarSpace(s.Sidecar, s.ConfluencePrefix),
		egress.ForgeStorage(s.Sidecar),
	}, s.awsEgressRules(), s.grafanaEgressRules())
}
