package client

import "encoding/json"

// Texts are labels or annotations. Grafana sorts them by name; the first are kept.
type Texts map[string]string

// UnmarshalJSON implements json.Unmarshaler.
func (t *Texts) UnmarshalJSON(b []byte) error {
	kept := Texts{}
	*t = kept
	return pairs(b, func(name string, value []byte) error {
		if len(kept) == maxLabels {
			return errEnough
		}
		var err error
		kept[name], err = unquoted(value)
		return err
	})
}

// Totals are counts of instances by state.
type Totals map[string]int

// UnmarshalJSON implements json.Unmarshaler. More states than there are make one that nobody knows.
func (t *Totals) UnmarshalJSON(b []byte) error {
	kept := Totals{}
	*t = kept
	return pairs(b, func(state string, value []byte) error {
		if len(kept) == maxStates {
			kept["…"] = 1
			return errEnough
		}
		var n int
		err := json.Unmarshal(value, &n)
		kept[state] = min(n, maxCount)
		return err
	})
}
