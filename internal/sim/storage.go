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
	// storagePath is where the app's hosted storage is, under the API's origin.
	storagePath = "/forge/storage/kvs"
	// storageFile keeps it, and storageKeyFile what seals it.
	storageFile    = "forge-storage.db"
	storageKeyFile = "forge-storage-key"
)

// storageScopes are those without which the storage is closed to an app (Forge Remote, accessing
// storage).
var storageScopes = []string{"storage:app", "read:app-system-token"}

// openStorage opens the hosted storage with the key that this home keeps, made at the first start.
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

// opens says which installation's storage a request's token opens: the app's own token does, a
// person's does not.
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
