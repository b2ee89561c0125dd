// Package durable replaces files atomically: a crash leaves the old file or the new one, never a
// part. A file is durable when its functions return. They sync the content before the file gets its
// name, and the folder after it.
package durable

import (
	"errors"
	"os"
	"path/filepath"
)

// Replace writes a file with exactly the mode, and replaces an existing one. After an error the old
// file is intact, unless only the sync of the folder failed.
func Replace(path string, content []byte, mode os.FileMode) error {
	return write(path, content, mode, os.Rename)
}

// Create writes a new file with exactly the mode. It leaves an existing file intact and returns
// os.ErrExist: of two programs that create a file, one succeeds. The file system must have hard
// links.
func Create(path string, content []byte, mode os.FileMode) error {
	return write(path, content, mode, os.Link)
}

// write makes a temporary file in the same folder, which name moves to its path.
func write(path string, content []byte, mode os.FileMode, name func(from, to string) error) error {
	folder := filepath.Dir(path)
	temporary, err := os.CreateTemp(folder, filepath.Base(path)+".*") // mode 0600
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(temporary.Name()) }() // gone already after a rename
	_, err = temporary.Write(content)
	if err = errors.Join(err, temporary.Chmod(mode), temporary.Sync(),
		temporary.Close()); err != nil {
		return err
	}
	if err := name(temporary.Name(), path); err != nil {
		return err
	}
	return syncFolder(folder)
}

// syncFolder makes the name durable.
func syncFolder(path string) error {
	folder, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(folder.Sync(), folder.Close())
}
