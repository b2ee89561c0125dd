package client

import "pagewatch/internal/display"

// intact reports whether the pairs of a map are within their bounds. Most are, and are not copied.
func intact[M ~map[string]string](pairs M, most, longest int) bool {
	if len(pairs) > most {
		return false
	}
	for name, value := range pairs {
		if display.Cut(name, longest) != name || display.Cut(value, longest) != value {
			return false
		}
	}
	return true
}
