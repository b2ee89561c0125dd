package sim

import (
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"pagewatch/internal/secret"
	"pagewatch/internal/sim/kvs"
)

const (
	// storagePath is the path of the app's hosted storage, under the API's origin.
	storagePath = "/forge/storage/kvs"
	// storageFile holds the records, and storageKeyFile the key that seals them.
	storageFile    = "forge-storage.db"
	storageKeyFile = "forge-storage-key"
)

// storageScopes are required for access to the storage (Forge Remote, accessing storage).
var storageScopes = []string{"storage:app", "read:app-system-token"}

// openStorage opens the hosted storage with the key that the folder keeps. The first start makes
// the key.
func openStorage(folder string) (*kvs.Server, error) {
	keyPath, path := filepath.Join(folder, storageKeyFile), filepath.Join(folder, storageFile)
	if _, err := os.Stat(keyPath); errors.Is(err, fs.ErrNotExist) {
		if _, err := os.Stat(path); err == nil {
			return nil, fmt.Errorf(
				"%s is missing, and %s cannot be opened without it: put it back, or remove that too to begin anew", keyPath, storageFile)
		}
	}
	pair, err := keep(keyPath, func() ([]byte, error) {
		return []byte(secret.NewKey("storage") + "\n"), nil
	})
	if err != nil {
		return nil, fmt.Errorf("keeping the storage's key: %w", err)
	}
	keys, err := secret.ParseKeyring(string(pair))
	if err != nil {
		return nil, fmt.Errorf("reading the storage's key: %s is damaged: %w", keyPath, err)
	}
	return kvs.Open(kvs.Config{Path: path, Keys: keys})
}

// opens returns the installation whose storage a request's token opens. The app's own token opens
// one; a person's token does not.
func (p *parts) opens(r *http.Request) (string, error) {
	token, bearer := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	installation, scopes, known := p.forge.SystemGrant(token)
	if !bearer || !known {
		return "", kvs.ErrUnauthenticated
	}
	for _, scope := range storageScopes {
		if !slices.Contains(scopes, scope) {
			return "", kvs.ErrForbidden
		}
	}
	return installation, nil
}
