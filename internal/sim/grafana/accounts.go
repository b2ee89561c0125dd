package grafana

import (
	"fmt"
	"time"

	"pagewatch/internal/sim/grafana/estate"
)

// The roles of service accounts.
const (
	Viewer = "Viewer"
	Editor = "Editor"
	Admin  = "Admin"
	None   = "None" // with permissions of its own, or without any
)

// Account is a service account with one token.
type Account struct {
	ID       int
	Name     string
	Role     string
	About    string
	Token    string
	Disabled bool
	Revoked  bool
	Expires  time.Time // zero: never

	folder string // the only one that it sees, by a role of its own
}

// seeded is an account without what depends on its stack.
type seeded struct {
	name, role, about string
	folder            bool // sees one folder only
}

var seededAccounts = []seeded{
	{"viewer", Viewer, "Sees every folder but the restricted ones. The usual choice.", false},
	{"one-folder", None, "Sees one folder, and the folders in it, by a role of its own.", true},
	{"no-folder", None, "Sees no folder. Rules are an empty list, not a refusal.", false},
	{"editor", Editor, "May change dashboards and rules: too much.", false},
	{"admin", Admin, "May do everything: far too much.", false},
	{"expired", Viewer, "Its token has expired.", false},
	{"revoked", Viewer, "Its token was revoked.", false},
	{"disabled", Viewer, "The account is disabled.", false},
}

// accountsOf makes the accounts of a stack. Tokens are derived from the secret.
func accountsOf(s *stack, secret []byte, started time.Time) []Account {
	var all []Account
	for i, seed := range seededAccounts {
		a := Account{ID: i + 2, Name: seed.name, Role: seed.role, About: seed.about,
			Token:    newToken(secret, s.slug+"/"+seed.name),
			Disabled: seed.name == "disabled", Revoked: seed.name == "revoked"}
		if seed.folder {
			folder := scopedFolder(s.estate)
			a.folder = folder.UID
			a.About = fmt.Sprintf("Sees the folder %s, and those in it, by a role of its own.",
				folder.Title)
		}
		if seed.name == "expired" {
			a.Expires = started.Add(-24 * time.Hour)
		}
		all = append(all, a)
	}
	return all
}

// scopedFolder is the folder of the account that sees one: a subfolder where the stack has any.
func scopedFolder(e estate.Estate) estate.Folder {
	for _, f := range e.Folders {
		if f.Parent != "" {
			return f
		}
	}
	return e.Folders[0]
}

// State describes the token in a word.
func (a Account) State() string {
	switch {
	case a.Disabled:
		return "disabled"
	case a.Revoked:
		return "revoked"
	case !a.Expires.IsZero():
		return "expired"
	}
	return "valid"
}
