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

// allowed are the permitted licences, by their SPDX names. All of them permit distribution to
// anybody, in programs under any licence, and require a notice at most. Licences that require
// sources, such as MPL and the GPL family, are not among them: no dependency needs one, and adding
// one is a decision to make here.
var allowed = []string{"Apache-2.0", "MIT", "MIT-0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "0BSD"}

// platformTerms is the licence of the platform's own clients, which every app on Forge needs. It
// binds the developers of apps, and permits distribution as part of an app. It is recognised by its
// text, and only in packages of the platform's scope.
const (
	platformTerms = "Atlassian Developer Terms"
	platformScope = "@forge/"
)

// sure is the part of a text that must match the licence; the rest is names and years.
const sure = 0.9

// part is a module or a package.
type part struct {
	name   string // with its version
	folder string
	// declared is the licence in the package's own description, "" where it has none: a module has
	// only its files.
	declared string

	licences []string
	texts    []string
}

var (
	licenceFile = regexp.MustCompile(`(?i)^(un)?(licen[cs]e|copying|notice)([.-].*)?$`)
	noticeFile  = regexp.MustCompile(`(?i)^(notice|license-summary)`)
)

// texts loads the texts of all licences, which takes a second.
var texts = sync.OnceValues(assets.DefaultClassifier)

// mit0 is the text of MIT-0, which the classifier does not know: MIT without the condition of a
// notice.
//
//go:embed mit-0.txt
var mit0 string

// apacheNotice is the notice in the appendix of Apache-2.0, below the line of the owner. Some
// packages have it in place of the licence.
//
//go:embed apache-2.0-notice.txt
var apacheNotice string

// owner matches the line of the owner.
var owner = regexp.MustCompile(`^\s*Copyright [^\n]*\n`)

// known returns the licence whose words equal those of a text, among those that the classifier does
// not know.
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

// spdx returns the SPDX name of a licence of the classifier.
func spdx(name string) string {
	if name == "BSD-0-Clause" {
		return "0BSD"
	}
	return name
}

// look reads and judges the texts of a part.
func (p *part) look() error {
	entries, err := os.ReadDir(p.folder)
	if err != nil {
		return fmt.Errorf("%s is not where it was built from: %w", p.name, err)
	}
	if p.declared != "" {
		if err := p.judgeDeclared(); err != nil {
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

// judgeDeclared checks a package's declared licence against the list. In an SPDX expression, every
// licence must be allowed, those of a choice included.
func (p *part) judgeDeclared() error {
	if strings.HasPrefix(p.declared, "SEE LICENSE IN ") {
		return nil // its text decides
	}
	for word := range strings.FieldsSeq(
		strings.Trim(strings.NewReplacer("(", " ", ")", " ").Replace(p.declared), " ")) {
		if word == "AND" || word == "OR" {
			continue
		}
		if !slices.Contains(allowed, word) {
			return fmt.Errorf(
				"%s is licensed as %q, which is not on the list of tools/licences/part.go", p.name,
				p.declared)
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
	// A notice needs no licence in it. For any other text, the declared licence proves nothing.
	if !found && !noticeFile.MatchString(file) {
		return fmt.Errorf(
			"%s of %s is no licence that is known here: read it, and teach tools/licences/part.go its words "+
				"if it may be handed out", file, p.name)
	}
	return nil
}
