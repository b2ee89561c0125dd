// Package backup packs a data folder into one file, also while a program uses it, and restores a
// data folder from one.
//
// A backup is a tar archive that any tar program reads. Its first entry describes its form and
// lists its files. Its last entry is the SHA-256 of everything before. Unpack verifies the sum
// first and refuses a truncated or altered file. The sum detects damage, not malice: anyone who can
// write a backup can write its sum.
//
// Make and Unpack work in a staging folder beside the result, which gets its name when it is
// complete. A killed process leaves that folder (.pagewatch-*, readable by its owner only) and
// nothing else. It can be removed.
package backup

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

var (
	// ErrBusy is returned by Make for a folder that changed during every attempt to read it.
	ErrBusy = errors.New("the data folder changes all the time: try again, or stop Pagewatch first")
	// ErrDamaged is returned by Unpack for a file that is not exactly as Make wrote it.
	ErrDamaged = errors.New(
		"this is no backup of Pagewatch, or it was cut short or altered: nothing was restored")
	// ErrNotEmpty is returned by Unpack for a folder that is not empty.
	ErrNotEmpty = errors.New(
		"the folder is not empty, and nothing in it is overwritten: name a new one")
)

// format is the version of the form of backups.
const format = 1

// contents is the content of the first entry.
type contents struct {
	Format int       `json:"format"`
	Made   time.Time `json:"made"`
	Files  []string  `json:"files"`
}

const (
	contentsName = "pagewatch-backup.json"
	sumName      = "pagewatch-backup.sha256"
	// belongs is the file that identifies a data folder.
	belongs = "identity.json"
)

// Make packs the folder into a new file with mode 0600, and returns the names of the files in it.
// The backup is a consistent snapshot, even while programs write to the folder. check is given a
// folder with the copies and returns an error for unusable ones.
func Make(folder, file string, check func(folder string) error) ([]string, error) {
	if err := apart(folder, file); err != nil {
		return nil, err
	}
	if _, err := os.Lstat(file); !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%s is there already, and is not overwritten: name a new file", file)
	}
	if _, err := os.Stat(filepath.Join(folder, belongs)); err != nil {
		return nil, fmt.Errorf("%s is not a data folder of Pagewatch: %w", folder, err)
	}
	staging, err := os.MkdirTemp(filepath.Dir(file), ".pagewatch-backup-*") // mode 0700
	if err != nil {
		return nil, fmt.Errorf("making the staging folder: %w", err)
	}
	defer func() { _ = os.RemoveAll(staging) }()
	copies := filepath.Join(staging, "data")
	names, err := snapshot(folder, copies)
	if err != nil {
		return nil, err
	}
	if err := errors.Join(checkDatabases(copies, names), check(copies)); err != nil {
		return nil, fmt.Errorf("looking at the copy: %w", err)
	}
	packed := filepath.Join(staging, "packed")
	if err := pack(copies, packed,
		contents{format, time.Now().UTC().Truncate(time.Second), names}); err != nil {
		return nil, fmt.Errorf("packing: %w", err)
	}
	// A link, unlike a rename, never replaces another file.
	if err := os.Link(packed, file); err != nil {
		return nil, fmt.Errorf("naming the backup: %w", err)
	}
	return names, syncFolder(filepath.Dir(file))
}

// apart refuses a backup file in the folder that it backs up.
func apart(folder, file string) error {
	one, errOne := os.Stat(folder)
	other, errOther := os.Stat(filepath.Dir(file))
	if err := errors.Join(errOne, errOther); err != nil {
		return fmt.Errorf("looking at the folders: %w", err)
	}
	if os.SameFile(one, other) {
		return errors.New("the backup would be in the data folder itself: name a file elsewhere")
	}
	return nil
}

// Unpack restores the folder from a backup and returns the names of its files. The folder must be
// empty or absent. It receives the whole content or is unchanged. check is that of Make.
func Unpack(file, folder string, check func(folder string) error) ([]string, error) {
	packed, err := os.Open(file)
	if err != nil {
		return nil, fmt.Errorf("opening the backup: %w", err)
	}
	defer func() { _ = packed.Close() }()
	if err := checkSum(packed); err != nil {
		return nil, err
	}
	if entries, err := os.ReadDir(folder); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("looking at the folder: %w", err)
	} else if len(entries) > 0 {
		return nil, fmt.Errorf("looking at %s: %w", folder, ErrNotEmpty)
	}
	folder, err = filepath.Abs(folder)
	if err != nil {
		return nil, fmt.Errorf("looking for the folder: %w", err)
	}
	staging, err := os.MkdirTemp(filepath.Dir(folder), ".pagewatch-restore-*") // mode 0700
	if err != nil {
		return nil, fmt.Errorf("making the staging folder: %w", err)
	}
	defer func() { _ = os.RemoveAll(staging) }()
	names, err := unpack(packed, staging)
	if err != nil {
		return nil, err
	}
	if err := errors.Join(checkDatabases(staging, names), check(staging)); err != nil {
		return nil, fmt.Errorf("looking at what was unpacked: %w", err)
	}
	if err := os.Remove(folder); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("restoring into %s, which must be a folder that can be replaced: %w",
			folder, err)
	}
	if err := os.Rename(staging, folder); err != nil {
		return nil, fmt.Errorf("naming the folder: %w", err)
	}
	return names, syncFolder(filepath.Dir(folder))
}

// describe returns the content of an archive's first entry.
func (c contents) describe() ([]byte, error) {
	out, err := json.MarshalIndent(c, "", "  ")
	return append(out, '\n'), err
}
