package stack

import (
	"time"

	"pagewatch/internal/input"
)

// Date is a day, such as 2026-12-31, or "" for none.
type Date string

// warnAhead is how long before its end a token is reported.
const warnAhead = 14

// check accepts a day of the calendar. The error is an *input.Error about field.
func (d Date) check(field string) error {
	if _, err := time.Parse(time.DateOnly, string(d)); d != "" && err != nil {
		return input.Field(field, "Give a day like 2026-12-31, or leave it out.")
	}
	return nil
}

// CheckEnd refuses a day that has passed as the end of a token, with an *input.Error. The end that is
// stored with the same token may pass: the connection can still be renamed.
func (d Draft) CheckEnd(stored Draft, now time.Time) error {
	days, _ := d.Expires.DaysLeft(now)
	kept := d.Expires == stored.Expires && d.Token.Reveal() == stored.Token.Reveal()
	if days < 0 && !kept {
		return input.Field("expires",
			"This day has passed. Enter the day on which the token ends, or leave it empty.")
	}
	return nil
}

// DaysLeft returns how many days are left before the day begins, in UTC, and whether they are few
// enough to warn. A day in the past has a negative number.
func (d Date) DaysLeft(now time.Time) (days int, soon bool) {
	end, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return 0, false
	}
	days = int(end.Sub(now.UTC().Truncate(24*time.Hour)) / (24 * time.Hour))
	return days, days <= warnAhead
}
