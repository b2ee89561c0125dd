package resolver

import (
	"context"
	"fmt"
	"time"

	"pagewatch/internal/connection"
	"pagewatch/internal/platform/access"
	"pagewatch/internal/receipt"
)

// origin begins every receipt: what it is, and whose. None of it is a secret.
type origin struct {
	Type         string    `json:"type"`
	Version      int       `json:"version"`
	IssuedAt     time.Time `json:"issuedAt"`
	Site         string    `json:"site"`
	Installation string    `json:"installation"`
	Space        string    `json:"space"`
	Pagewatch    string    `json:"pagewatch"` // the version that signed
}

// The types of receipts.
const (
	testReceipt    = "pagewatch.test"
	removalReceipt = "pagewatch.removal"
)

func (s *service) origin(kind string, right access.Reader) origin {
	return origin{kind, 1, s.Now().UTC().Truncate(time.Millisecond), right.CloudID(),
		right.Installation(), right.Space(), s.Version}
}

// attested is a test as others can verify it, without secrets and without alarms.
type attested struct {
	origin
	Principal  string          `json:"principalArn"`
	Connection attestedLink    `json:"connection"`
	Test       connection.Test `json:"test"`
}

type attestedLink struct {
	ID   string          `json:"id"`
	Name string          `json:"name"` // of today; a test is not about it
	Kind connection.Kind `json:"kind"`
	connection.Attested
}

// receipt is GET /v1/connections/{id}/receipt.
func (s *service) receipt(ctx context.Context, c *call, right access.Admin, _ spaceOnly) (reply,
	error) {
	link, test, err := s.Store.LastTest(ctx, right, c.param)
	if err != nil {
		return reply{}, err
	}
	if test == nil || s.Receipts == nil {
		return reply{}, errNoReceipt
	}
	signed, err := s.Receipts.Sign(attested{
		origin: s.origin(testReceipt, right.Reader()), Principal: link.Principal(), Test: *test,
		Connection: attestedLink{link.ID, link.Name, link.Kind, link.Attested()},
	})
	if err != nil {
		return reply{}, fmt.Errorf("signing a receipt: %w", err)
	}
	return ok(signed)
}

// removed is a removal as others can verify it.
type removed struct {
	origin
	Erased connection.Erased `json:"erased"`
}

type removeResponse struct {
	Erased  connection.Erased `json:"erased"`
	Receipt *receipt.Document `json:"receipt,omitempty"`
}

// remove is DELETE /v1/connections/{id}.
func (s *service) remove(ctx context.Context, c *call, right access.Admin, _ spaceOnly) (reply,
	error) {
	erased, err := s.Store.Remove(ctx, right, c.param)
	if err != nil {
		return reply{}, err
	}
	c.event.Connection = erased.ID
	out := removeResponse{Erased: erased}
	if s.Receipts != nil {
		signed, err := s.Receipts.Sign(removed{s.origin(removalReceipt, right.Reader()), erased})
		if err != nil {
			return reply{}, fmt.Errorf("signing a receipt: %w", err)
		}
		out.Receipt = &signed
	}
	return ok(out)
}
