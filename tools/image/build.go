package main

import (
	"archive/tar"
	"bytes"
	"debug/elf"
	"errors"
	"fmt"
	"io"
	"time"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/empty"
	"github.com/google/go-containerregistry/pkg/v1/mutate"
	"github.com/google/go-containerregistry/pkg/v1/tarball"
)

const (
	entrypoint = "pagewatch"
	// user is the user that Forge runs containers as, and the group. Numbers need no passwd file.
	user = "1000:1000"
	// quietCrashes keeps stacks out of the log. Where it is not set, the program executes itself
	// again.
	quietCrashes = "GOTRACEBACK=none"
)

// contents are the parts of an image.
type contents struct {
	binary          []byte
	version, source string
	created         time.Time
}

// build returns the image.
func build(c contents) (v1.Image, error) {
	if err := check(c.binary); err != nil {
		return nil, err
	}
	files, err := archive(c)
	if err != nil {
		return nil, err
	}
	layer, err := tarball.LayerFromOpener(
		func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(files)), nil })
	if err != nil {
		return nil, fmt.Errorf("making the layer: %w", err)
	}
	img, err := mutate.Append(empty.Image, mutate.Addendum{
		Layer: layer, History: v1.History{
			Created: v1.Time{Time: c.created}, CreatedBy: "pagewatch tools/image"},
	})
	if err != nil {
		return nil, fmt.Errorf("adding the layer: %w", err)
	}
	file, err := img.ConfigFile()
	if err != nil {
		return nil, fmt.Errorf("reading the configuration: %w", err)
	}
	described := file.DeepCopy()
	described.OS, described.Architecture, described.Created = "linux", "amd64", v1.Time{
		Time: c.created}
	described.Config = v1.Config{
		User: user, Entrypoint: []string{"/" + entrypoint}, Env: []string{quietCrashes},
		WorkingDir: "/", Labels: labels(c),
	}
	if img, err = mutate.ConfigFile(img, described); err != nil {
		return nil, fmt.Errorf("configuring the image: %w", err)
	}
	return img, nil
}

// labels returns the annotations of the OCI image specification.
func labels(c contents) map[string]string {
	out := map[string]string{
		"org.opencontainers.image.title":   "Pagewatch",
		"org.opencontainers.image.version": c.version,
	}
	if c.source != "" {
		out["org.opencontainers.image.source"] = c.source
	}
	return out
}

// archive returns the layer with the one file. Root owns it, so that the container's user cannot
// change it.
func archive(c contents) ([]byte, error) {
	var out bytes.Buffer
	w := tar.NewWriter(&out)
	header := &tar.Header{
		Name: entrypoint, Mode: 0o755, Size: int64(len(c.binary)), ModTime: c.created,
		Typeflag: tar.TypeReg, Format: tar.FormatUSTAR,
	}
	err := w.WriteHeader(header)
	if err == nil {
		_, err = w.Write(c.binary)
	}
	if err := errors.Join(err, w.Close()); err != nil {
		return nil, fmt.Errorf("archiving the binary: %w", err)
	}
	return out.Bytes(), nil
}

// check refuses a binary that cannot run in an image without other files.
func check(binary []byte) error {
	file, err := elf.NewFile(bytes.NewReader(binary))
	if err != nil {
		return fmt.Errorf("the binary is not a program for Linux: %w", err)
	}
	if file.Machine != elf.EM_X86_64 {
		return fmt.Errorf("the binary is for %s; Forge runs linux/amd64 alone", file.Machine)
	}
	for _, part := range file.Progs {
		if part.Type == elf.PT_INTERP {
			return errors.New(
				"the binary needs a loader, which is not in the image: build it with CGO_ENABLED=0")
		}
	}
	return nil
}
