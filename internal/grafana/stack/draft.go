package stack

import (
	"slices"
	"unicode/utf8"

	"pagewatch/internal/display"
	"pagewatch/internal/input"
	"pagewatch/internal/secret"
)

// Rules are the operator's rules for stacks.
type Rules struct {
	// ForbidBroadTokens refuses a token that may write. Otherwise the test warns of it.
	ForbidBroadTokens bool `json:"forbidBroadTokens"`
	// Simulated means that one address stands for every stack.
	Simulated bool `json:"simulated,omitempty"`
}

// Draft is a stack as an admin describes it. Its token is write-only.
type Draft struct {
	Stack   string       `json:"stack"`
	Token   secret.Value `json:"token"`
	Expires Date         `json:"expires"`
	Folders []Folder     `json:"folders"`
}

// Change is an admin's change of a stack. A nil field stays as it is.
type Change struct {
	Stack   *string       `json:"stack"`
	Token   *secret.Value `json:"token"`
	Expires *Date         `json:"expires"`
	Folders *[]Folder     `json:"folders"`
}

// Apply returns the draft after the change. Another stack needs a token of its own: the old token
// goes to no other host. The stack that stays needs another token than the stored one: whoever
// revokes the "old" token afterwards would revoke the only one.
func (c Change) Apply(d Draft) (Draft, error) {
	stays := true
	if c.Stack != nil {
		to, err := ParseHost("stack", *c.Stack)
		if err != nil {
			return Draft{}, err
		}
		stays = to == d.Stack
	}
	switch {
	case c.Token == nil && !stays:
		return Draft{}, input.Field("token",
			"Another stack needs a token of its own. Give it too.")
	case c.Token != nil && stays && c.Token.Reveal() == d.Token.Reveal():
		return Draft{}, input.Field("token", "This is the token that is stored already. Make a new "+
			"one in Grafana, and paste that.")
	}
	input.Set(&d.Stack, c.Stack)
	input.Set(&d.Token, c.Token)
	input.Set(&d.Expires, c.Expires)
	input.Set(&d.Folders, c.Folders)
	return d, nil
}

// Limits of a fence, so that a record stays far below the store's limits.
const (
	maxFolders = 50
	maxTitle   = 200
)

// Empty reports whether nothing of a stack is described.
func (d Draft) Empty() bool {
	return d.Stack == "" && d.Token.Empty() && d.Expires == "" && len(d.Folders) == 0
}

// Validate returns nil or an *input.Error that names the field.
func (d Draft) Validate() error {
	if _, err := ParseHost("stack", d.Stack); err != nil {
		return err
	}
	if err := CheckToken("token", d.Token); err != nil {
		return err
	}
	if err := d.Expires.check("expires"); err != nil {
		return err
	}
	return checkFolders(d.Folders)
}

func checkFolders(folders []Folder) error {
	if len(folders) > maxFolders {
		return input.Field("folders", "Choose at most %d folders.", maxFolders)
	}
	for i, folder := range folders {
		same := func(other Folder) bool { return other.UID == folder.UID }
		switch {
		case !IsUID(folder.UID):
			return input.Field("folders", "Folder %d of the list has no valid UID.", i+1)
		case slices.ContainsFunc(folders[:i], same):
			return input.Field("folders", "A folder is in the list twice.")
		case utf8.RuneCountInString(folder.Title) > maxTitle || !utf8.ValidString(folder.Title):
			return input.Field("folders", "The title of folder %d of the list is too long.", i+1)
		case display.Line(folder.Title) != folder.Title:
			return input.Field("folders",
				"The title of folder %d of the list holds invisible characters.", i+1)
		}
	}
	return nil
}
