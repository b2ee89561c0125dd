package backup_test

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"pagewatch/internal/backup"
)

func fine(string) error { return nil }

func write(t *testing.T, path, text string, mode os.FileMode) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), mode); err != nil {
		t.Fatal(err)
	}
}

// dataFolder makes a data folder, with a file whose writer was interrupted.
func dataFolder(t *testing.T) string {
	t.Helper()
	folder := t.TempDir()
	for name, text := range map[string]string{
		"identity.json": "{}", "keys": "k:x\n", "confluence.json": `{"pages":[]}`,
		"confluence.json.123456": "half",
		"audit.jsonl":            "{\"n\":1}\n{\"n\":2}\n{\"n\":",
	} {
		write(t, filepath.Join(folder, name), text, 0o600)
	}
	write(t, filepath.Join(folder, "receipt-key.pem"), "public", 0o644)
	db := openDB(t, filepath.Join(folder, "connections.db"))
	number(t, db, 0)
	_ = db.Close()
	if err := os.Mkdir(filepath.Join(folder, "lost+found"), 0o700); err != nil {
		t.Fatal(err)
	}
	return folder
}

func openDB(t *testing.T, path string) *bbolt.DB {
	t.Helper()
	db, err := bbolt.Open(path, 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

// number adds a record with that number, large enough that pages are allocated and freed.
func number(t *testing.T, db *bbolt.DB, n uint64) {
	t.Helper()
	err := db.Update(func(tx *bbolt.Tx) error {
		b, err := tx.CreateBucketIfNotExists([]byte("b"))
		if err != nil {
			return err
		}
		return errors.Join(b.Put(binary.BigEndian.AppendUint64(nil, n), make([]byte, 700)),
			b.Put([]byte("last"), binary.BigEndian.AppendUint64(nil, n)))
	})
	if err != nil {
		t.Error(err)
	}
}

var held = []string{"audit.jsonl", "confluence.json", "connections.db", "identity.json", "keys",
	"receipt-key.pem"}

// pack makes a backup and returns its path.
func pack(t *testing.T, folder string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "backup")
	if names, err := backup.Make(folder, file, fine); err != nil || !slices.Equal(names, held) {
		t.Fatalf("packed %v, %v, want %v", names, err, held)
	}
	return file
}

func TestRoundTrip(t *testing.T) {
	folder := dataFolder(t)
	file := pack(t, folder)
	if info, err := os.Stat(file); err != nil || info.Mode() != 0o600 {
		t.Errorf("the backup: %v, %v, want mode 0600", info, err)
	}
	for name, prepare := range map[string]func(string) error{
		"absent": fineFolder, "empty": func(path string) error { return os.Mkdir(path, 0o755) }} {
		restored := filepath.Join(t.TempDir(), "data")
		if err := prepare(restored); err != nil {
			t.Fatal(err)
		}
		if names, err := backup.Unpack(file, restored, fine); err != nil ||
			!slices.Equal(names, held) {
			t.Fatalf("%s: unpacked %v, %v", name, names, err)
		}
		for _, file := range held {
			before, _ := os.ReadFile(filepath.Join(folder, file))
			after, err := os.ReadFile(filepath.Join(restored, file))
			if file == "audit.jsonl" {
				before = []byte("{\"n\":1}\n{\"n\":2}\n") // whole lines
			}
			one, errOne := os.Stat(filepath.Join(folder, file))
			other, errOther := os.Stat(filepath.Join(restored, file))
			if err != nil || string(after) != string(before) || errOne != nil || errOther != nil ||
				one.Mode() != other.Mode() {
				t.Errorf("%s: %s differs (%v, %v, %v)", name, file, err, errOne, errOther)
			}
		}
		if info, err := os.Stat(restored); err != nil || info.Mode().Perm() != 0o700 {
			t.Errorf("%s: the folder: %v, %v, want mode 0700", name, info, err)
		}
		wantAlone(t, restored)
	}
	wantAlone(t, file)
}

func fineFolder(string) error { return nil }

// wantAlone wants nothing beside a result.
func wantAlone(t *testing.T, path string) {
	t.Helper()
	if entries, err := os.ReadDir(filepath.Dir(path)); err != nil || len(entries) != 1 {
		t.Errorf("beside %s: %v, %v", path, entries, err)
	}
}

// TestABackupIsOfOneMoment checks backups of two databases that a program writes in turn. Each
// backup holds every record up to one, and the second database is not ahead of the first, nor more
// than one record behind. The program pauses after a few records, because a folder that never stops
// changing cannot be backed up.
func TestABackupIsOfOneMoment(t *testing.T) {
	folder := dataFolder(t)
	first, second := openDB(t, filepath.Join(folder, "connections.db")),
		openDB(t, filepath.Join(folder, "second.db"))
	stop, stopped := make(chan struct{}), make(chan uint64)
	go func() {
		n := uint64(1)
		for ; ; n++ {
			select {
			case <-stop:
				stopped <- n - 1
				return
			default:
				number(t, first, n)
				number(t, second, n)
				if n%10 == 0 {
					time.Sleep(time.Duration(n%70) * time.Millisecond)
				}
			}
		}
	}()
	made := 0
	for round := range 8 {
		switch n, err := lastOf(t, folder, round); {
		case err == nil && n > 0:
			made++
		case err != nil && !errors.Is(err, backup.ErrBusy):
			t.Error(err)
		}
	}
	close(stop)
	want := <-stopped
	if n, err := lastOf(t, folder, 99); err != nil || n != want {
		t.Errorf("with the program at rest, and its files open: up to %d, %v, want %d", n, err,
			want)
	}
	t.Logf("%d backups were made while %d records were written", made, want)
}

// TestOnlyARotationChangesARecord: a line more is no change of the folder, another file is.
func TestOnlyARotationChangesARecord(t *testing.T) {
	path := filepath.Join(t.TempDir(), "audit.jsonl")
	stamp := func(content string) string {
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		got, err := backup.Stamp(path)
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	one := stamp("{\"n\":1}\n")
	if longer := stamp("{\"n\":1}\n{\"n\":2}\n{"); longer != one {
		t.Error("another line is a change")
	}
	if other := stamp("{\"n\":3}\n"); other == one {
		t.Error("another file is none")
	}
}

// lastOf makes a backup, and returns the last record in it.
func lastOf(t *testing.T, folder string, round int) (uint64, error) {
	t.Helper()
	file := filepath.Join(t.TempDir(), fmt.Sprint("backup", round))
	if _, err := backup.Make(folder, file, fine); err != nil {
		return 0, err
	}
	restored := filepath.Join(t.TempDir(), "data")
	if _, err := backup.Unpack(file, restored, fine); err != nil {
		return 0, err
	}
	one, other := counted(t, filepath.Join(restored, "connections.db")),
		counted(t, filepath.Join(restored, "second.db"))
	if other > one || one-other > 1 {
		t.Errorf("one database is at %d and the other at %d", one, other)
	}
	return one, nil
}

// counted returns the last number of a database, and checks that all before it are present.
func counted(t *testing.T, path string) (last uint64) {
	t.Helper()
	err := openDB(t, path).View(func(tx *bbolt.Tx) error {
		b := tx.Bucket([]byte("b"))
		if b == nil {
			return nil
		}
		last = binary.BigEndian.Uint64(b.Get([]byte("last")))
		for n := uint64(1); n <= last; n++ {
			if b.Get(binary.BigEndian.AppendUint64(nil, n)) == nil {
				t.Errorf("record %d of %d is missing", n, last)
			}
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
	return last
}

func TestMakeRefuses(t *testing.T) {
	for name, row := range map[string]struct {
		spoil func(folder string, file *string)
		check func(string) error
		want  string
	}{
		"another file": {func(_ string, file *string) { write(t, *file, "mine", 0o600) }, fine,
			"is there already, and is not overwritten"},
		"within itself": {
			func(folder string, file *string) { *file = filepath.Join(folder, "backup") }, fine,
			"in the data folder itself"},
		"no such place": {
			func(_ string, file *string) { *file = filepath.Join(*file, "none", "backup") }, fine,
			"looking at the folders"},
		"not a data folder": {
			func(folder string, _ *string) {
				_ = os.Remove(filepath.Join(folder, "identity.json"))
			}, fine, "is not a data folder"},
		"a damaged store": {func(folder string, _ *string) {
			write(t, filepath.Join(folder, "connections.db"), strings.Repeat("hello ", 9000), 0o600)
		}, fine, "connections.db is damaged"},
		"keys that do not fit": {func(string, *string) {},
			func(string) error { return errors.New("the keys do not fit") }, "the keys do not fit"},
	} {
		t.Run(name, func(t *testing.T) {
			folder, file := dataFolder(t), filepath.Join(t.TempDir(), "backup")
			row.spoil(folder, &file)
			if names, err := backup.Make(folder, file, row.check); err == nil || names != nil ||
				!strings.Contains(err.Error(), row.want) {
				t.Errorf("got %v, want %q", err, row.want)
			}
			if raw, err := os.ReadFile(file); err == nil && string(raw) != "mine" {
				t.Error("something was written")
			}
		})
	}
}

// TestUnpackRefuses checks that a backup with any damaged byte is refused and leaves nothing.
func TestUnpackRefuses(t *testing.T) {
	whole, err := os.ReadFile(pack(t, dataFolder(t)))
	if err != nil {
		t.Fatal(err)
	}
	damaged := map[string][]byte{"empty": {}, "rubbish": []byte(strings.Repeat("rubbish ", 5000)),
		"more": append(slices.Clone(whole), 0)}
	for at := 0; at < len(whole); at += 1 + len(whole)/40 {
		flipped := slices.Clone(whole)
		flipped[at] ^= 1
		damaged[fmt.Sprint("flipped at ", at)] = flipped
		damaged[fmt.Sprint("cut at ", at)] = whole[:at]
	}
	for _, end := range []int{1, 512, 1024, 1500, 2048} {
		damaged[fmt.Sprint("cut by ", end)] = whole[:len(whole)-end]
		flipped := slices.Clone(whole)
		flipped[len(whole)-end] ^= 1
		damaged[fmt.Sprint("flipped from the end ", end)] = flipped
	}
	for name, content := range damaged {
		file, restored := filepath.Join(t.TempDir(), "backup"), filepath.Join(t.TempDir(), "data")
		write(t, file, string(content), 0o600)
		if names, err := backup.Unpack(file, restored, fine); !errors.Is(err, backup.ErrDamaged) ||
			names != nil {
			t.Errorf("%s: %v, %v, want ErrDamaged", name, names, err)
		}
		if entries, err := os.ReadDir(filepath.Dir(restored)); err != nil || len(entries) != 0 {
			t.Errorf("%s: left %v (%v)", name, entries, err)
		}
	}
}

// TestUnpackTouchesNothing checks that a folder stays unchanged where it is not empty, or where
// check refuses the content.
func TestUnpackTouchesNothing(t *testing.T) {
	file, folder := pack(t, dataFolder(t)), t.TempDir()
	if _, err := backup.Unpack(file, folder,
		func(string) error { return errors.New("wrong keys") }); err == nil ||
		!strings.Contains(err.Error(), "wrong keys") {
		t.Errorf("got %v", err)
	}
	if entries, err := os.ReadDir(folder); err != nil || len(entries) != 0 {
		t.Errorf("the folder holds %v (%v)", entries, err)
	}
	mine := filepath.Join(folder, "mine")
	write(t, mine, "mine", 0o600)
	if _, err := backup.Unpack(file, folder, fine); !errors.Is(err, backup.ErrNotEmpty) {
		t.Errorf("got %v, want ErrNotEmpty", err)
	}
	if _, err := backup.Unpack(file, mine, fine); err == nil {
		t.Error("a file was taken for a folder")
	}
	if raw, err := os.ReadFile(mine); err != nil || string(raw) != "mine" {
		t.Errorf("what was there: %q, %v", raw, err)
	}
	if _, err := backup.Unpack(filepath.Join(folder, "none"), folder, fine); !errors.Is(err,
		fs.ErrNotExist) {
		t.Errorf("no backup: %v", err)
	}
}
