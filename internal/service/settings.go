// Package service builds Pagewatch out of its parts. It is the one place, beside the commands,
// where adapters meet.
package service

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"pagewatch/internal/cloudwatch/account"
	"pagewatch/internal/cloudwatch/region"
	"pagewatch/internal/cloudwatch/setup"
	"pagewatch/internal/receipt"
	"pagewatch/internal/secret"
)

// Settings is everything an operator can set; nothing of it ever comes from a tenant. Each field
// names its environment variable, and says whether it is required and what it defaults to.
type Settings struct {
	// PAGEWATCH_APP_ID: the app's ARI, app.id of manifest.yml. Required: invocations of other apps
	// are refused. In a container the platform's own FORGE_APP_ARI does as well.
	AppID string
	// PAGEWATCH_KEYS: `id:base64` pairs of 32-byte keys, newest first, the same on every instance.
	// Required. To rotate, put a new pair in front, start every instance with both, and drop the
	// old pair after ten minutes, when the last cursor sealed with it has ended. The local store
	// seals everything anew at its first start with both. `pagewatch key ID` makes a pair.
	Keys *secret.Keyring
	// PAGEWATCH_PRINCIPAL_ARN: the ARN that assumes the customers' roles (the function's execution
	// role, say). Required: the settings page shows it, and trust policies name it. Roles of its
	// account cannot be linked.
	PrincipalARN string
	// PAGEWATCH_PARTITION: aws, aws-us-gov or aws-cn; default aws. Only its roles and Regions can
	// be linked.
	Partition region.Partition
	// PAGEWATCH_REGIONS: the Regions that may be linked, separated by commas; default all of the
	// partition. What was linked before and is not on the list any more is shown as not allowed.
	Regions []string
	// PAGEWATCH_ROLE_PREFIX: what the name of every role that may be linked begins with, as the
	// principal's own policy limits it; default any.
	RolePrefix string
	// PAGEWATCH_OWN_ACCOUNTS: AWS accounts, separated by commas, whose roles and users cannot be
	// linked, beside the principal's. Optional.
	OwnAccounts []string
	// PAGEWATCH_TEMPLATE_URL: where the operator has published deploy/customer/pagewatch-role.yaml
	// in S3, for the quick-create link. Its name has letters, digits, and _./- alone. Optional.
	TemplateURL string
	// PAGEWATCH_RECEIPT_KEY: what signs receipts, as `pagewatch receipt-key` makes it. Optional:
	// without it there are none.
	Receipts *receipt.Signer
	// PAGEWATCH_STREAM_URL: where browsers reach POST /v1/stream, as the manifest's
	// external.fetch.client declares. Optional: without it every view is answered inline.
	StreamURL string
	// PAGEWATCH_STREAM_ORIGINS: the exact origins, separated by commas, whose pages may read the
	// stream: the app's own on the Forge CDN. Required with PAGEWATCH_STREAM_URL.
	StreamOrigins []string
	// PAGEWATCH_FORBID_IAM_USERS: true allows IAM roles only; default false.
	ForbidUserKeys bool
	// PAGEWATCH_ALARM_RATE: how many DescribeAlarms a second this process sends for one connection
	// and Region at most, after four at once; 0.1 to 1000, default 2. AWS answers 9 a second,
	// shared with the customer's own tools, and every instance and connection counts for itself:
	// keep instances x rate x connections to an account at 9 or less. A Lambda function has as many
	// instances as calls at a time, so there its reserved concurrency is the bound.
	AlarmRate float64
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
	// AWS_REGION: the Region whose STS is asked; default the partition's home. It must be one that
	// every customer's account has enabled, so not an opt-in Region.
	Region string
	// AWS_ENDPOINT_URL_STS and AWS_ENDPOINT_URL_CLOUDWATCH: another implementation of AWS.
	// Optional. https, or http on loopback, without a path.
	STSEndpoint, CloudWatchEndpoint string
	// AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN: the principal's keys.
	// Required: Lambda sets them; in a container they are an IAM user's, from encrypted Forge
	// variables.
	Principal account.Keys
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
	defaultPartition    = "aws"
	defaultAlarmRate    = "2"
)

