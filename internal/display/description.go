package display

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxOwner is the most characters of an owner: a team or a person, not a sentence.
const maxOwner = 60

var (
	scheme = regexp.MustCompile(`[hH][tT][tT][pP][sS]://`)
	// owned matches a line that names an owner.
	owned = regexp.MustCompile(`(?is)^(?:owner|team):(.*)$`)
)

const (
	// delimiters are quotes, and what separates an address from its text in markup.
	delimiters = "<>\"`\\|“”„‘’‚«»‹›"
	// trailing is punctuation that ends a sentence or opens a bracket, not an address.
	trailing = ".,;:!?'*…([{"
)

// closers are the brackets that an address may hold, by the signs that open them.
var closers = map[rune]rune{'(': ')', '[': ']', '{': '}'}

// Runbook returns the first https address of a description, and its host for people; "" for none.
// Customers write descriptions, so no other scheme counts. testdata/wire/descriptions.json has the
// cases, for the page too.
func Runbook(description string) (address, host string) {
	for from := 0; ; {
		found := scheme.FindStringIndex(description[from:])
		if found == nil {
			return "", ""
		}
		run := runAt(description, from+found[0])
		from += found[0] + len(run)
		address = strings.TrimRight(run, trailing)
		if host = Host(address); host != "" {
			return address, host
		}
	}
}

// runAt returns the address that begins at start, and the punctuation after it. A closing bracket
// belongs to the address while a bracket in it is open. A single quote does, unless one precedes
// the address.
func runAt(text string, start int) string {
	quoted := start > 0 && text[start-1] == '\''
	open := map[rune]int{')': 0, ']': 0, '}': 0}
	for i, sign := range text[start:] {
		depth, closes := open[sign]
		if endsAddress(sign) || quoted && sign == '\'' || closes && depth == 0 {
			return text[start : start+i]
		}
		if closes {
			open[sign]--
		}
		if closer, opens := closers[sign]; opens {
			open[closer]++
		}
	}
	return text[start:]
}

// endsAddress reports whether a character ends an address: white space, control and format
// characters, quotes, and full-width punctuation.
func endsAddress(r rune) bool {
	return white(r) || unicode.In(r, unicode.Cc, unicode.Cf) ||
		strings.ContainsRune(delimiters, r) || r >= '\u3000' && r <= '\u303F' || r >= '\uFF00' && r <= '\uFF65'
}

// Owner returns who a description names as its owner: the text after "Owner:" or "Team:" at the
// beginning of its first such line, "" for none. testdata/wire/descriptions.json has the cases.
func Owner(description string) string {
	for line := range strings.FieldsFuncSeq(description,
		func(r rune) bool { return r == '\r' || r == '\n' }) {
		line = strings.TrimLeftFunc(line, white)
		if sign, size := utf8.DecodeRuneInString(line); strings.ContainsRune("-*+•", sign) {
			line = strings.TrimLeftFunc(line[size:], white)
		}
		if name := owned.FindStringSubmatch(line); name != nil {
			return ownerIn(name[1])
		}
	}
	return ""
}

// ownerIn cleans the name of an owner, and cuts it.
func ownerIn(text string) string {
	words := strings.Join(strings.FieldsFunc(text, white), " ")
	name := []rune(strings.TrimSpace(strings.Map(func(r rune) rune {
		if unicode.In(r, unicode.Cc, unicode.Cf) {
			return -1
		}
		return r
	}, words)))
	return strings.TrimSpace(string(name[:min(len(name), maxOwner)]))
}

// white reports whether a character is white space as a browser's patterns see it.
func white(r rune) bool { return unicode.IsSpace(r) && r != '\u0085' || r == '\uFEFF' }
