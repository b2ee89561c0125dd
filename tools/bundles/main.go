// Command bundles checks the build for browsers and for Forge's functions. It refuses host names
// that are not on its list, code made from text, and inline code or style in a page.
//
// It matches common textual forms. Patterns cannot find everything: a program can build an address
// from parts, or reach eval under another name. The policy of the page refuses at run time what the
// patterns miss.
//
//	bundles frontend/build
package main

import (
	"errors"
	"fmt"
	"html"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
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

// host is a permitted host name, with the reason why it causes no request.
type host struct{ folder, name, why string }

// hosts are the permitted host names of bundles, by the folder of the build. "" is every folder.
var hosts = []host{
	{"", "www.w3.org", "names of XML namespaces: nothing fetches them"},
	{"function", "go.atlassian.com", "in the words of errors of @forge/api"},
	{"function-container", "go.atlassian.com", "in the words of errors of @forge/api"},
	{"function", "ecma-international.org", "in comments of lodash"},
	{"function-container", "ecma-international.org", "in comments of lodash"},
	{"function", "www.ecma-international.org", "in comments of lodash"},
	{"function-container", "www.ecma-international.org", "in comments of lodash"},
}

// lastResort is lodash's access to the global object in environments with neither globalThis nor
// self, of which there are none.
var lastResort = regexp.MustCompile("\\|\\|\\s*Function\\([\"'`]return this[\"'`]\\)\\(\\)")

// bans are patterns that a page's policy would refuse, or that make a page fetch code from
// elsewhere.
var bans = []struct {
	what string
	kind string // of files, by the ends of their names
	is   *regexp.Regexp
}{
	{"eval", ".js", regexp.MustCompile(`\beval\b`)},
	{"code made out of text", ".js",
		regexp.MustCompile(
			`\bFunction\s*\(|[(,]\s*Function\s*[,)]|\bFunction\s*\.\s*(?:call|apply|bind)\b|` +
				`\[\s*["'\x60]Function["'\x60]\s*\]|\bconstructor\s*\(\s*["'\x60]`)},
	{"a timer of text", ".js", regexp.MustCompile(`\bset(?:Timeout|Interval)\s*\(\s*["'\x60]`)},
	{"an import from elsewhere", ".js",
		regexp.MustCompile(`\b(?:import|from)\s*\(?\s*["'\x60](?:https?:)?//`)},
	{"an import from elsewhere", ".css .svg",
		regexp.MustCompile(`(?i)@import|url\(\s*["']?(?:https?:)?//`)},
	{"an escaped slash", ".css", regexp.MustCompile(`(?i)\\0*2f`)},
	{"an address without a scheme", ".js .css",
		regexp.MustCompile(`(?i)["'\x60]\s*(?:/[/\\]|\\\\/|\\\\\\\\)["'\x60$\[\p{L}\p{N}_%]`)},
	{"an address in parts", ".js",
		regexp.MustCompile(
			`(?i)\b(?:https?|wss?|ftp):/+(?:\$\{\s*["'\x60]|["'\x60]\s*(?:\+|,)\s*["'\x60])`)},
	{"a source map", ".js .css", regexp.MustCompile(`sourceMappingURL=`)},
	{"an inline script", ".html", regexp.MustCompile(`(?is)<script\b[^>]*>\s*(?:[^\s<]|<[^/])`)},
	{"an inline page", ".html", regexp.MustCompile(`(?i)[\s/"']srcdoc\s*=`)},
	{"an inline style", ".html", regexp.MustCompile(`(?i)<style\b|[\s/"']style\s*=`)},
	{"an inline handler", ".html .svg", regexp.MustCompile(`(?i)<[^>]*[\s/"']on\w+\s*=`)},
	{"an address that is not relative", ".html .svg",
		regexp.MustCompile(`(?i)[\s/"'](?:src|href|xlink:href|action|formaction|` +
			`data|poster|ping|background|manifest|srcset|imagesrcset)\s*=\s*["']?\s*(?:[a-z]+:|[/\\])`)},
	{"an address without a scheme", ".html .svg",
		regexp.MustCompile(`(?i)[\s"'=,(]//[\[\p{L}\p{N}_%]`)},
	{"a way to another page", ".html",
		regexp.MustCompile(`(?i)<base\b|[\s/"']http-equiv\s*=\s*["']?\s*refresh`)},
	{"what makes a picture more than one", ".svg",
		regexp.MustCompile(
			`(?i)<(?:\w+:)?(?:script|foreignObject|iframe|handler)\b|<!ENTITY|<\?xml-stylesheet`)},
}

// address matches an absolute address. Browsers accept a missing slash, extra slashes, and
// backslashes. The text before an at sign is a user name, not a host.
var address = regexp.MustCompile(
	`(?i)\b(?:https?|wss?|ftp):(?:/|\\\\)[/\\]*(?:[^\s/"'\x60<>?#\\]*@)?` +
		`(\[[0-9a-f:.]+\]|[\p{L}\p{N}._%-]*[\p{L}\p{N}])`)

// escape matches a numeric character escape of JavaScript.
var escape = regexp.MustCompile(`(?i)\\(?:u\{0*[0-9a-f]{2}\}|u00[0-9a-f]{2}|x[0-9a-f]{2})`)

// plain decodes the escapes that can hide a name. Quotes and backslashes stay escaped, so that a
// string ends where it did.
func plain(kind, text string) string {
	switch kind {
	case ".html", ".svg":
		return html.UnescapeString(text)
	case ".js":
		text = escape.ReplaceAllStringFunc(text, func(written string) string {
			code, err := strconv.ParseUint(strings.Trim(written[2:], "{}"), 16, 8)
			if err != nil || code <= ' ' || code > '~' ||
				strings.ContainsRune("\"'`\\", rune(code)) {
				return written
			}
			return string(rune(code))
		})
	}
	return strings.ReplaceAll(text, `\/`, "/")
}

// run returns every fault of a folder.
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
		// Two folders are no part of the app: lists for tools/licences, and the platform's files
		// that the local deployment serves.
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

// complaints returns the faults of one file.
func complaints(folder, name, text string) []error {
	var out []error
	text = plain(kind(name), text)
	for _, m := range address.FindAllStringSubmatchIndex(text, -1) {
		if found := strings.ToLower(text[m[2]:m[3]]); !listed(folder, found) {
			out = append(out,
				fmt.Errorf("%s names the host %s: %s", name, found, around(text, m[0])))
		}
	}
	text = lastResort.ReplaceAllString(text, "")
	for _, ban := range bans {
		if !slices.Contains(strings.Fields(ban.kind), kind(name)) {
			continue
		}
		if at := ban.is.FindStringIndex(text); at != nil {
			out = append(out, fmt.Errorf("%s holds %s: %s", name, ban.what, around(text, at[0])))
		}
	}
	return out
}

// kind returns a file's extension in lower case, and one extension for all that browsers treat
// alike.
func kind(name string) string {
	switch end := strings.ToLower(filepath.Ext(name)); end {
	case ".cjs", ".mjs":
		return ".js"
	case ".htm", ".xhtml":
		return ".html"
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

// around returns the text around a match, in one line.
func around(text string, at int) string {
	return strings.ToValidUTF8(
		strings.Join(strings.Fields(text[max(0, at-40):min(len(text), at+80)]), " "), "")
}