// FromEnvironment reads Settings, without touching the network. The error names every variable that
// is wrong, and quotes none that may hold a secret.
func FromEnvironment(getenv func(string) string) (Settings, error) {
	s := Settings{
		AppID:              or(getenv("PAGEWATCH_APP_ID"), getenv("FORGE_APP_ARI")),
		PrincipalARN:       getenv("PAGEWATCH_PRINCIPAL_ARN"),
		StreamURL:          getenv("PAGEWATCH_STREAM_URL"),
		StreamOrigins:      list(getenv("PAGEWATCH_STREAM_ORIGINS")),
		Regions:            list(getenv("PAGEWATCH_REGIONS")),
		RolePrefix:         getenv("PAGEWATCH_ROLE_PREFIX"),
		OwnAccounts:        list(getenv("PAGEWATCH_OWN_ACCOUNTS")),
		TemplateURL:        getenv("PAGEWATCH_TEMPLATE_URL"),
		EraseSpaces:        list(getenv("PAGEWATCH_ERASE_SPACES")),
		JWKSURL:            or(getenv("PAGEWATCH_JWKS_URL"), DefaultJWKSURL),
		AtlassianAPI:       or(getenv("PAGEWATCH_ATLASSIAN_API"), DefaultAtlassianAPI),
		Region:             getenv("AWS_REGION"),
		STSEndpoint:        strings.TrimSuffix(getenv("AWS_ENDPOINT_URL_STS"), "/"),
		CloudWatchEndpoint: strings.TrimSuffix(getenv("AWS_ENDPOINT_URL_CLOUDWATCH"), "/"),
		Sidecar:            strings.TrimSuffix(getenv("FORGE_EGRESS_PROXY_URL"), "/"),
		ConfluencePrefix:   getenv("PAGEWATCH_CONFLUENCE_PREFIX"),
		Principal: account.Keys{
			AccessKeyID:     secret.New(getenv("AWS_ACCESS_KEY_ID")),
			SecretAccessKey: secret.New(getenv("AWS_SECRET_ACCESS_KEY")),
			SessionToken:    secret.New(getenv("AWS_SESSION_TOKEN")),
		},
	}
	var errs []error
	if ari := getenv("FORGE_APP_ARI"); ari != "" && ari != s.AppID {
		errs = append(errs,
			errors.New("PAGEWATCH_APP_ID is another app than the platform's FORGE_APP_ARI"))
	}
	var known bool
	if s.Partition, known = region.Of(or(getenv("PAGEWATCH_PARTITION"), defaultPartition)); !known {
		errs = append(errs, errors.New("PAGEWATCH_PARTITION must be aws, aws-us-gov or aws-cn"))
	}
	s.Region = or(s.Region, s.Partition.Home)
	var err error
	if s.Keys, err = secret.ParseKeyring(getenv("PAGEWATCH_KEYS")); err != nil {
		errs = append(errs, fmt.Errorf("PAGEWATCH_KEYS: %w", err))
	}
	if key := getenv("PAGEWATCH_RECEIPT_KEY"); key != "" {
		if s.Receipts, err = receipt.ParseKey(secret.New(key)); err != nil {
			errs = append(errs, fmt.Errorf("PAGEWATCH_RECEIPT_KEY: %w", err))
		}
	}
	if s.AlarmRate, err = strconv.ParseFloat(or(getenv("PAGEWATCH_ALARM_RATE"), defaultAlarmRate),
		64); err != nil {
		errs = append(errs, errors.New("PAGEWATCH_ALARM_RATE must be a number"))
	}
	for name, to := range map[string]*bool{
		"PAGEWATCH_FORBID_IAM_USERS": &s.ForbidUserKeys, "PAGEWATCH_LICENSING": &s.Licensing} {
		if *to, err = strconv.ParseBool(or(getenv(name), "false")); err != nil {
			errs = append(errs, fmt.Errorf("%s must be true or false", name))
		}
	}
	return s, errors.Join(append(errs, s.Validate())...)
}

var (
	appARI       = regexp.MustCompile(`^ari:cloud:ecosystem::app/[0-9a-f-]{36}$`)
	spacePair    = regexp.MustCompile(`^[0-9a-f-]{36}/[1-9][0-9]{0,18}$`)
	rolePrefix   = regexp.MustCompile(`^[\w+=,.@-]{0,32}$`)
	accountID    = regexp.MustCompile(`^[0-9]{12}$`)
	principalARN = regexp.MustCompile(
		`^arn:(aws[a-z-]*):iam::([0-9]{12}):(role|user)/[\w+=,.@/-]+$`)
)

