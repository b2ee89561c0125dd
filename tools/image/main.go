// Command image packs the container's binary into an image, without a container engine: one layer
// with one static binary, for linux/amd64 and the user 1000, as the Forge container service
// requires. The same binary gives the same bytes.
//
//	image --binary FILE --version VERSION --out FILE [--source URL]
//
// The output is a docker-archive: docker load, podman load, skopeo copy docker-archive:FILE and
// crane push accept it.
//
// The image has no CA certificates: a container calls its sidecar alone, by HTTP. It has no shell,
// no passwd file and no writable folder.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"regexp"
	"strconv"
	"time"

	"github.com/google/go-containerregistry/pkg/name"
	"github.com/google/go-containerregistry/pkg/v1/tarball"
)

// tagForm is the form of a tag.
var tagForm = regexp.MustCompile(`^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$`)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "image:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	var c contents
	var binary, out string
	flags := flag.NewFlagSet("image", flag.ContinueOnError)
	flags.StringVar(&binary, "binary", "", "the static binary for linux/amd64")
	flags.StringVar(&c.version, "version", "", "the version: the image's tag and a label")
	flags.StringVar(&c.source, "source", "", "where the source is published, for a label")
	flags.StringVar(&out, "out", "", "the file to write")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if binary == "" || out == "" || !tagForm.MatchString(c.version) || flags.NArg() > 0 {
		return errors.New(
			"--binary, --out and a --version that can be a tag are needed, and nothing else")
	}
	var err error
	if c.created, err = sourceDate(); err != nil {
		return err
	}
	if c.binary, err = os.ReadFile(binary); err != nil {
		return fmt.Errorf("reading the binary: %w", err)
	}
	img, err := build(c)
	if err != nil {
		return err
	}
	tag, err := name.NewTag("pagewatch:" + c.version)
	if err != nil {
		return fmt.Errorf("naming the image: %w", err)
	}
	if err := tarball.WriteToFile(out, tag, img); err != nil {
		return fmt.Errorf("writing the image: %w", err)
	}
	return nil
}

// sourceDate returns the image's creation time: SOURCE_DATE_EPOCH, else 1970.
func sourceDate() (time.Time, error) {
	seconds := int64(0)
	if text := os.Getenv("SOURCE_DATE_EPOCH"); text != "" {
		var err error
		if seconds, err = strconv.ParseInt(text, 10, 64); err != nil {
			return time.Time{}, errors.New("SOURCE_DATE_EPOCH must be a number of seconds")
		}
	}
	return time.Unix(seconds, 0).UTC(), nil
}
