package invocation

import (
	"encoding/json"
	"errors"
	"net/url"
	"regexp"
	"strings"

	"pagewatch/internal/secret"
)

// ErrClaims is returned for claims that do not describe a caller. It wraps no cause, so that the
// sender learns none.
var ErrClaims = errors.New("the invocation's claims do not describe a caller")

// Caller is the caller of an invocation, as the platform's claims describe it, with the tokens of
// the request.
type Caller struct {
	// Installation is the bare uuid of the installation. It identifies the tenant of stored
	// records.
	Installation string
	// CloudID is the uuid of the Confluence site.
	CloudID string
	// Account is the Atlassian account id of the person, "" for events, functions and visitors. It
	// is never stored, and logged only as a keyed hash.
	Account string
	// Space is the id of the space that the browser names, or "". It is a claim, to be checked with
	// Confluence.
	Space string
	// Module is the manifest key of the module or endpoint that was called.
	Module string
	// OnPage reports whether the call came from a page. Lifecycle calls do not.
	OnPage bool
	// Person reports whether the token names a principal, signed in or not; lifecycle calls have
	// none.
	Person bool
	// Production reports whether the app runs in its production environment.
	Production bool
	// License is nil where the platform sent none.
	License *License
	// UserToken authenticates the person to Confluence, SystemToken the app to Forge storage.
	// Either may be empty.
	UserToken, SystemToken secret.Value
	// Exporter is a hash of the user token of a call without an account. It tells the persons apart
	// for whom functions export; "" in a container, where each invocation has another token. It is
	// kept during the call alone, and never logged.
	Exporter string
	// TraceID is the platform's trace id, for support. The caller can set it: log it, do not trust
	// it.
	TraceID string
}

const (
	installationARI = "ari:cloud:ecosystem::installation/"
	visitor         = "unidentified" // the principal of a person who is not signed in
	licensed        = "licensed"     // the account type of a user of Confluence
	confluencePath  = "/ex/confluence/"
)

var uuid = regexp.MustCompile(`^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`)

// Caller reads verified claims. It returns ErrClaims where installation or site are missing,
// malformed or contradict each other.
func (c *Claims) Caller() (Caller, error) {
	out := Caller{
		Installation: strings.TrimPrefix(c.App.InstallationID, installationARI),
		CloudID:      c.cloudID(),
		Module:       c.App.Module.Key,
		OnPage:       c.Context != nil,
		Person:       c.Principal != "",
		Production:   c.App.Environment.Type == "PRODUCTION",
		License:      c.App.License,
	}
	if !uuid.MatchString(out.Installation) || !uuid.MatchString(out.CloudID) {
		return Caller{}, ErrClaims
	}
	if !c.agreesOn(out.CloudID) {
		return Caller{}, ErrClaims
	}
	if c.Context != nil {
		out.Account = c.account()
		out.Space = spaceOf(c.Context.Extension)
	}
	return out, nil
}

// cloudID returns the site from the first claim that has it. It is optional in the installation's
// contexts.
func (c *Claims) cloudID() string {
	if c.Context != nil && c.Context.CloudID != "" {
		return c.Context.CloudID
	}
	for _, ctx := range c.App.Installation.Contexts {
		if ctx.Name == "confluence" && ctx.CloudID != "" {
			return ctx.CloudID
		}
	}
	return cloudIDOf(c.App.APIBaseURL)
}

// agreesOn reports whether no claim names another site.
func (c *Claims) agreesOn(cloudID string) bool {
	if base := c.App.APIBaseURL; base != "" && cloudIDOf(base) != cloudID {
		return false
	}
	for _, ctx := range c.App.Installation.Contexts {
		if ctx.Name == "confluence" && ctx.CloudID != "" && ctx.CloudID != cloudID {
			return false
		}
	}
	return true
}

// cloudIDOf reads https://api.atlassian.com/ex/confluence/<cloudId>. The host is ignored: Pagewatch
// calls the one of its settings.
func cloudIDOf(apiBaseURL string) string {
	u, err := url.Parse(apiBaseURL)
	if err != nil || !strings.HasPrefix(u.Path, confluencePath) {
		return ""
	}
	return strings.TrimSuffix(strings.TrimPrefix(u.Path, confluencePath), "/")
}

// account returns the principal of a licensed user. Guests, customers of a portal and visitors have
// no user token, so Confluence cannot confirm what they may see. Without an account type, the
// principal counts as licensed.
func (c *Claims) account() string {
	if c.Principal == visitor || c.Context.AccountType != "" && c.Context.AccountType != licensed {
		return ""
	}
	return c.Principal
}

// spaceOf reads the space claim. The browser supplies the extension, so any other form counts as no
// claim.
func spaceOf(extension json.RawMessage) string {
	var e struct {
		Space struct {
			ID string `json:"id"`
		} `json:"space"`
	}
	if len(extension) == 0 || json.Unmarshal(extension, &e) != nil {
		return ""
	}
	return e.Space.ID
}
