// Package service builds Pagewatch from its parts. Apart from the commands, it is the only package
// that connects adapters.
package service

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"pagewatch/internal/receipt"
	"pagewatch/internal/secret"
)

// Settings is everything an operator can set; nothing of it ever comes from a tenant. Each field
// names its environment variable, and says whether it is required and what it defaults to.
type Settings struct {
	AWS
	Grafana
	// PAGEWATCH_APP_ID: the app's ARI, app.id of manifest.yml. Required: invocations of other apps
	// are refused. In a container the platform's own FORGE_APP_ARI does as well.
	AppID string
	// PAGEWATCH_KEYS: `id:base64` pairs of 32-byte keys, newest first, the same on every instance.
	// Required. To rotate, put a new pair in front, start every instance with both, and drop the
	// old pair after ten minutes, when the last cursor sealed with it has ended. The local store
	// seals everything anew at its first start with both. `pagewatch key ID` makes a pair.
	Keys *secret.Keyring
	// PAGEWATCH_RECEIPT_KEY: what signs receipts, as `pagewatch receipt-key` makes it. Optional:
	// without it there are none.
	Receipts *receipt.Signer
	// PAGEWATCH_STREAM_URL: where browsers reach POST /v1/stream, as the manifest's
	// external.fetch.client declares. Optional: without it every view is answered inline.
	StreamURL string
	// PAGEWATCH_STREAM_ORIGINS: the exact origins, separated by commas, whose pages may read the
	// stream: the app's own on the Forge CDN. Required with PAGEWATCH_STREAM_URL.
	StreamOrigins []string
	// PAGEWATCH_ERASE_SPACES: <installation>/<space> pairs, separated by commas, whose records the
	// next weekly sweep erases. Optional. The sweep lists spaces that are gone in the audit, as
	// "orphaned space"; it erases none by itself, because a space the app was shut out of looks the
	// same.
	EraseSpaces []string
	// PAGEWATCH_LICENSING: true asks for an active licence in production; default false.
	Licensing bool
	// PAGEWATCH_JWKS_URL: where the platform publishes the keys of invocation tokens; default
	// Atlassian's production.
	JWKSURL string
	// PAGEWATCH_ATLASSIAN_API: default https://api.atlassian.com.
	AtlassianAPI string
	// FORGE_EGRESS_PROXY_URL: the sidecar of a Forge container, as the platform sets it; http,
	// without a path. Required in a container, and used nowhere else.
	Sidecar string
	// PAGEWATCH_CONFLUENCE_PREFIX: what stands before api/v2 under the sidecar's /confluence/;
	// default nothing, as the platform's documentation has it. Set it to wiki/ if every space is
	// "not found" in a container.
	ConfluencePrefix string
}

// Defaults of Settings. Sources: developer.atlassian.com/platform/forge/remote/essentials and
// /remote/calling-product-apis.
const (
	DefaultJWKSURL      = "https://forge.cdn.prod.atlassian-dev.net/.well-known/jwks.json"
	DefaultAtlassianAPI = "https://api.atlassian.com"
)

