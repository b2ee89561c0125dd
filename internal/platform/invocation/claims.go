// Package invocation holds the claims of a Forge invocation, the caller that they describe, and the
// headers of a container's invocation. It does no I/O; package auth verifies tokens.
package invocation

import "encoding/json"

// Claims are the private claims of a Forge Invocation Token (FIT), and the body of a container's
// /invocation/context. Only the claims that Pagewatch reads have a field. Source:
// developer.atlassian.com/platform/forge/remote/essentials.
type Claims struct {
	App App `json:"app"`
	// Context is absent on calls that do not come from a page: events, schedules, functions.
	Context *Context `json:"context,omitempty"`
	// Principal is the account id of the person, "unidentified" for a visitor, and absent on calls
	// without a person.
	Principal string `json:"principal,omitempty"`
	// ICLabel marks Isolated Cloud, which Pagewatch does not serve yet.
	ICLabel string `json:"icLabel,omitempty"`
}

// App is the installed app as the platform describes it.
type App struct {
	// ID is the app's ARI, which is the token's audience too.
	ID string `json:"id"`
	// Version is the deployed version, such as 16.0.1. Customers may stay on older ones.
	Version        string       `json:"appVersion,omitempty"`
	InstallationID string       `json:"installationId"`
	APIBaseURL     string       `json:"apiBaseUrl"`
	Installation   Installation `json:"installation"`
	Environment    Environment  `json:"environment"`
	Module         Module       `json:"module"`
	License        *License     `json:"license,omitempty"`
}

// Installation is where the app is installed.
type Installation struct {
	ID       string                `json:"id,omitempty"`
	Contexts []InstallationContext `json:"contexts,omitempty"`
}

// InstallationContext is one product of an installation. CloudID may be missing.
type InstallationContext struct {
	Name       string `json:"name"`
	APIBaseURL string `json:"apiBaseUrl"`
	CloudID    string `json:"cloudId,omitempty"`
}

// Environment is the app's environment: DEVELOPMENT, STAGING or PRODUCTION.
type Environment struct {
	Type string `json:"type"`
	ID   string `json:"id"`
}

// Module is the manifest module that was called.
type Module struct {
	Type string `json:"type"`
	Key  string `json:"key"`
}

// License is the state of the app's licence; absent for free apps and outside production.
type License struct {
	Active bool `json:"active"`
}

// Context describes the page the call came from. The platform sets CloudID. The browser supplies
// the rest, although it is signed.
type Context struct {
	CloudID   string `json:"cloudId,omitempty"`
	LocalID   string `json:"localId,omitempty"`
	ModuleKey string `json:"moduleKey,omitempty"`
	SiteURL   string `json:"siteUrl,omitempty"`
	// AccountID is read where a container's context has no principal, which is not documented
	// there.
	AccountID   string          `json:"accountId,omitempty"`
	AccountType string          `json:"accountType,omitempty"`
	Extension   json.RawMessage `json:"extension,omitempty"`
}
