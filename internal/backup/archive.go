package backup

import (
	"archive/tar"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
)

// sumSize is the length of the last entry and the end of the archive in bytes: a header, its
// content padded to a block, and two empty blocks.
const sumSize = 4 * 512

// pack writes the archive and syncs it.
func pack(folder, path string, c contents) error {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	sum := sha256.New()
	err = packAll(io.MultiWriter(file, sum), folder, c)
	if err == nil {
		_, err = file.Write(lastEntry(sum.Sum(nil)))
	}
	return errors.Join(err, file.Sync(), file.Close())
}

// packAll writes all entries but the last.
func packAll(w io.Writer, folder string, c contents) error {
	archive := tar.NewWriter(w)
	about, err := c.describe()
	if err != nil {
		return err
	}
	header := &tar.Header{Name: contentsName, Mode: 0o600, Size: int64(len(about)), ModTime: c.Made}
	if err := archive.WriteHeader(header); err != nil {
		return err
	}
	if _, err := archive.Write(about); err != nil {
		return err
	}
	for _, name := range c.Files {
		if err := packFile(archive, filepath.Join(folder, name)); err != nil {
			return err
		}
	}
	return archive.Flush()
}

func packFile(archive *tar.Writer, path string) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer func() { _ = file.Close() }()
	info, err := file.Stat()
	if err != nil {
		return err
	}
	header := &tar.Header{Name: info.Name(), Mode: int64(info.Mode().Perm()), Size: info.Size(),
		ModTime: info.ModTime()}
	if err := archive.WriteHeader(header); err != nil {
		return err
	}
	_, err = io.Copy(archive, file)
	return err
}

// lastEntry returns the end of an archive whose beginning has that sum. The encoding is unique, so
// ends can be compared as bytes.
func lastEntry(sum []byte) []byte {
	text := hex.EncodeToString(sum) + "\n"
	var out bytes.Buffer
	archive := tar.NewWriter(&out)
	// Writing to memory cannot fail.
	_ = archive.WriteHeader(
		&tar.Header{Name: sumName, Mode: 0o600, Size: int64(len(text)), Format: tar.FormatUSTAR})
	_, _ = archive.Write([]byte(text))
	_ = archive.Close()
	return out.Bytes()
}

// checkSum reads a whole archive, checks its sum, and rewinds the file.
func checkSum(file *os.File) error {
	info, err := file.Stat()
	if err != nil {
		return fmt.Errorf("reading the backup: %w", err)
	}
	if !info.Mode().IsRegular() || info.Size() < sumSize {
		return ErrDamaged
	}
	sum := sha256.New()
	if _, err := io.CopyN(sum, file, info.Size()-sumSize); err != nil {
		return fmt.Errorf("reading the backup: %w", err)
	}
	last, err := io.ReadAll(file)
	if err != nil {
		return fmt.Errorf("reading the backup: %w", err)
	}
	if !bytes.Equal(last, lastEntry(sum.Sum(nil))) {
		return ErrDamaged
	}
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		return fmt.Errorf("reading the backup: %w", err)
	}
	return nil
}

// unpack writes the files of an archive into a folder, and syncs them. Together they are no larger
// than the archive. The tar format has sparse files, which would exceed it; pack writes none.
func unpack(file *os.File, folder string) ([]string, error) {
	info, err := file.Stat()
	if err != nil {
		return nil, fmt.Errorf("reading the backup: %w", err)
	}
	left := info.Size()
	archive := tar.NewReader(file)
	first, err := archive.Next()
	if err != nil || first.Name != contentsName {
		return nil, ErrDamaged
	}
	var c contents
	if err := json.NewDecoder(archive).Decode(&c); err != nil {
		return nil, ErrDamaged
	}
	if c.Format != format {
		return nil, fmt.Errorf(
			"this backup has the form %d, and this Pagewatch reads %d: use the Pagewatch that made it", c.Format, format)
	}
	var names []string
	for {
		entry, err := archive.Next()
		if err != nil {
			return nil, ErrDamaged // an archive without its last entry
		}
		if entry.Name == sumName {
			break
		}
		if entry.Typeflag != tar.TypeReg || filepath.Base(entry.Name) != entry.Name ||
			!filepath.IsLocal(entry.Name) {
			return nil, ErrDamaged
		}
		if left -= entry.Size; left < 0 {
			return nil, ErrDamaged
		}
		if err := unpackFile(filepath.Join(folder, entry.Name), entry.FileInfo().Mode().Perm(),
			archive); err != nil {
			return nil, fmt.Errorf("unpacking %s: %w", entry.Name, err)
		}
		names = append(names, entry.Name)
	}
	if !slices.Equal(names, c.Files) || !slices.Contains(names, belongs) {
		return nil, ErrDamaged
	}
	return names, syncFolder(folder)
}

func unpackFile(path string, mode os.FileMode, content io.Reader) error {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, mode)
	if err != nil {
		return err
	}
	_, err = io.Copy(file, content)
	return errors.Join(err, file.Sync(), file.Close())
}

// syncFolder makes the names in a folder durable.
func syncFolder(path string) error {
	folder, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(folder.Sync(), folder.Close())
}
