// Pack makes the file that AWS Lambda takes of a built function: a zip that holds the binary under
// the name bootstrap, and nothing else. The same binary gives the same bytes. `make lambda` runs
// it:
//
//	pack BINARY ZIP
//
// It refuses a binary that Lambda could not run as it is deployed (arm64, without any library), or
// that was not stripped.
package main

import (
	"archive/zip"
	"bytes"
	"debug/elf"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"pagewatch/internal/durable"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "pack:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) != 2 {
		return errors.New("give it a binary and the name of the zip: pack BINARY ZIP")
	}
	binary, err := os.ReadFile(args[0])
	if err != nil {
		return fmt.Errorf("reading the function: %w", err)
	}
	if err := check(binary); err != nil {
		return fmt.Errorf("%s: %w", args[0], err)
	}
	packed, err := pack(binary)
	if err != nil {
		return fmt.Errorf("packing %s: %w", args[0], err)
	}
	if err := os.MkdirAll(filepath.Dir(args[1]), 0o755); err != nil {
		return err
	}
	if err := durable.Replace(args[1], packed, 0o644); err != nil {
		return fmt.Errorf("writing the zip: %w", err)
	}
	_, err = fmt.Printf("%s: %d bytes, of a binary of %d\n", args[1], len(packed), len(binary))
	return err
}

// check says why Lambda would not run a binary on arm64 with the runtime provided.al2023, nil if it
// would.
func check(binary []byte) error {
	file, err := elf.NewFile(bytes.NewReader(binary))
	if err != nil {
		return fmt.Errorf("it is no program for Linux: %w", err)
	}
	if file.Machine != elf.EM_AARCH64 || file.Class != elf.ELFCLASS64 {
		return fmt.Errorf("it is for %v, not for arm64", file.Machine)
	}
	for _, p := range file.Progs {
		if p.Type == elf.PT_INTERP || p.Type == elf.PT_DYNAMIC {
			return errors.New("it needs libraries: build it with CGO_ENABLED=0")
		}
	}
	if file.Section(".symtab") != nil || file.Section(".debug_info") != nil ||
		file.Section(".zdebug_info") != nil {
		return errors.New(`it is not stripped: build it with -ldflags "-s -w"`)
	}
	return nil
}

// packedAt is the time of the zip's entry: the first that a zip can hold.
var packedAt = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

func pack(binary []byte) ([]byte, error) {
	var out bytes.Buffer
	archive := zip.NewWriter(&out)
	header := &zip.FileHeader{Name: "bootstrap", Method: zip.Deflate, Modified: packedAt}
	header.SetMode(0o755)
	entry, err := archive.CreateHeader(header)
	if err != nil {
		return nil, err
	}
	if _, err := entry.Write(binary); err != nil {
		return nil, err
	}
	if err := archive.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}
