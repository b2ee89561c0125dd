package resolver

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"pagewatch/internal/connection"
	"pagewatch/internal/source"
)

// Provider answers sources of one service. Implementations know package source, and not the
// resolver.
type Provider interface {
	// Plan holds a source against the fence of its connection. The error is an *input.Error.
	Plan(link connection.Link, src source.Source) (source.Question, error)
	// Ask asks the service once. Readers share the answer: nothing changes it.
	Ask(ctx context.Context, link connection.Link, q source.Question, call source.Call) (
		*source.Answer, error)
	// Test asks one step of a connection's test.
	Test(ctx context.Context, link connection.Link, t source.Trial, call source.Call) source.Finding
	// Errors are how the provider's failures are named.
	Errors() source.Errors
}

// Providers are the services that a deployment offers; nil: not offered.
type Providers struct{ CloudWatch, Grafana Provider }

// of returns the provider of a kind of connection, nil for a kind that is unknown or not offered.
func (p Providers) of(kind connection.Kind) Provider {
	switch kind {
	case connection.AWSRole, connection.AWSUser:
		return p.CloudWatch
	case connection.Grafana:
		return p.Grafana
	}
	return nil
}

// all returns the providers that are offered.
func (p Providers) all() []Provider {
	return slices.DeleteFunc([]Provider{p.CloudWatch, p.Grafana},
		func(one Provider) bool { return one == nil })
}

// names lists the providers that are offered, as pages know them.
func (p Providers) names() (names []string) {
	if p.CloudWatch != nil {
		names = append(names, "aws")
	}
	if p.Grafana != nil {
		names = append(names, "grafana")
	}
	return names
}

// offers reports whether connections of a kind can be used, as far as the kind is known.
func (p Providers) offers(kind connection.Kind) bool { return !kind.Known() || p.of(kind) != nil }

// provider returns the provider of a task, connection.ErrNotOffered or connection.ErrUnknownKind.
func (s *service) provider(t task) (Provider, error) {
	switch p := s.Providers.of(t.Link.Kind); {
	case p != nil:
		return p, nil
	case t.Link.Kind.Known():
		return nil, connection.ErrNotOffered
	}
	return nil, connection.ErrUnknownKind
}

// wording is what a code means to HTTP and to people.
type wording struct {
	// status is 0 for a code of a provider: it travels as a record of a view that is answered.
	status int
	source.Words
}

// wording returns the meaning of a code, the zero wording for an unknown one.
func (s *service) wording(code string) wording {
	if w, ok := words[code]; ok {
		return w
	}
	for _, p := range s.Providers.all() {
		if w, ok := p.Errors().Words[code]; ok {
			return wording{Words: w}
		}
	}
	return wording{}
}

// noteWords returns the words of a note, the zero words for an unknown one.
func (p Providers) noteWords(code string) source.Words {
	for _, one := range p.all() {
		if w, ok := one.Errors().Notes[code]; ok {
			return w
		}
	}
	return source.Words{}
}

// checkWords refuses a code that two tables explain, since either could count, and a provider that
// does not name its failures.
func (p Providers) checkWords() error {
	var errs []error
	seen := map[string]bool{}
	for code := range words {
		seen[code] = true
	}
	for _, one := range p.all() {
		if one.Errors().Code == nil {
			errs = append(errs, errors.New("a provider names no failures"))
		}
		for code := range one.Errors().Words {
			if seen[code] {
				errs = append(errs, fmt.Errorf("the code %s has words twice", code))
			}
			seen[code] = true
		}
	}
	return errors.Join(errs...)
}
