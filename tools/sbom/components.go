package main

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"

	"github.com/CycloneDX/cyclonedx-go"
)

// components are the components found so far, by package URL.
type components map[string]*cyclonedx.Component

// add adds a library. Its package URL is of the form pkg:kind/name@version
// (github.com/package-url/purl-spec).
func (c components) add(kind, name, version string) *cyclonedx.Component {
	address := fmt.Sprintf("pkg:%s/%s@%s", kind, strings.ReplaceAll(name, "@", "%40"),
		url.PathEscape(version))
	c[address] = &cyclonedx.Component{
		BOMRef: address, PackageURL: address, Type: cyclonedx.ComponentTypeLibrary, Name: name,
		Version: version,
	}
	return c[address]
}

// addPackages adds the production dependencies of the lock file: every package that a bundle can
// contain.
func (c components) addPackages(lock []byte) error {
	var file struct {
		Packages map[string]struct {
			Version, Integrity string
			Dev, Link          bool
		}
	}
	if err := json.Unmarshal(lock, &file); err != nil {
		return fmt.Errorf("reading the lock file: %w", err)
	}
	if len(file.Packages) < 2 {
		return errors.New("the lock file lists no packages: it is not of npm 7 or newer")
	}
	for path, pkg := range file.Packages {
		_, name, installed := cutLast(path, "node_modules/")
		if !installed || pkg.Dev || pkg.Link {
			continue
		}
		sum, err := sha512Of(pkg.Integrity)
		if err != nil {
			return fmt.Errorf("the digest of %s %s in the lock file: %w", name, pkg.Version, err)
		}
		c.add("npm", name, pkg.Version).Hashes = &[]cyclonedx.Hash{
			{Algorithm: cyclonedx.HashAlgoSHA512, Value: sum}}
	}
	return nil
}

// sha512Of returns, in hexadecimal, the digest with which npm verified a package.
func sha512Of(integrity string) (string, error) {
	encoded, ok := strings.CutPrefix(integrity, "sha512-")
	if !ok {
		return "", errors.New("not a SHA-512")
	}
	sum, err := base64.StdEncoding.DecodeString(encoded)
	return hex.EncodeToString(sum), err
}

func (c components) sorted() []cyclonedx.Component {
	var out []cyclonedx.Component
	for _, address := range slices.Sorted(maps.Keys(c)) {
		out = append(out, *c[address])
	}
	return out
}

func cutLast(s, sep string) (before, after string, found bool) {
	i := strings.LastIndex(s, sep)
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+len(sep):], true
}