// Validate checks what is set, without touching the network. Errors name the environment variables.
func (s Settings) Validate() error {
	var errs []error
	check := func(ok bool, format string, args ...any) {
		if !ok {
			errs = append(errs, fmt.Errorf(format, args...))
		}
	}
	check(appARI.MatchString(s.AppID),
		"PAGEWATCH_APP_ID must be the app's ARI: ari:cloud:ecosystem::app/<uuid>")
	principal := principalARN.FindStringSubmatch(s.PrincipalARN)
	check(principal != nil, "PAGEWATCH_PRINCIPAL_ARN must be the ARN of an IAM role or user")
	check(principal == nil || principal[1] == s.Partition.ID,
		"PAGEWATCH_PRINCIPAL_ARN is not in the partition %q", s.Partition.ID)
	check(s.Partition.Has(s.Region), "AWS_REGION %q is not a Region of the partition %q", s.Region,
		s.Partition.ID)
	_, unknown := s.Partition.Only(s.Regions)
	check(len(unknown) == 0, "PAGEWATCH_REGIONS: %q are not Regions of the partition %q", unknown,
		s.Partition.ID)
	check(rolePrefix.MatchString(s.RolePrefix),
		"PAGEWATCH_ROLE_PREFIX has at most 32 characters that a role's name may have")
	for _, account := range s.OwnAccounts {
		check(accountID.MatchString(account),
			"PAGEWATCH_OWN_ACCOUNTS: %q is not an account's 12 digits", account)
	}
	if principal != nil {
		err := s.renders()
		check(err == nil,
			"PAGEWATCH_TEMPLATE_URL, PAGEWATCH_ROLE_PREFIX and PAGEWATCH_PRINCIPAL_ARN do not fit into the templates: %w", err)
	}
	check(!s.Principal.AccessKeyID.Empty() && !s.Principal.SecretAccessKey.Empty(),
		"AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY must hold the principal's keys")
	check(s.AlarmRate >= 0.1 && s.AlarmRate <= 1000,
		"PAGEWATCH_ALARM_RATE must be between 0.1 and 1000 calls a second")
	check(s.StreamURL == "" || isAddress(s.StreamURL, "/v1/stream"),
		"PAGEWATCH_STREAM_URL must be an https address that ends in /v1/stream")
	check((s.StreamURL == "") == (len(s.StreamOrigins) == 0),
		"PAGEWATCH_STREAM_URL and PAGEWATCH_STREAM_ORIGINS go together")
	for _, origin := range s.StreamOrigins {
		check(isAddress(origin, ""), "PAGEWATCH_STREAM_ORIGINS: %q is not an origin", origin)
	}
	for _, pair := range s.EraseSpaces {
		check(spacePair.MatchString(pair),
			"PAGEWATCH_ERASE_SPACES: %q is not <installation>/<space>", pair)
	}
	jwks, err := url.Parse(s.JWKSURL)
	check(err == nil && isAddress(s.JWKSURL, jwks.Path),
		"PAGEWATCH_JWKS_URL must be an https address")
	check(isAddress(s.AtlassianAPI, ""), "PAGEWATCH_ATLASSIAN_API must be an https origin")
	check(s.STSEndpoint == "" || isAddress(s.STSEndpoint, ""),
		"AWS_ENDPOINT_URL_STS must be https (or http on loopback) without a path")
	check(s.CloudWatchEndpoint == "" || isAddress(s.CloudWatchEndpoint, ""),
		"AWS_ENDPOINT_URL_CLOUDWATCH must be https (or http on loopback) without a path")
	return errors.Join(errs...)
}

// renders tries to fill in the templates for customers, so that a deployment whose settings page
// could not show them does not start.
func (s Settings) renders() error {
	part := strings.Repeat("a", 26)
	_, err := setup.Render(setup.Values{
		ExternalID: secret.New("pw-" + part + "-" + part), PrincipalARN: s.PrincipalARN,
		RoleName: setup.RoleName(s.RolePrefix), TemplateURL: s.TemplateURL,
	})
	return err
}

// isAddress accepts https, and http on loopback, with exactly that path and nothing else.
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

// ownAccounts returns the accounts that are nobody's to link: the principal's and those the
// operator named.
func (s Settings) ownAccounts() []string {
	accounts := slices.Clone(s.OwnAccounts)
	if m := principalARN.FindStringSubmatch(s.PrincipalARN); m != nil {
		accounts = append(accounts, m[2])
	}
	return accounts
}

// served returns the partition with the Regions that may be linked.
func (s Settings) served() region.Partition {
	if len(s.Regions) == 0 {
		return s.Partition
	}
	only, _ := s.Partition.Only(s.Regions)
	return only
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
