package backup

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"go.etcd.io/bbolt"
)

const (
	// attempts and pause bound the wait for a folder that keeps changing.
	attempts = 40
	pause    = 50 * time.Millisecond
	// metaSize is the size of a database's beginning that holds both of its meta pages, for every
	// page size.
	metaSize = 64 << 10
	// The suffixes of a database and of an append-only record.
	database = ".db"
	appended = ".jsonl"
)

// unfinished matches the temporary files of package durable.
var unfinished = regexp.MustCompile(`\.[0-9]+$`)

// snapshot copies the folder's files to another folder, as they were at one moment. If no file
// changed between the start of the first read and the end of the last, the copies are consistent.
// snapshot retries until then.
//
// It never waits for the lock of a database that a program has open. bbolt never overwrites a page
// of its last committed state, and commits by writing one of the two meta pages at the beginning of
// the file. While the meta pages are unchanged, the pages that they reference are unchanged too.
func snapshot(folder, copies string) ([]string, error) {
	for attempt := range attempts {
		if attempt > 0 {
			time.Sleep(pause)
		}
		before, err := stamps(folder)
		if err != nil {
			return nil, err
		}
		if err := os.RemoveAll(copies); err != nil {
			return nil, fmt.Errorf("clearing a former copy: %w", err)
		}
		names, err := copyAll(folder, copies, before)
		if errors.Is(err, os.ErrNotExist) {
			continue // it was there a moment ago
		}
		if err != nil {
			return nil, err
		}
		after, err := stamps(folder)
		if err != nil {
			return nil, err
		}
		if maps.Equal(before, after) {
			return names, nil
		}
	}
	return nil, ErrBusy
}

// stamps maps the names of the folder's files to a stamp that changes with their content. The stamp
// of an append-only file changes with its first line: another file has got its name.
func stamps(folder string) (map[string]string, error) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil, fmt.Errorf("reading the data folder: %w", err)
	}
	out := map[string]string{}
	for _, entry := range entries {
		if !entry.Type().IsRegular() || unfinished.MatchString(entry.Name()) {
			continue
		}
		stamp, err := stamp(filepath.Join(folder, entry.Name()))
		if errors.Is(err, os.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("reading the data folder: %w", err)
		}
		out[entry.Name()] = stamp
	}
	return out, nil
}

func stamp(path string) (string, error) {
	file, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer func() { _ = file.Close() }()
	var from io.Reader = file // all other files are small
	switch {
	case strings.HasSuffix(path, database):
		from = io.LimitReader(file, metaSize)
	case strings.HasSuffix(path, appended):
		line, _ := bufio.NewReader(io.LimitReader(file, maxLine)).ReadBytes('\n')
		from = bytes.NewReader(line)
	}
	sum := sha256.New()
	_, err = io.Copy(sum, from)
	return hex.EncodeToString(sum.Sum(nil)), err
}

func copyAll(folder, copies string, files map[string]string) ([]string, error) {
	if err := os.Mkdir(copies, 0o700); err != nil {
		return nil, fmt.Errorf("making the folder of the copies: %w", err)
	}
	names := slices.Sorted(maps.Keys(files))
	for _, name := range names {
		if err := copyFile(filepath.Join(folder, name), filepath.Join(copies, name)); err != nil {
			return nil, fmt.Errorf("copying %s: %w", name, err)
		}
	}
	return names, nil
}

// copyFile copies a file with its mode, and only the complete lines of an append-only file.
func copyFile(from, to string) error {
	source, err := os.Open(from)
	if err != nil {
		return err
	}
	defer func() { _ = source.Close() }()
	info, err := source.Stat()
	if err != nil {
		return err
	}
	target, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, info.Mode().Perm())
	if err != nil {
		return err
	}
	_, err = io.Copy(target, source)
	if err == nil && strings.HasSuffix(from, appended) {
		err = cutLine(to, target)
	}
	return errors.Join(err, target.Close())
}

// maxLine bounds the search for the beginning of a file's last line, in bytes.
const maxLine = 1 << 20

// cutLine removes an incomplete last line.
func cutLine(path string, file *os.File) error {
	reader, err := os.Open(path)
	if err != nil {
		return err
	}
	defer func() { _ = reader.Close() }()
	info, err := reader.Stat()
	if err != nil {
		return err
	}
	tail := make([]byte, min(info.Size(), maxLine))
	if _, err := reader.ReadAt(tail, info.Size()-int64(len(tail))); err != nil &&
		!errors.Is(err, io.EOF) {
		return err
	}
	return file.Truncate(info.Size() - int64(len(tail)) + int64(bytes.LastIndexByte(tail, '\n')+1))
}

// checkDatabases checks every page of every database.
func checkDatabases(folder string, names []string) error {
	for _, name := range names {
		if !strings.HasSuffix(name, database) {
			continue
		}
		if err := checkDatabase(filepath.Join(folder, name)); err != nil {
			return fmt.Errorf("%s is damaged: %w", name, err)
		}
	}
	return nil
}

func checkDatabase(path string) (err error) {
	defer func() {
		// bbolt panics on some kinds of damage.
		if r := recover(); r != nil {
			err = errors.New("its pages make no sense")
		}
	}()
	db, err := bbolt.Open(path, 0o600, &bbolt.Options{ReadOnly: true, Timeout: time.Second})
	if err != nil {
		return err
	}
	err = db.View(func(tx *bbolt.Tx) error {
		var first error
		for found := range tx.Check() { // drain it: the check blocks otherwise
			if first == nil {
				first = found
			}
		}
		return first
	})
	return errors.Join(err, db.Close())
}
