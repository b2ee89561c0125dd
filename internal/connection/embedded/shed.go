package embedded

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"go.etcd.io/bbolt"
)

// shedKey marks, in checkBucket, a file whose unused pages may still contain records sealed by an
// older key.
var shedKey = []byte("shed")

// compactSize bounds the bytes that one transaction copies.
const compactSize = 1 << 20

// shed replaces the file with a copy without unused pages, which may contain records sealed by an
// older key: an owner of that key could read them from the file. It reports whether it replaced the
// file; the store must then be opened again. A crash leaves the old file, still marked, or the new
// one.
func (s *Store) shed(path string) (bool, error) {
	marked := false
	err := s.db.View(func(tx *bbolt.Tx) error {
		marked = tx.Bucket(checkBucket).Get(shedKey) != nil
		return nil
	})
	if err != nil || !marked {
		return false, err
	}
	fresh, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*") // mode 0600
	if err != nil {
		return false, fmt.Errorf("making room for the store: %w", err)
	}
	defer func() { _ = os.Remove(fresh.Name()) }() // gone already after the rename
	if err := errors.Join(fresh.Close(), s.copyTo(fresh.Name())); err != nil {
		return false, fmt.Errorf("copying the store: %w", err)
	}
	if err := os.Rename(fresh.Name(), path); err != nil {
		return false, fmt.Errorf("replacing the store: %w", err)
	}
	folder, err := os.Open(filepath.Dir(path))
	if err != nil {
		return false, fmt.Errorf("replacing the store: %w", err)
	}
	return true, errors.Join(folder.Sync(), folder.Close(), s.db.Close())
}

// copyTo copies everything but the mark. Every transaction of the copy is synced.
func (s *Store) copyTo(path string) error {
	to, err := bbolt.Open(path, 0o600, &bbolt.Options{Timeout: lockWait})
	if err != nil {
		return err
	}
	err = bbolt.Compact(to, s.db, compactSize)
	if err == nil {
		err = to.Update(func(tx *bbolt.Tx) error { return tx.Bucket(checkBucket).Delete(shedKey) })
	}
	return errors.Join(err, to.Close())
}
