// Command bundles looks through what a build has made for browsers and for Forge's functions, and complains about what must
// not be in it: the name of a host that is not on its list, code made out of text, and anything inline in a page.
//
//	bundles frontend/build
package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "bundles: name the folder of the build")
		os.Exit(1)
	}
	if err := run(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// host is one that may be named, and why that is no way out.
type host struct{ folder, name, why string }

// hosts are all names of hosts that bundles may hold, by the folder of the build. "" is every folder.
var hosts = []host{
	{"", "www.w3.org", "names of XML namespaces: nothing fetches them"},
	{"function", "go.atlassian.com", "in the words of errors of @forge/api"},
	{"function-container", "go.atlassian.com", "in the words of errors of @forge/api"},
	{"function", "ecma-international.org", "in comments of lodash"},
	{"function-container", "ecma-international.org", "in comments of lodash"},
	{"function", "www.ecma-international.org", "in comments of lodash"},
	{"function-container", "www.ecma-international.org", "in comments of lodash"},
}

// lastResort is how lodash finds the global object where there is neither globalThis nor self: nowhere.
var lastResort = regexp.MustCompile("\\|\\|\\s*Function\\([\"'`]return this[\"'`]\\)\\(\\)")

// bans are what a page's policy would refuse, or what would make a page fetch code from elsewhere.
var bans = []struct {
	what string
	kind string // of files, by the ends of their names
	is   *regexp.Regexp
}{
	{"eval", ".js", regexp.MustCompile(`\beval\s*\(`)},
	{"code made out of text", ".js", regexp.MustCompile(`\bnew\s+Function\s*\(|\bFunction\s*\(\s*["'\x60]`)},
	{"a timer of text", ".js", regexp.MustCompile(`\bset(?:Timeout|Interval)\s*\(\s*["'\x60]`)},
	{"an import from elsewhere", ".js", regexp.MustCompile(`\bimport\s*\(?\s*["'\x60](?:https?:)?//`)},
	{"an import from elsewhere", ".css", regexp.MustCompile(`@import|url\(\s*["']?(?:https?:)?//`)},
	{"a source map", ".js .css", regexp.MustCompile(`sourceMappingURL=`)},
	{"an inline script", ".html", regexp.MustCompile(`(?is)<script\b[^>]*>\s*[^\s<]`)},
	{"an inline style", ".html", regexp.MustCompile(`(?i)<style\b|\sstyle\s*=`)},
	{"an inline handler", ".html", regexp.MustCompile(`(?i)<[^>]*\son\w+\s*=`)},
	{"an address that is not relative", ".html", regexp.MustCompile(`(?i)\s(?:src|href|action)\s*=\s*["']?(?:[a-z]+:|/)`)},
}

// address is an absolute address, also where a text escapes its slashes.
var address = regexp.MustCompile(`(?i)\b(?:https?|wss?|ftp):\\?/\\?/([a-z0-9.-]*[a-z0-9])`)

// run complains about everything that is wrong in a folder.
func run(root string) error {
	var wrong []error
	seen := 0
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		name, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		// Two folders are no part of the app: lists for tools/licences, and what the local home serves in the platform's place.
		folder, _, _ := strings.Cut(filepath.ToSlash(name), "/")
		if folder == "bundled" || folder == "platform" || strings.HasPrefix(name, ".") {
			return nil
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		seen++
		wrong = append(wrong, complaints(folder, filepath.ToSlash(name), string(text))...)
		return nil
	})
	if err != nil {
		return fmt.Errorf("reading the build: %w", err)
	}
	if seen < 5 {
		return fmt.Errorf("%s holds %d files: build the pages first (make ui)", root, seen)
	}
	return errors.Join(wrong...)
}

// complaints says what is wrong in one file.
func complaints(folder, name, text string) []error {
	var out []error
	for _, m := range address.FindAllStringSubmatchIndex(text, -1) {
		if found := strings.ToLower(text[m[2]:m[3]]); !listed(folder, found) {
			out = append(out, fmt.Errorf("%s names the host %s: %s", name, found, around(text, m[0])))
		}
	}
	for _, ban := range bans {
		if !strings.Contains(" "+ban.kind+" ", " "+kind(name)+" ") {
			continue
		}
		if at := ban.is.FindStringIndex(lastResort.ReplaceAllString(text, "")); at != nil {
			out = append(out, fmt.Errorf("%s holds %s: %s", name, ban.what, around(text, at[0])))
		}
	}
	return out
}

// kind is the end of a file's name; a CommonJS module is JavaScript.
func kind(name string) string {
	switch end := filepath.Ext(name); end {
	case ".cjs", ".mjs":
		return ".js"
	default:
		return end
	}
}

func listed(folder, name string) bool {
	for _, h := range hosts {
		if h.name == name && (h.folder == "" || h.folder == folder) {
			return true
		}
	}
	return false
}

// around is what stands around a place, in one line.
func around(text string, at int) string {
	return strings.ToValidUTF8(strings.Join(strings.Fields(text[max(0, at-40):min(len(text), at+80)]), " "), "")
}
