package token_test

import (
	"encoding/base64"
	"errors"
	"strings"
	"testing"
	"time"

	"pagewatch/internal/secret"
	"pagewatch/internal/token"
)

type value struct {
	Text string `json:"text"`
}

var (
	now   = time.Date(2026, 11, 21, 10, 0, 0, 0, time.UTC)
	place = secret.Binding{Installation: "i", Space: "1"}
)

func sealer(t testing.TB, purpose secret.Purpose) *secret.Sealer {
	t.Helper()
	keys, err := secret.ParseKeyring("a:" + strings.Repeat("A", 43) + "=")
	if err != nil {
		t.Fatal(err)
	}
	return keys.Sealer(purpose)
}

func TestATokenOpensForItsPurposePlaceAndTime(t *testing.T) {
	grants := sealer(t, secret.Grant)
	clock := now
	c := token.New[value](grants, time.Minute, func() time.Time { return clock })
	whole := c.Seal(place, now, value{"planted"})
	raw := func(plain string) string {
		return base64.RawURLEncoding.EncodeToString(grants.Seal(place, []byte(plain)))
	}
	other := token.New[value](sealer(t, secret.Cursor), time.Minute,
		func() time.Time { return now })
	for name, row := range map[string]struct {
		text  string
		place secret.Binding
		at    time.Time
		opens bool
	}{
		"whole":              {whole, place, now, true},
		"at its end":         {whole, place, now.Add(time.Minute), true},
		"after its end":      {whole, place, now.Add(time.Minute + 1), false},
		"a clock behind":     {whole, place, now.Add(-2 * time.Second), true},
		"a clock far behind": {whole, place, now.Add(-2*time.Second - 1), false},
		"another space": {whole, secret.Binding{Installation: "i", Space: "2"}, now,
			false},
		"another installation": {whole, secret.Binding{Installation: "j", Space: "1"}, now,
			false},
		"another purpose":        {other.Seal(place, now, value{}), place, now, false},
		"nothing":                {"", place, now, false},
		"padded":                 {whole + "=", place, now, false},
		"with a line break":      {whole[:9] + "\n" + whole[9:], place, now, false},
		"cut":                    {whole[:len(whole)-4], place, now, false},
		"no base64":              {"***", place, now, false},
		"sealed, but no object":  {raw(`[]`), place, now, false},
		"sealed, but no JSON":    {raw(`{`), place, now, false},
		"sealed without a value": {raw(`{"issued":"2026-11-21T10:00:00Z"}`), place, now, false},
		"sealed with null": {raw(`{"issued":"2026-11-21T10:00:00Z","value":null}`), place,
			now, false},
		"sealed without a time": {raw(`{"value":{"text":"x"}}`), place, now, false},
	} {
		clock = row.at
		got, err := c.Open(row.place, row.text)
		if row.opens && (err != nil || got.Text != "planted") {
			t.Errorf("%s: %v, %v", name, got, err)
		}
		if !row.opens && (!errors.Is(err, token.ErrInvalid) || got != value{}) {
			t.Errorf("%s: %v, %v, want ErrInvalid", name, got, err)
		}
	}
}

// FuzzOpen: nothing but a sealed text opens.
func FuzzOpen(f *testing.F) {
	c := token.New[value](sealer(f, secret.Grant), time.Minute, func() time.Time { return now })
	whole := c.Seal(place, now, value{"planted"})
	for _, seed := range []string{whole, "", whole + "=", whole[:9] + "\r" + whole[9:], "AA"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got, err := c.Open(place, text)
		if err == nil {
			t.Log("accepted")
			if got.Text != "planted" || len(text) != len(whole) {
				t.Errorf("%q opened as %v", text, got)
			}
			return
		}
		t.Log("refused")
		if !errors.Is(err, token.ErrInvalid) || got != (value{}) {
			t.Errorf("%q: %v, %v", text, got, err)
		}
	})
}
