package main

import (
	_ "embed"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/google/licenseclassifier/v2/assets"
)

// allowed are the licences that may be in what is handed out, by their SPDX names. All of them
// allow it to anybody, in programs under any licence, for a notice at most. What asks for sources,
// such as MPL and the GPL family, is not among them: nothing needs it, and whoever takes it in
// should decide so, here.
var allowed = []string{"Apache-2.0", "MIT", "MIT-0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "0BSD"}

// platformTerms is the licence of the platform's own clients, which no app on Forge can do without:
// it binds whoever builds apps for it, and allows handing them out as part of one. It is taken by
// its text, and from the platform's name alone.
const (
	platformTerms = "Atlassian Developer Terms"
	platformScope = "@forge/"
)

// sure is how much of a text must be the licence's: the other parts are names and years.
const sure = 0.9

// part is a module or a package.
type part struct {
	name   string // with its version
	folder string
	// says is what the package's own description names, "" where there is none: a module has only
	// its files.
	says string

	licences []string
	texts    []string
}

var (
	licenceFile = regexp.MustCompile(`(?i)^(un)?(licen[cs]e|copying|notice)([.-].*)?$`)
	noticeFile  = regexp.MustCompile(`(?i)^(notice|license-summary)`)
)

// texts are the texts of all licences; reading them takes a second.
var texts = sync.OnceValues(assets.DefaultClassifier)

// mit0 is the text of MIT-0, which the classifier does not know: MIT without the condition of a
// notice.
//
//go:embed mit-0.txt
var mit0 string

// apacheNotice is the notice that Apache-2.0 asks for in its appendix, below the line of the owner.
// Some packages hold it in place of the licence.
//
//go:embed apache-2.0-notice.txt
var apacheNotice string

// owner is the line of the owner.
var owner = regexp.MustCompile(`^\s*Copyright [^\n]*\n`)

// known is the licence whose words a text holds, all of them and no others, of those that the
// classifier does not know.
func known(text string) string {
	switch {
	case slices.Equal(strings.Fields(text), strings.Fields(mit0)):
		return "MIT-0"
	case slices.Equal(strings.Fields(owner.ReplaceAllString(text, "")),
		strings.Fields(apacheNotice)):
		return "Apache-2.0"
	default:
		return ""
	}
}

// spdx is the name by which SPDX knows a licence of the classifier.
func spdx(name string) string {
	if name == "BSD-0-Clause" {
		return "0BSD"
	}
	return name
}

// look reads the texts of a part and says what is wrong with them.
func (p *part) look() error {
	entries, err := os.ReadDir(p.folder)
	if err != nil {
		return fmt.Errorf("%s is not where it was built from: %w", p.name, err)
	}
	if p.says != "" {
		if err := p.judgeSaid(); err != nil {
			return err
		}
	}
	for _, entry := range entries {
		if !entry.Type().IsRegular() || !licenceFile.MatchString(entry.Name()) {
			continue
		}
		raw, err := os.ReadFile(filepath.Join(p.folder, entry.Name()))
		if err != nil {
			return fmt.Errorf("reading the licence of %s: %w", p.name, err)
		}
		if err := p.judge(entry.Name(), raw); err != nil {
			return err
		}
		p.texts = append(p.texts, strings.TrimSpace(strings.ReplaceAll(string(raw), "\r\n", "\n")))
	}
	if len(p.licences) == 0 {
		return fmt.Errorf(
			"%s has no licence that is known here: without one nobody may hand it out (%s)", p.name,
			p.folder)
	}
	slices.Sort(p.licences)
	p.licences = slices.Compact(p.licences)
	return nil
}

// judgeSaid holds what a package says of itself against the list: an expression of SPDX, in which
// every licence must be allowed. A choice counts as all of it.
func (p *part) judgeSaid() error {
	if strings.HasPrefix(p.says, "SEE LICENSE IN ") {
		return nil // its text decides
	}
	for word := range strings.FieldsSeq(
		strings.Trim(strings.NewReplacer("(", " ", ")", " ").Replace(p.says), " ")) {
		if word == "AND" || word == "OR" {
			continue
		}
		if !slices.Contains(allowed, word) {
			return fmt.Errorf(
				"%s is licensed as %q, which is not on the list of tools/licences/part.go", p.name,
				p.says)
		}
		p.licences = append(p.licences, word)
	}
	return nil
}

// judge finds the licences in a text, and refuses one that is not allowed.
func (p *part) judge(file string, raw []byte) error {
	if strings.HasPrefix(p.name, platformScope) && strings.Contains(string(raw), platformTerms) {
		p.licences = append(p.licences, platformTerms)
		return nil
	}
	if name := known(string(raw)); name != "" {
		p.licences = append(p.licences, name)
		return nil
	}
	classifier, err := texts()
	if err != nil {
		return fmt.Errorf("reading the texts of licences: %w", err)
	}
	found := false
	for _, match := range classifier.Match(raw).Matches {
		if match.MatchType != "License" || match.Confidence < sure {
			continue
		}
		name := spdx(match.Name)
		if !slices.Contains(allowed, name) {
			return fmt.Errorf(
				"%s of %s is the licence %s, which is not on the list of tools/licences/part.go",
				file, p.name, name)
		}
		found = true
		p.licences = append(p.licences, name)
	}
	// A notice needs no licence in it. Of any other text, what the package says of itself proves
	// nothing.
	if !found && !noticeFile.MatchString(file) {
		return fmt.Errorf(
			"%s of %s is no licence that is known here: read it, and teach tools/licences/part.go its words "+
				"if it may be handed out", file, p.name)
	}
	return nil
}
