package forge

import (
	"encoding/json"

	"github.com/golang-jwt/jwt/v5"

	"pagewatch/internal/platform/invocation"
)

// Identity holds the persistent ids of this imitation: those of its site, installation and
// environment.
type Identity struct {
	// CloudID is the site's uuid.
	CloudID string `json:"cloudId"`
	// InstallationID is the installation's uuid, without the ARI.
	InstallationID string `json:"installationId"`
	// EnvironmentID is the app environment's uuid, without the ARI.
	EnvironmentID string `json:"environmentId"`
}

const (
	environmentType = "DEVELOPMENT"
	appVersion      = "1.0.0"

	installationARI = "ari:cloud:ecosystem::installation/"
	environmentARI  = "ari:cloud:ecosystem::environment/"

	licensed  = "licensed"
	anonymous = "anonymous"
)

// claims are the claims of a Forge Invocation Token (Forge Remote essentials). The issuer adds the
// registered ones.
type claims struct {
	jwt.RegisteredClaims
	App invocation.App `json:"app"`
	// Context and Principal are absent from a function's call.
	Context   *pageContext `json:"context,omitempty"`
	Principal string       `json:"principal,omitempty"`
}

// pageContext is the context claim, as production tokens of Confluence macros carry it. The browser
// sets Extension.
type pageContext struct {
	CloudID         string          `json:"cloudId"`
	LocalID         string          `json:"localId,omitempty"`
	EnvironmentID   string          `json:"environmentId"`
	EnvironmentType string          `json:"environmentType"`
	ModuleKey       string          `json:"moduleKey"`
	SiteURL         string          `json:"siteUrl"`
	AppVersion      string          `json:"appVersion"`
	AccountID       string          `json:"accountId,omitempty"`
	AccountType     string          `json:"accountType"`
	UserAccess      userAccess      `json:"userAccess"`
	Extension       json.RawMessage `json:"extension,omitempty"`
}

type userAccess struct {
	Enabled   bool `json:"enabled"`
	HasAccess bool `json:"hasAccess"`
}

// claims returns the claims of one call. A visitor's call has no principal and no account id, and
// the accountType "anonymous".
func (p *Platform) claims(caller Caller, call Call, f frame) claims {
	accountType := licensed
	if caller.AccountID == "" {
		accountType = anonymous
	}
	return claims{
		RegisteredClaims: p.cfg.Issuer.Token(p.cfg.Now(), invocation.Claims{}).RegisteredClaims,
		App:              p.app(f.moduleClaim()),
		Principal:        caller.AccountID,
		Context: &pageContext{
			CloudID:         p.cfg.Identity.CloudID,
			LocalID:         call.LocalID,
			EnvironmentID:   p.cfg.Identity.EnvironmentID,
			EnvironmentType: environmentType,
			ModuleKey:       call.Module,
			SiteURL:         p.cfg.SiteOrigin,
			AppVersion:      appVersion,
			AccountID:       caller.AccountID,
			AccountType:     accountType,
			UserAccess:      userAccess{HasAccess: true},
			Extension:       call.Extension,
		},
	}
}

// functionClaims returns the claims of a function's call: the app's, and no person's (Forge runtime
// reference, invokeRemote). The content of module is not documented.
func (p *Platform) functionClaims(key string) claims {
	return p.nobodysClaims(invocation.Module{Type: "core:function", Key: key})
}

// nobodysClaims returns the claims of a call without a person.
func (p *Platform) nobodysClaims(module invocation.Module) claims {
	return claims{
		RegisteredClaims: p.cfg.Issuer.Token(p.cfg.Now(), invocation.Claims{}).RegisteredClaims,
		App:              p.app(module),
	}
}

// moduleClaim returns the module claim: a macro's calls name the macro, those of other modules
// their endpoint.
func (f frame) moduleClaim() invocation.Module {
	if f.kind == macroKind {
		return invocation.Module{Type: "xen:macro", Key: f.module}
	}
	return invocation.Module{Type: "core:endpoint", Key: f.endpoint}
}

// app returns the app claim.
func (p *Platform) app(module invocation.Module) invocation.App {
	api := p.cfg.APIOrigin + "/ex/confluence/" + p.cfg.Identity.CloudID
	installation := installationARI + p.cfg.Identity.InstallationID
	return invocation.App{
		ID:             p.cfg.Manifest.App.ID,
		Version:        appVersion,
		InstallationID: installation,
		APIBaseURL:     api,
		Installation: invocation.Installation{
			ID: installation,
			Contexts: []invocation.InstallationContext{
				{Name: "confluence", APIBaseURL: api, CloudID: p.cfg.Identity.CloudID},
			},
		},
		Environment: invocation.Environment{
			Type: environmentType,
			ID:   environmentARI + p.cfg.Manifest.AppUUID() + "/" + p.cfg.Identity.EnvironmentID,
		},
		Module: module,
	}
}
