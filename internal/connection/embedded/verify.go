package embedded

import (
	"errors"
	"fmt"
	"time"

	"go.etcd.io/bbolt"

	"pagewatch/internal/secret"
)

// Verify reports whether Open would open a file, without changing it. Errors are ErrWrongKey, or
// describe the damage.
func Verify(path string, keys *secret.Keyring) (err error) {
	defer func() {
		// bbolt panics on some kinds of damage.
		if r := recover(); r != nil {
			err = fmt.Errorf("opening the store %s: the file is damaged", path)
		}
	}()
	db, err := bbolt.Open(path, 0o600, &bbolt.Options{ReadOnly: true, Timeout: time.Second})
	if err != nil {
		return fmt.Errorf("opening the store %s: %w", path, err)
	}
	err = db.View(func(tx *bbolt.Tx) error {
		b := tx.Bucket(checkBucket)
		if b == nil || b.Get(checkKey) == nil {
			return nil // nothing was ever written
		}
		if _, err := keys.Sealer(secret.Store).Open(checkPlace, b.Get(checkKey)); err != nil {
			return ErrWrongKey
		}
		return nil
	})
	return errors.Join(err, db.Close())
}
