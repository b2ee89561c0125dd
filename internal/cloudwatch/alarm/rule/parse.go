package rule

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Limits of a rule. AWS takes 10,240 characters with 500 elements; a deeper tree than this is
// unreadable on a page.
const (
	maxText  = 10240
	maxNodes = 1000
	maxDepth = 48
	// maxNesting counts parentheses too, which leave no node.
	maxNesting = 500
)

// states are the functions of one alarm.
var states = []string{"ALARM", "OK", "INSUFFICIENT_DATA"}

// Parse parses a rule, and reports whether it could. NOT binds more tightly than AND, and AND more
// tightly than OR. Words may be in any case: AWS has accepted the rule already, and its own
// documents write FALSE, False and false.
func Parse(text string) (Rule, bool) {
	if !utf8.ValidString(text) || utf8.RuneCountInString(text) > maxText {
		return Rule{}, false
	}
	p := parser{rest: text}
	r := p.or()
	p.space()
	if p.failed || p.rest != "" || depth(r) > maxDepth {
		return Rule{}, false
	}
	return r, true
}

func depth(r Rule) int {
	deepest := 0
	for _, child := range r.Of {
		deepest = max(deepest, depth(child))
	}
	return deepest + 1
}

// parser parses from left to right. After a failure it parses nothing more.
type parser struct {
	rest           string
	nodes, nesting int
	failed         bool
}

func (p *parser) fail() Rule {
	p.failed = true
	return Rule{}
}

// or parses operands joined by OR; and and not parse the operators that bind more tightly.
func (p *parser) or() Rule { return p.chain(Or, "OR", p.and) }

func (p *parser) and() Rule { return p.chain(And, "AND", p.not) }

func (p *parser) chain(op, word string, operand func() Rule) Rule {
	part := operand()
	if !p.word(word) {
		return part
	}
	joined := joinedTo(Rule{Op: op}, part)
	for more := true; more; more = p.word(word) {
		joined = joinedTo(joined, operand())
	}
	return p.node(joined)
}

// joinedTo returns the rule with another operand: (a AND b) AND c equals a AND b AND c.
func joinedTo(r, operand Rule) Rule {
	if operand.Op == r.Op {
		r.Of = append(r.Of, operand.Of...)
	} else {
		r.Of = append(r.Of, operand)
	}
	return r
}

func (p *parser) not() Rule {
	if p.nesting++; p.nesting > maxNesting {
		return p.fail()
	}
	defer func() { p.nesting-- }()
	if p.word("NOT") {
		return p.node(Rule{Op: Not, Of: []Rule{p.not()}})
	}
	return p.primary()
}

func (p *parser) primary() Rule {
	switch {
	case p.sign('('):
		inner := p.or()
		return p.closed(inner)
	case p.word("TRUE"):
		return p.node(Rule{Op: True})
	case p.word("FALSE"):
		return p.node(Rule{Op: False})
	case p.word("AT_LEAST"):
		return p.atLeast()
	}
	leaf := Rule{State: p.state()}
	if !p.sign('(') {
		return p.fail()
	}
	leaf.Name = p.reference()
	return p.closed(p.node(leaf))
}

// closed returns r if a closing parenthesis comes next.
func (p *parser) closed(r Rule) Rule {
	if !p.sign(')') {
		return p.fail()
	}
	return r
}

func (p *parser) node(r Rule) Rule {
	if p.nodes++; p.nodes > maxNodes {
		return p.fail()
	}
	return r
}

// atLeast parses AT_LEAST(M, CONDITION, (alarm, alarm, …)), M being a number or a percentage.
func (p *parser) atLeast() Rule {
	if !p.sign('(') {
		return p.fail()
	}
	number, percent := p.number()
	if !p.sign(',') {
		return p.fail()
	}
	negated := p.word("NOT")
	state := p.state()
	if !p.sign(',') || !p.sign('(') {
		return p.fail()
	}
	r := Rule{Op: AtLeast}
	for more := true; more && !p.failed; more = p.sign(',') {
		child := p.node(Rule{State: state, Name: p.reference()})
		if negated {
			child = p.node(Rule{Op: Not, Of: []Rule{child}})
		}
		r.Of = append(r.Of, child)
	}
	if r.Needed = number; percent {
		r.Needed = (number*len(r.Of) + 99) / 100 // half of three is two of them
	}
	if !p.sign(')') || r.Needed < 1 || r.Needed > len(r.Of) {
		return p.fail()
	}
	return p.closed(p.node(r))
}

// number parses 2, 50% or "50%".
func (p *parser) number() (n int, percent bool) {
	quoted := p.sign('"')
	p.space()
	end := 0
	for end < len(p.rest) && end < 4 && p.rest[end] >= '0' && p.rest[end] <= '9' {
		end++
	}
	n, err := strconv.Atoi(p.rest[:end])
	if err != nil {
		p.fail()
		return 0, false
	}
	p.rest = p.rest[end:]
	percent = p.sign('%')
	if quoted && !p.sign('"') {
		p.fail()
	}
	return n, percent
}

func (p *parser) state() string {
	for _, state := range states {
		if p.word(state) {
			return state
		}
	}
	p.fail()
	return ""
}

// reference parses the name or ARN of an alarm. Without quotation marks it ends at a space, a comma
// or a parenthesis; within them, a backslash escapes a quotation mark or another backslash.
func (p *parser) reference() string {
	p.space()
	if p.sign('"') {
		return p.quoted()
	}
	end := strings.IndexFunc(p.rest, func(c rune) bool {
		return unicode.IsSpace(c) || strings.ContainsRune("(),", c)
	})
	if end <= 0 {
		p.fail()
		return ""
	}
	name := p.rest[:end]
	p.rest = p.rest[end:]
	return name
}

func (p *parser) quoted() string {
	var name strings.Builder // on the heap, where a name is overwritten once it is freed
	name.Grow(max(strings.IndexByte(p.rest, '"'), 0))
	for i := 0; i < len(p.rest); i++ {
		switch c := p.rest[i]; {
		case c == '"':
			p.rest = p.rest[i+1:]
			if name.Len() == 0 {
				p.fail()
			}
			return name.String()
		case c == '\\' && i+1 < len(p.rest) && strings.IndexByte(`"\`, p.rest[i+1]) >= 0:
			i++
			name.WriteByte(p.rest[i])
		default:
			name.WriteByte(c)
		}
	}
	p.fail()
	return ""
}

func (p *parser) space() { p.rest = strings.TrimLeftFunc(p.rest, unicode.IsSpace) }

// sign consumes c if it comes next.
func (p *parser) sign(c byte) bool {
	p.space()
	if p.failed || p.rest == "" || p.rest[0] != c {
		return false
	}
	p.rest = p.rest[1:]
	return true
}

// word consumes a word if it comes next, whole and in any case.
func (p *parser) word(word string) bool {
	p.space()
	if p.failed || len(p.rest) < len(word) || !strings.EqualFold(p.rest[:len(word)], word) {
		return false
	}
	if next := p.rest[len(word):]; next != "" && inWord(next[0]) {
		return false
	}
	p.rest = p.rest[len(word):]
	return true
}

func inWord(c byte) bool {
	return c == '_' || c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' ||
		c >= utf8.RuneSelf
}
