package proof

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"time"

	"pagewatch/internal/secret"
	"pagewatch/internal/token"
)

// life is how long a proof is valid, from its first step.
const life = 10 * time.Minute

// Subject is exactly what a proof covers: another value of any field is another subject.
type Subject struct {
	Installation string
	Space        string
	Account      string // the person who tests
	// About lists the tested values in a fixed order, secrets among them. A proof contains their
	// hash.
	About []secret.Value
	// Steps is the test. It follows from About.
	Steps Sequence
}

// digest identifies the subject without disclosing it. The length of each part precedes it, so that
// no two subjects have the same digest.
func (s Subject) digest() string {
	sum := sha256.New()
	write := func(part string) {
		sum.Write(binary.BigEndian.AppendUint32(nil, uint32(len(part))))
		sum.Write([]byte(part))
	}
	write(s.Account)
	for _, part := range s.About {
		write(part.Reveal())
	}
	return hex.EncodeToString(sum.Sum(nil))
}

// place binds sealed bytes to the subject. The sealed bytes contain nothing of it.
func (s Subject) place() secret.Binding {
	return secret.Binding{Installation: s.Installation, Space: s.Space, ID: s.digest()}
}

// Book seals proofs and opens them.
type Book struct {
	tokens *token.Codec[Proof]
	now    func() time.Time
}

// NewBook returns a book. The sealer must be for the purpose secret.Proof.
func NewBook(sealer *secret.Sealer, now func() time.Time) *Book {
	return &Book{token.New[Proof](sealer, life, now), now}
}

// Open returns the subject's results so far. For "" it returns a proof that begins now. It returns
// ErrInvalid unless this book sealed the proof for this subject in the last ten minutes.
func (b *Book) Open(sealed string, subject Subject) (Proof, error) {
	if sealed == "" {
		return Proof{Started: b.now().UTC()}, nil
	}
	p, err := b.tokens.Open(subject.place(), sealed)
	if err != nil {
		return Proof{}, ErrInvalid
	}
	return p, nil
}

// Seal seals a proof for its way through the browser. Its life counts from the first step.
func (b *Book) Seal(p Proof, subject Subject) string {
	return b.tokens.Seal(subject.place(), p.Started, p)
}

// Evidence is a sealed proof from the browser, unopened. The zero Evidence is none.
type Evidence struct {
	book   *Book
	sealed string
}

// Evidence returns the sealed proof of a request.
func (b *Book) Evidence(sealed string) Evidence { return Evidence{b, sealed} }

// Check returns the proof if it proves everything about the subject. The error is ErrRequired or
// ErrInvalid.
func (e Evidence) Check(subject Subject) (Proof, error) {
	if e.book == nil || e.sealed == "" {
		return Proof{}, ErrRequired
	}
	p, err := e.book.Open(e.sealed, subject)
	if err != nil {
		return Proof{}, err
	}
	if !p.Complete(subject) {
		return Proof{}, ErrRequired
	}
	return p, nil
}
