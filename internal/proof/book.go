package proof

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"time"

	"pagewatch/internal/secret"
	"pagewatch/internal/token"
)

// life is how long a proof is good for, from its first step on.
const life = 10 * time.Minute

// Subject is what a proof is about, exactly: another value of any field is another subject.
type Subject struct {
	Installation string
	Space        string
	Account      string // the person who tests
	// About lists the tested values in a fixed order, secrets among them. A proof holds their hash.
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

// place binds sealed bytes to the subject. Nothing of it is inside them.
func (s Subject) place() secret.Binding {
	return secret.Binding{Installation: s.Installation, Space: s.Space, ID: s.digest()}
}

// Book seals proofs and opens them again.
type Book struct {
	tokens *token.Codec[Proof]
	now    func() time.Time
}

// NewBook returns a book whose sealer is for the purpose secret.Proof.
func NewBook(sealer *secret.Sealer, now func() time.Time) *Book {
	return &Book{token.New[Proof](sealer, life, now), now}
}

// Open returns the results for the subject so far; for "" a proof that begins now. ErrInvalid for
// anything that was not sealed here for this subject in the last ten minutes.
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

// Seal closes a proof for the way through the browser. A token lives from the first step on.
func (b *Book) Seal(p Proof, subject Subject) string {
	return b.tokens.Seal(subject.place(), p.Started, p)
}

// Evidence is a sealed proof that the browser handed in, unopened. The zero Evidence is none.
type Evidence struct {
	book   *Book
	sealed string
}

// Evidence returns what a request brought along.
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
