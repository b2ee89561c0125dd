package embedded

import (
	"bytes"
	"strings"

	"pagewatch/internal/connection"
	"pagewatch/internal/secret"
)

// bucket returns the name of an installation's bucket: a separate tree of the file.
func bucket(tenant connection.Tenant) []byte { return []byte(bucketPrefix + tenant.Installation) }

const bucketPrefix = "installation/"

// name returns class/space/id. None of the parts can contain a slash.
func name(key connection.Key) []byte {
	return []byte(string(key.Class) + "/" + key.Space + "/" + key.ID)
}

// parseName parses a name that name returned.
func parseName(k []byte) (connection.Key, bool) {
	parts := strings.Split(string(k), "/")
	if len(parts) != 3 {
		return connection.Key{}, false
	}
	return connection.Key{Class: connection.Class(parts[0]), Space: parts[1], ID: parts[2]}, true
}

// listPrefix returns the common prefix of a space's metadata, or with space "" of all metadata.
func listPrefix(space string) []byte {
	if space == "" {
		return []byte(string(connection.Metadata) + "/")
	}
	return name(connection.Key{Class: connection.Metadata, Space: space})
}

func hasPrefix(k, prefix []byte) bool { return k != nil && bytes.HasPrefix(k, prefix) }

func place(tenant connection.Tenant, key connection.Key) secret.Binding {
	return secret.Binding{Installation: tenant.Installation, Space: key.Space,
		ID: string(key.Class) + "/" + key.ID}
}

func (s *Store) open(tenant connection.Tenant, key connection.Key, sealed []byte) ([]byte, error) {
	value, err := s.sealer.Open(place(tenant, key), sealed)
	if err != nil {
		return nil, connection.ErrCorrupt
	}
	return value, nil
}
