package client

import (
	"context"
	"encoding/json"
	"net/url"
	"strconv"
	"time"

	"pagewatch/internal/display"
	"pagewatch/internal/grafana/stack"
)

// Limits of a small answer.
const (
	timeout     = 8 * time.Second
	maxSmall    = 1 << 20
	maxSettings = 4 << 20
)

func small(operation, path string) request {
	return request{operation: operation, path: path, limit: maxSmall, timeout: timeout}
}

// Health requests whether there is a Grafana, and reports whether its database is well. Grafana
// answers it without a token, and with any.
func (c *Client) Health(ctx context.Context, host string) (well bool, answer Answer, err error) {
	var out struct {
		Database string `json:"database"`
	}
	answer, err = c.get(ctx, Stack{Host: host}, small("health", healthPath), &out)
	return out.Database == "ok", answer, err
}

// Org requests the id of the token's organization; 0 is no id. A Grafana that guards itself refuses
// whoever has no valid token.
func (c *Client) Org(ctx context.Context, s Stack) (id int64, answer Answer, err error) {
	var out struct {
		ID int64 `json:"id"`
	}
	answer, err = c.get(ctx, s, small("org", orgPath), &out)
	return out.ID, answer, err
}

// Permissions requests what the token may do: scopes by action.
func (c *Client) Permissions(ctx context.Context, s Stack) (map[string][]string, Answer, error) {
	var out map[string][]string
	answer, err := c.get(ctx, s, small("permissions", permissionsPath), &out)
	return out, answer, err
}

// Frontend is what the pages of a Grafana are made with.
type Frontend struct {
	// Renderer reports whether panels can be drawn as images.
	Renderer bool
	// Version is Grafana's own, "" where it does not say.
	Version string
	// Namespace is the one of the newer API, such as stacks-12345.
	Namespace string
}

// FrontendSettings requests the settings of the stack's pages.
func (c *Client) FrontendSettings(ctx context.Context, s Stack) (Frontend, Answer, error) {
	var out struct {
		Renderer  bool   `json:"rendererAvailable"`
		Namespace string `json:"namespace"`
		Build     struct {
			Version string `json:"version"`
		} `json:"buildInfo"`
	}
	r := small("settings", settingsPath)
	r.limit = maxSettings
	answer, err := c.get(ctx, s, r, &out)
	return Frontend{out.Renderer, display.Cut(out.Build.Version, maxWord), display.Cut(out.Namespace, maxWord)},
		answer, err
}

// Folder is a folder that the token sees. Parent is the UID of the folder around it, "" at the top.
type Folder struct {
	UID    string `json:"uid"`
	Title  string `json:"title"`
	Parent string `json:"folderUid"`
}

// maxFolders is the most that Grafana's search returns. Source: Grafana HTTP API, "Folder/Dashboard
// search".
const maxFolders = 5000

// Folders requests the folders that the token sees, at most 5,000. Grafana leaves out the others
// silently: an answer of so many counts as cut. A folder without a valid UID is none, and titles are
// as people may see them.
func (c *Client) Folders(ctx context.Context, s Stack) ([]Folder, Answer, error) {
	var out folders
	r := small("folders", searchPath)
	r.query = url.Values{"type": {"dash-folder"}, "limit": {strconv.Itoa(maxFolders)}}
	r.limit = maxSettings
	answer, err := c.get(ctx, s, r, &out)
	answer.Cut = out.read >= maxFolders
	return out.folders, answer, err
}

// folders decodes a list of folders one by one.
type folders struct {
	folders []Folder
	read    int
}

func (f *folders) decode(d *json.Decoder) error {
	return array(d, func(d *json.Decoder) error {
		if f.read++; f.read > maxFolders {
			return errEnough
		}
		var folder Folder
		switch err := d.Decode(&folder); {
		case err != nil:
			return err
		case !stack.IsUID(folder.UID):
			return nil
		case !stack.IsUID(folder.Parent):
			folder.Parent = ""
		}
		folder.Title = display.Line(display.Cut(folder.Title, maxName-1)) // and an ellipsis
		f.folders = append(f.folders, folder)
		return nil
	})
}
