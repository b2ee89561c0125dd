package stack

import (
	"slices"

	"pagewatch/internal/secret"
)

// Record is a stack as the secret store keeps it.
type Record struct {
	Identity
	Token   string `json:"token"`
	Expires Date   `json:"expires,omitempty"`
	Fence
}

// Target returns the record as views use it.
func (r Record) Target() Target { return Target{r.Identity, secret.New(r.Token), r.Fence} }

// Usable reports whether the record holds all that a view needs.
func (r Record) Usable() bool { return r.Stack != "" && r.Token != "" }

// Shown returns the part of the record that people may see.
func (r Record) Shown() Shown {
	return Shown{r.Identity, Fence{slices.Clone(r.Folders)}, r.Expires}
}

// Draft returns the record as an admin would describe it.
func (r Record) Draft() Draft {
	return Draft{Stack: r.Stack, Token: secret.New(r.Token), Expires: r.Expires, Folders: r.Folders}
}

// With returns the record with the values of a valid draft.
func (r Record) With(d Draft) Record {
	r.Stack, _ = ParseHost("stack", d.Stack)
	r.Token, r.Expires, r.Folders = d.Token.Reveal(), d.Expires, slices.Clone(d.Folders)
	return r
}

// Reaches reports whether the draft changes the stack, its token or the folders. Such a change needs
// a test of its own; a change of titles or of the token's end does not.
func (r Record) Reaches(d Draft) bool {
	host, _ := ParseHost("stack", d.Stack)
	uids := func(f []Folder) []string { return slices.Sorted(slices.Values(Fence{f}.UIDs())) }
	return r.Stack != host || r.Token != d.Token.Reveal() ||
		!slices.Equal(uids(r.Folders), uids(d.Folders))
}
