// Package durable writes files that a crash leaves whole: the old one or the new one, never a part.
// What is written is on the disk when its functions return: the content is synced before the file
// gets its name, and the folder after it.
package durable

import (
	"errors"
	"os"
	"path/filepath"
)

// Replace writes a file, in the place of one that may be there, with exactly the mode. After an
// error the old file is still there, unless only the folder could not be synced.
func Replace(path string, content []byte, mode os.FileMode) error {
	return write(path, content, mode, os.Rename)
}

// Create writes a file that is not there yet, with exactly the mode. Where one is, it stays, and
// the error is os.ErrExist: of two programs that create it, one does. The file system must have
// hard links.
func Create(path string, content []byte, mode os.FileMode) error {
	return write(path, content, mode, os.Link)
}

// write makes a temporary file in the same folder and has name give it its name.
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
