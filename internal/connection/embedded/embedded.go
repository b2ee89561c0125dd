// Package embedded is a connection.Backend in one encrypted file: the store of the local target.
//
// The file is a bbolt database. Every value is sealed with AES-256-GCM and bound to its class,
// installation, space and id, so that a record moved by hand is refused like an altered one. Names
// of records (installation uuid, space number, connection id) are in clear. A write returns after
// the file has been synced to disk.
package embedded

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"

	"pagewatch/internal/connection"
	"pagewatch/internal/secret"
)

// lockWait is how long Open waits for another process to release the file.
const lockWait = time.Second

var (
	// ErrInUse is returned by Open if another process has the file open.
	ErrInUse = errors.New(
		"another process uses this data folder; stop it, or choose another folder")
	// ErrWrongKey is returned by Open if the keyring does not open the file's records.
	ErrWrongKey = errors.New(
		"the keys do not open the store: PAGEWATCH_KEYS must hold the key it was written with")
)

// checkBucket contains one sealed record by which Open distinguishes a wrong key from a damaged
// record.
var (
	checkBucket = []byte("pagewatch")
	checkKey    = []byte("check")
	checkPlace  = secret.Binding{ID: "check"}
)

// Store is a connection.Backend in a file.
type Store struct {
	db     *bbolt.DB
	sealer *secret.Sealer
}

var _ connection.Backend = (*Store)(nil)

// Open opens the file, creating it if it does not exist. Errors are ErrInUse, ErrWrongKey, or
// describe the damage; Open never overwrites a file that it cannot open.
func Open(path string, keys *secret.Keyring) (store *Store, err error) {
	defer func() {
		// bbolt panics on some kinds of damage.
		if r := recover(); r != nil {
			store, err = nil, fmt.Errorf("opening the store %s: the file is damaged", path)
		}
	}()
	db, err := locked(path)
	if errors.Is(err, bolterrors.ErrTimeout) {
		return nil, fmt.Errorf("opening %s: %w", path, ErrInUse)
	}
	if err != nil {
		return nil, fmt.Errorf("opening the store %s: %w", path, err)
	}
	s := &Store{db, keys.Sealer(secret.Store)}
	if err := s.checkKey(); err != nil {
		_ = db.Close()
		return nil, err
	}
	if err := s.reseal(); err != nil {
		_ = db.Close()
		return nil, err
	}
	shed, err := s.shed(path)
	if err != nil {
		_ = db.Close()
		return nil, err
	}
	if shed {
		return Open(path, keys) // once: the copy has no mark
	}
	return s, nil
}

// locked opens the file at path with an exclusive lock. While it waits for the lock, another
// process may replace the file (shed). The lock is then on a file without a name, and writes to it
// would be lost, so locked opens the new file.
func locked(path string) (*bbolt.DB, error) {
	for {
		var held os.FileInfo
		db, err := bbolt.Open(path, 0o600,
			&bbolt.Options{
				Timeout: lockWait,
				OpenFile: func(name string, flag int, mode os.FileMode) (*os.File, error) {
					file, err := os.OpenFile(name, flag, mode)
					if err == nil {
						held, err = file.Stat()
					}
					return file, err
				}})
		if err != nil {
			return nil, err
		}
		if named, err := os.Stat(path); err == nil && os.SameFile(held, named) {
			return db, nil
		}
		if err := db.Close(); err != nil {
			return nil, err
		}
	}
}

// Close closes the file.
func (s *Store) Close() error { return s.db.Close() }

func (s *Store) checkKey() error {
	return s.db.Update(func(tx *bbolt.Tx) error {
		b, err := tx.CreateBucketIfNotExists(checkBucket)
		if err != nil {
			return fmt.Errorf("preparing the store: %w", err)
		}
		sealed := b.Get(checkKey)
		if sealed == nil {
			return b.Put(checkKey, s.sealer.Seal(checkPlace, checkKey))
		}
		if _, err := s.sealer.Open(checkPlace, sealed); err != nil {
			return ErrWrongKey
		}
		return nil
	})
}

// Get implements connection.Backend.
func (s *Store) Get(_ context.Context, tenant connection.Tenant, key connection.Key) ([]byte,
	error) {
	var value []byte
	err := s.db.View(func(tx *bbolt.Tx) error {
		b := tx.Bucket(bucket(tenant))
		if b == nil {
			return connection.ErrNotFound
		}
		sealed := b.Get(name(key))
		if sealed == nil {
			return connection.ErrNotFound
		}
		var err error
		value, err = s.open(tenant, key, sealed)
		return err
	})
	return value, classify("reading", err)
}

// Put implements connection.Backend.
func (s *Store) Put(_ context.Context, tenant connection.Tenant, item connection.Item) error {
	if len(item.Value) > connection.MaxValue {
		return connection.ErrTooLarge
	}
	err := s.db.Update(func(tx *bbolt.Tx) error {
		b, err := tx.CreateBucketIfNotExists(bucket(tenant))
		if err != nil {
			return err
		}
		if item.Create && b.Get(name(item.Key)) != nil {
			return connection.ErrExists
		}
		return b.Put(name(item.Key), s.sealer.Seal(place(tenant, item.Key), item.Value))
	})
	return classify("writing", err)
}

// Delete implements connection.Backend.
func (s *Store) Delete(_ context.Context, tenant connection.Tenant, key connection.Key) error {
	err := s.db.Update(func(tx *bbolt.Tx) error {
		b := tx.Bucket(bucket(tenant))
		if b == nil || b.Get(name(key)) == nil {
			return connection.ErrNotFound
		}
		return b.Delete(name(key))
	})
	return classify("erasing", err)
}

// List implements connection.Backend. It never lags.
func (s *Store) List(_ context.Context, tenant connection.Tenant, space string) ([]connection.Item,
	error) {
	var items []connection.Item
	prefix := listPrefix(space)
	err := s.db.View(func(tx *bbolt.Tx) error {
		b := tx.Bucket(bucket(tenant))
		if b == nil {
			return nil
		}
		cursor := b.Cursor()
		for k, sealed := cursor.Seek(prefix); hasPrefix(k, prefix); k, sealed = cursor.Next() {
			key, ok := parseName(k)
			if !ok {
				continue
			}
			value, err := s.open(tenant, key, sealed)
			if err != nil {
				value = nil
			}
			items = append(items, connection.Item{Key: key, Value: value})
		}
		return nil
	})
	return items, classify("listing", err)
}

// classify returns the errors of the contract unchanged and turns all others into ErrUnavailable.
func classify(doing string, err error) error {
	switch {
	case err == nil, errors.Is(err, connection.ErrNotFound), errors.Is(err, connection.ErrExists),
		errors.Is(err, connection.ErrCorrupt):
		return err
	}
	return fmt.Errorf("%s the store: %w: %w", doing, connection.ErrUnavailable, err)
}