// FromEnvironment reads Settings, without touching the network. The error has one line for each
// variable that is wrong, with its value unless that may hold a secret.
func FromEnvironment(getenv func(string) string) (Settings, error) {
	s := Settings{
		AppID:            or(getenv("PAGEWATCH_APP_ID"), getenv("FORGE_APP_ARI")),
		StreamURL:        getenv("PAGEWATCH_STREAM_URL"),
		StreamOrigins:    list(getenv("PAGEWATCH_STREAM_ORIGINS")),
		EraseSpaces:      list(getenv("PAGEWATCH_ERASE_SPACES")),
		JWKSURL:          or(getenv("PAGEWATCH_JWKS_URL"), DefaultJWKSURL),
		AtlassianAPI:     or(getenv("PAGEWATCH_ATLASSIAN_API"), DefaultAtlassianAPI),
		Sidecar:          strings.TrimSuffix(getenv("FORGE_EGRESS_PROXY_URL"), "/"),
		ConfluencePrefix: getenv("PAGEWATCH_CONFLUENCE_PREFIX"),
	}
	var errs []error
	if ari := getenv("FORGE_APP_ARI"); ari != "" && ari != s.AppID {
		errs = append(errs,
			errors.New("PAGEWATCH_APP_ID is another app than the platform's FORGE_APP_ARI"))
	}
	var err error
	if s.Keys, err = secret.ParseKeyring(getenv("PAGEWATCH_KEYS")); err != nil {
		errs = append(errs, fmt.Errorf("PAGEWATCH_KEYS: %w", err))
	}
	if key := getenv("PAGEWATCH_RECEIPT_KEY"); key != "" {
		if s.Receipts, err = receipt.ParseKey(secret.New(key)); err != nil {
			errs = append(errs, fmt.Errorf("PAGEWATCH_RECEIPT_KEY: %w", err))
		}
	}
	if s.Licensing, err = strconv.ParseBool(
		or(getenv("PAGEWATCH_LICENSING"), "false")); err != nil {
		errs = append(errs, fmt.Errorf("PAGEWATCH_LICENSING must be true or false%s",
			not(getenv("PAGEWATCH_LICENSING"))))
	}
	if s.AWS, err = awsFromEnvironment(getenv); err != nil {
		errs = append(errs, err)
	}
	if s.Grafana, err = grafanaFromEnvironment(getenv); err != nil {
		errs = append(errs, err)
	}
	return s, errors.Join(append(errs, s.Validate())...)
}

var (
	appARI    = regexp.MustCompile(`^ari:cloud:ecosystem::app/[0-9a-f-]{36}$`)
	spacePair = regexp.MustCompile(`^[0-9a-f-]{36}/[1-9][0-9]{0,18}$`)
)

// checker returns a function that adds an error if a condition does not hold.
func checker(errs *[]error) func(ok bool, format string, args ...any) {
	return func(ok bool, format string, args ...any) {
		if !ok {
			*errs = append(*errs, fmt.Errorf(format, args...))
		}
	}
}

// not ends an error with the value of a variable. It quotes no value that may hold a password.
func not(value string) string {
	switch {
	case value == "":
		return "; it is not set"
	case strings.Contains(value, "@"):
		return ""
	}
	return fmt.Sprintf(", not %.100q", value)
}

// Validate checks the settings, without touching the network. Errors name the environment
// variables.
func (s Settings) Validate() error {
	var errs []error
	check := checker(&errs)
	check(appARI.MatchString(s.AppID),
		"PAGEWATCH_APP_ID must be the app's ARI, ari:cloud:ecosystem::app/<uuid>%s", not(s.AppID))
	check(s.StreamURL == "" || isAddress(s.StreamURL, "/v1/stream"),
		"PAGEWATCH_STREAM_URL must be an https address that ends in /v1/stream%s", not(s.StreamURL))
	check((s.StreamURL == "") == (len(s.StreamOrigins) == 0),
		"PAGEWATCH_STREAM_URL and PAGEWATCH_STREAM_ORIGINS go together: set both, or none")
	for _, origin := range s.StreamOrigins {
		check(isAddress(origin, ""), "PAGEWATCH_STREAM_ORIGINS must be https origins%s", not(origin))
	}
	for _, pair := range s.EraseSpaces {
		check(spacePair.MatchString(pair),
			"PAGEWATCH_ERASE_SPACES must be pairs of <installation>/<space>%s", not(pair))
	}
	jwks, err := url.Parse(s.JWKSURL)
	check(err == nil && isAddress(s.JWKSURL, jwks.Path),
		"PAGEWATCH_JWKS_URL must be an https address%s", not(s.JWKSURL))
	check(isAddress(s.AtlassianAPI, ""), "PAGEWATCH_ATLASSIAN_API must be an https origin%s",
		not(s.AtlassianAPI))
	return errors.Join(append(errs, s.AWS.validate(), s.Grafana.validate())...)
}

// isAddress accepts https, and http on loopback, with exactly that path and nothing after it.
func isAddress(s, path string) bool {
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || u.User != nil || strings.ContainsAny(s, "?#") ||
		u.Path != path {
		return false
	}
	return u.Scheme == "https" || u.Scheme == "http" && isLoopback(u.Hostname())
}

func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

func or(value, fallback string) string {
	if value == "" {
		return fallback
	}
	return value
}

func list(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == ' ' })
}
