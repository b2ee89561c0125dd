// Package stack models a Grafana Cloud stack as the target of a connection: its host, the token of
// a service account, the folders that it may show, and the rules that validate an admin's input. It
// does no I/O.
package stack

import (
	"slices"

	"pagewatch/internal/secret"
)

// Kind is the kind of connections to a stack, as the wire and stored records spell it.
const Kind = "grafana"

// Target is everything that a call to a stack needs, secrets included.
type Target struct {
	Identity
	// Token authenticates the stack's service account.
	Token secret.Value
	Fence
}

// Identity names a stack.
type Identity struct {
	// Stack is the host, such as example.grafana.net.
	Stack string `json:"stack,omitempty"`
}

// Fence is what an admin allows a connection to show.
type Fence struct {
	// Folders are the folders whose content may be shown, subfolders included. Empty: all that the
	// token sees.
	Folders []Folder `json:"folders,omitempty"`
}

// Folder is a folder of a stack. The UID decides; the title is for people, and may be outdated.
type Folder struct {
	UID   string `json:"uid"`
	Title string `json:"title,omitempty"`
}

// Shown is the part of a target that people may see: everything but its token.
type Shown struct {
	Identity
	Fence
	// Expires is the day on which the token ends, as the admin gave it, "" where nobody knows: a
	// token of a viewer cannot read its own.
	Expires Date `json:"expires,omitempty"`
}

// Attested is the part of a target that a receipt records.
type Attested struct {
	Identity
	Fence
}

// Attested returns the part of the target that a receipt records.
func (t Target) Attested() Attested { return Attested{t.Identity, t.Fence} }

// Subject lists the values that a test of the target covers. A change of any of them requires a new
// test.
func (t Target) Subject() []secret.Value {
	subject := []secret.Value{secret.New(t.Stack), t.Token}
	for _, uid := range slices.Sorted(slices.Values(t.UIDs())) {
		subject = append(subject, secret.New(uid))
	}
	return subject
}

// UIDs lists the folders of the fence.
func (f Fence) UIDs() []string {
	uids := make([]string, 0, len(f.Folders))
	for _, folder := range f.Folders {
		uids = append(uids, folder.UID)
	}
	return uids
}
