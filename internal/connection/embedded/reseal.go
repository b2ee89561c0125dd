package embedded

import (
	"bytes"
	"fmt"
	"strings"

	"go.etcd.io/bbolt"

	"pagewatch/internal/connection"
	"pagewatch/internal/secret"
)

// reseal seals every record of an older key with the newest one, so that the older key can be
// dropped after one start with both. It is one transaction. Records that cannot be opened stay as
// they are, and reads refuse them.
func (s *Store) reseal() error {
	return s.db.Update(func(tx *bbolt.Tx) error {
		changed := false
		err := tx.ForEach(func(bucketName []byte, b *bbolt.Bucket) error {
			fresh := map[string][]byte{}
			err := b.ForEach(func(k, sealed []byte) error {
				if s.sealer.Newest(sealed) {
					return nil
				}
				where, ok := placeOf(bucketName, k)
				if plain, err := s.sealer.Open(where, sealed); ok && err == nil {
					fresh[string(k)] = s.sealer.Seal(where, plain)
				}
				return nil
			})
			if err != nil {
				return err
			}
			for k, sealed := range fresh {
				changed = true
				if err := b.Put([]byte(k), sealed); err != nil {
					return fmt.Errorf("sealing with the newest key: %w", err)
				}
			}
			return nil
		})
		if err != nil || !changed {
			return err
		}
		return tx.Bucket(checkBucket).Put(shedKey, []byte{1}) // until the pages of before are gone
	})
}

// placeOf returns the binding of the record of that name in that bucket.
func placeOf(bucketName, k []byte) (secret.Binding, bool) {
	if bytes.Equal(bucketName, checkBucket) {
		return checkPlace, true
	}
	installation, ok := strings.CutPrefix(string(bucketName), bucketPrefix)
	key, parsed := parseName(k)
	return place(connection.Tenant{Installation: installation}, key), ok && parsed
}
