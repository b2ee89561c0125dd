package grafana

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"pagewatch/internal/sim/grafana/estate"
)

// Suffix is the domain of the stacks.
const Suffix = ".grafana.net"

// browserSuffix is the domain of the stacks for browsers on this machine, which take it for a
// loopback address.
const browserSuffix = ".localhost"

// Life is how far a stack is awake. Grafana Cloud puts free stacks that nobody uses to sleep.
type Life string

// The lives of a stack.
const (
	Awake  Life = "awake"
	Asleep Life = "asleep" // until somebody opens it in a browser
	Waking Life = "waking" // for wakingTime from the next request on
)

// Lives are all lives.
var Lives = []Life{Awake, Asleep, Waking}

// wakingTime is how long a stack takes to wake. Source: terraform-provider-grafana, which waits two
// minutes.
const wakingTime = 2 * time.Minute

// stack is a stack of Grafana Cloud. Cloud.mu guards what changes.
type stack struct {
	slug     string
	id       int // of the stack in Grafana Cloud
	version  Version
	life     Life // "" is Awake
	wakes    time.Time
	content  estate.Content
	estate   estate.Estate
	accounts []Account
	changes  map[string]change // by the UID of the rule
}

// namespace is the name of the stack in the newer API.
func (s stack) namespace() string { return fmt.Sprintf("stacks-%d", s.id) }

// Stack describes a stack.
type Stack struct {
	Slug, Host string
	Version    Version
	Life       Life
	Content    estate.Content
	Accounts   []Account
}

// Stacks returns the stacks as they are now.
func (c *Cloud) Stacks() []Stack {
	c.mu.Lock()
	defer c.mu.Unlock()
	var all []Stack
	for _, s := range c.stacks {
		all = append(all, Stack{s.slug, s.slug + Suffix, s.version, c.lifeOf(s), s.content,
			slices.Clone(s.accounts)})
	}
	return all
}

// errNoStack is the error for a slug that no stack has.
var errNoStack = errors.New("looking for the stack: there is none of this name")

// change calls do with a stack.
func (c *Cloud) change(slug string, do func(*stack)) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, s := range c.stacks {
		if s.slug == slug {
			do(s)
			return nil
		}
	}
	return errNoStack
}

// SetVersion makes a stack run another version of Grafana.
func (c *Cloud) SetVersion(slug string, v Version) error {
	return c.change(slug, func(s *stack) { s.version = v })
}

// SetLife puts a stack to sleep or wakes it.
func (c *Cloud) SetLife(slug string, life Life) error {
	return c.change(slug, func(s *stack) { s.life, s.wakes = life, time.Time{} })
}

// SetContent gives a stack another content. States that were set are forgotten.
func (c *Cloud) SetContent(slug string, content estate.Content) error {
	return c.change(slug, func(s *stack) {
		if s.content == content {
			return
		}
		s.content, s.changes = content, nil
		s.estate = estate.Of(slug, content, c.started)
	})
}

// lifeOf returns the life of a stack at this moment. The caller holds Cloud.mu.
func (c *Cloud) lifeOf(s *stack) Life {
	if s.life == "" || s.life == Waking && !s.wakes.IsZero() && !c.now().Before(s.wakes) {
		s.life = Awake
	}
	return s.life
}

// Serves reports whether a Host is one of Grafana Cloud's, or of the stacks for browsers. The port
// is that of the server.
func Serves(host, port string) bool {
	name, isBrowser := strings.CutSuffix(host, browserSuffix+":"+port)
	if !isBrowser {
		name, _ = strings.CutSuffix(host, Suffix)
	}
	return name != host && name != ""
}

// slugOf returns the name of the stack in a Host, and whether it is the one for browsers.
func slugOf(host string) (slug string, browser bool) {
	host, _, _ = strings.Cut(host, ":")
	if slug, browser = strings.CutSuffix(host, browserSuffix); browser {
		return slug, true
	}
	slug, ok := strings.CutSuffix(host, Suffix)
	if !ok {
		return "", false
	}
	return slug, false
}

// visit returns a copy of the stack that a Host names, and how far it is awake. A request begins to
// wake a waking stack, and one for the front page a sleeping one.
func (c *Cloud) visit(slug string, front bool) (stack, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, s := range c.stacks {
		if s.slug != slug {
			continue
		}
		seen := *s
		seen.life = c.lifeOf(s)
		if s.life == Asleep && front {
			s.life, seen.life = Waking, Waking
		}
		if s.life == Waking && s.wakes.IsZero() {
			s.wakes = c.now().Add(wakingTime)
		}
		seen.changes = maps.Clone(s.changes)
		return seen, true
	}
	return stack{}, false
}
