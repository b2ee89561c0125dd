package embedded_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"go.etcd.io/bbolt"

	"pagewatch/internal/connection"
	"pagewatch/internal/connection/connectiontest"
	"pagewatch/internal/connection/embedded"
	"pagewatch/internal/durable/durabletest"
	"pagewatch/internal/secret"
)

var (
	tenant = connection.Tenant{Installation: "aaaaaaaa-0000-4000-8000-000000000001"}
	keyA   = connection.Key{Class: connection.Secret, Space: "42", ID: "c-a"}
	keyB   = connection.Key{Class: connection.Secret, Space: "42", ID: "c-b"}
)

const content = "planted-secret-content"

func ring(t testing.TB, pairs ...string) *secret.Keyring {
	t.Helper()
	r, err := secret.ParseKeyring(strings.Join(pairs, ","))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func open(t testing.TB, path string, keys *secret.Keyring) *embedded.Store {
	t.Helper()
	s, err := embedded.Open(path, keys)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

func put(t testing.TB, s *embedded.Store, key connection.Key, value string) {
	t.Helper()
	if err := s.Put(context.Background(), tenant,
		connection.Item{Key: key, Value: []byte(value)}); err != nil {
		t.Fatal(err)
	}
}

func TestContract(t *testing.T) {
	connectiontest.TestBackend(t, func(t *testing.T) connectiontest.Kit {
		f := &file{path: filepath.Join(durabletest.Folder(t), "store.db"),
			keys: ring(t, secret.NewKey("a"))}
		f.Store = open(t, f.path, f.keys)
		return connectiontest.Kit{
			Backend: f, Corrupt: f.corrupt,
			Outages: map[string]func(){"closed": func() { _ = f.Close() }},
		}
	})
}

// file is a store whose file can be damaged.
type file struct {
	*embedded.Store
	path string
	keys *secret.Keyring
}

// corrupt alters the last byte of a record in the file, past the store.
func (f *file) corrupt(t *testing.T, tenant connection.Tenant, key connection.Key) {
	t.Helper()
	_ = f.Close()
	edit(t, f.path, func(b *bbolt.Bucket) error {
		name := []byte(string(key.Class) + "/" + key.Space + "/" + key.ID)
		bad := append([]byte{}, b.Get(name)...)
		bad[len(bad)-1] ^= 1
		return b.Put(name, bad)
	})
	f.Store = open(t, f.path, f.keys)
}

func TestFileIsEncrypted(t *testing.T) {
	path := filepath.Join(t.TempDir(), "store.db")
	s := open(t, path, ring(t, secret.NewKey("a")))
	put(t, s, keyA, `"`+content+`"`)
	raw, err := os.ReadFile(path)
	if err != nil || strings.Contains(string(raw), content) {
		t.Errorf("the file shows a stored value (%v)", err)
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the file's mode is %v, want 0600 (%v)", info.Mode(), err)
	}
}

func TestOpenRefusals(t *testing.T) {
	keys := ring(t, secret.NewKey("a"))
	rows := []struct {
		name    string
		prepare func(t *testing.T, path string)
		keys    *secret.Keyring
		want    error  // nil: any
		words   string // in the message
	}{
		{"wrong key", func(t *testing.T, path string) { _ = open(t, path, keys).Close() },
			ring(t, secret.NewKey("a")), embedded.ErrWrongKey, "PAGEWATCH_KEYS"},
		{"in use", func(t *testing.T, path string) { open(t, path, keys) }, keys, embedded.ErrInUse,
			"another process uses this data folder"},
		{"not a store", func(t *testing.T, path string) {
			write(t, path, strings.Repeat("hello ", 4000))
		}, keys, nil, "store.db"},
		{"cut short", func(t *testing.T, path string) {
			_ = open(t, path, keys).Close()
			if err := os.Truncate(path, 5000); err != nil {
				t.Fatal(err)
			}
		}, keys, nil, "store.db"},
		{"a folder", func(t *testing.T, path string) {
			if err := os.Mkdir(path, 0o700); err != nil {
				t.Fatal(err)
			}
		}, keys, nil, "store.db"},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "store.db")
			row.prepare(t, path)
			s, err := embedded.Open(path, row.keys)
			if err == nil || s != nil || row.want != nil && !errors.Is(err, row.want) ||
				!strings.Contains(err.Error(), row.words) {
				t.Errorf("got %v, want %v with %q", err, row.want, row.words)
			}
		})
	}
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// TestTamperedRecordsAreRefused edits the database, past the store.
func TestTamperedRecordsAreRefused(t *testing.T) {
	rows := map[string]func(b *bbolt.Bucket, a, other []byte) error{
		"altered byte": func(b *bbolt.Bucket, a, _ []byte) error {
			bad := append([]byte{}, b.Get(a)...)
			bad[len(bad)-1] ^= 1
			return b.Put(a, bad)
		},
		"swapped records": func(b *bbolt.Bucket, a, other []byte) error {
			return b.Put(a, append([]byte{}, b.Get(other)...))
		},
		"cut record": func(b *bbolt.Bucket, a, _ []byte) error {
			return b.Put(a, append([]byte{}, b.Get(a)[:20]...))
		},
		"plain text": func(b *bbolt.Bucket, a, _ []byte) error { return b.Put(a, []byte(`{}`)) },
	}
	for name, tamper := range rows {
		t.Run(name, func(t *testing.T) {
			path, keys := filepath.Join(t.TempDir(), "store.db"), ring(t, secret.NewKey("a"))
			s := open(t, path, keys)
			put(t, s, keyA, `"a"`)
			put(t, s, keyB, `"b"`)
			_ = s.Close()
			edit(t, path, func(b *bbolt.Bucket) error {
				return tamper(b, []byte("secret/42/c-a"), []byte("secret/42/c-b"))
			})
			s = open(t, path, keys)
			if value, err := s.Get(context.Background(), tenant, keyA); !errors.Is(err,
				connection.ErrCorrupt) || value != nil {
				t.Errorf("got %q, %v, want ErrCorrupt", value, err)
			}
			if value, err := s.Get(context.Background(), tenant, keyB); err != nil ||
				string(value) != `"b"` {
				t.Errorf("the other record suffered: %q, %v", value, err)
			}
		})
	}
}

// TestMovedRecordsAreRefused copies a record to another place in the database, past the store.
func TestMovedRecordsAreRefused(t *testing.T) {
	other := connection.Tenant{Installation: "aaaaaaaa-0000-4000-8000-000000000002"}
	for name, row := range map[string]struct {
		tenant connection.Tenant
		key    connection.Key
	}{
		"another installation": {other, keyA},
		"another space":        {tenant, connection.Key{Class: keyA.Class, Space: "43", ID: keyA.ID}},
		"another class": {tenant,
			connection.Key{Class: connection.Metadata, Space: keyA.Space, ID: keyA.ID}},
		"another id": {tenant, keyB},
	} {
		path, keys := filepath.Join(t.TempDir(), "store.db"), ring(t, secret.NewKey("a"))
		s := open(t, path, keys)
		put(t, s, keyA, `"a"`)
		_ = s.Close()
		edit(t, path, func(from *bbolt.Bucket) error {
			to, err := from.Tx().CreateBucketIfNotExists(
				[]byte("installation/" + row.tenant.Installation))
			if err != nil {
				return err
			}
			moved := string(row.key.Class) + "/" + row.key.Space + "/" + row.key.ID
			return to.Put([]byte(moved), bytes.Clone(from.Get([]byte("secret/42/c-a"))))
		})
		s = open(t, path, keys)
		if value, err := s.Get(context.Background(), row.tenant, row.key); !errors.Is(err,
			connection.ErrCorrupt) || value != nil {
			t.Errorf("in %s: %q, %v, want ErrCorrupt", name, value, err)
		}
	}
}

func edit(t testing.TB, path string, change func(*bbolt.Bucket) error) {
	t.Helper()
	db, err := bbolt.Open(path, 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	err = db.Update(func(tx *bbolt.Tx) error {
		return change(tx.Bucket([]byte("installation/" + tenant.Installation)))
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestKeysRotate(t *testing.T) {
	path, old, fresh := filepath.Join(t.TempDir(), "store.db"), secret.NewKey("k1"),
		secret.NewKey("k2")
	s := open(t, path, ring(t, old))
	put(t, s, keyA, `"a"`)
	_ = s.Close()
	both := open(t, path, ring(t, fresh, old))
	put(t, both, keyB, `"b"`)
	_ = both.Close()
	s = open(t, path, ring(t, fresh)) // the old key is not needed any more
	for key, want := range map[connection.Key]string{keyA: `"a"`, keyB: `"b"`} {
		if got, err := s.Get(context.Background(), tenant, key); err != nil || string(got) != want {
			t.Errorf("%v: %q, %v", key, got, err)
		}
	}
	_ = s.Close()
	if _, err := embedded.Open(path, ring(t, old)); !errors.Is(err, embedded.ErrWrongKey) {
		t.Errorf("with the old key alone: %v, want ErrWrongKey", err)
	}
}

func TestClosedStoreIsUnavailable(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "store.db"), ring(t, secret.NewKey("a")))
	_ = s.Close()
	_, errGet := s.Get(context.Background(), tenant, keyA)
	_, errList := s.List(context.Background(), tenant, "42")
	for name, err := range map[string]error{
		"get": errGet, "list": errList, "delete": s.Delete(context.Background(), tenant, keyA),
		"put": s.Put(context.Background(), tenant, connection.Item{Key: keyA, Value: []byte("1")}),
	} {
		if !errors.Is(err, connection.ErrUnavailable) {
			t.Errorf("%s: %v, want ErrUnavailable", name, err)
		}
	}
}
