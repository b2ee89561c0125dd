package upstream

import (
	"net/http"
	"slices"
	"strconv"
	"time"
)

// busy are the statuses that ask to come back later. AWS throttles with 400.
var busy = []int{http.StatusBadRequest, http.StatusTooManyRequests, http.StatusServiceUnavailable}

// maxRetryAfter bounds what an answer can ask for.
const maxRetryAfter = 24 * time.Hour

// RetryAfter returns how long an answer asks to wait before the next request: its Retry-After, in
// seconds or as a date that now, our clock's, is compared with. It returns 0 for an answer that asks
// for nothing, or for a time that has passed. Source: RFC 9110, 10.2.3.
func RetryAfter(resp *http.Response, now time.Time) time.Duration {
	asked := resp.Header.Get("Retry-After")
	if asked == "" || !slices.Contains(busy, resp.StatusCode) {
		return 0
	}
	wait := maxRetryAfter
	if seconds, err := strconv.Atoi(asked); err == nil {
		if seconds < int(maxRetryAfter/time.Second) {
			wait = time.Duration(seconds) * time.Second
		}
	} else if date, err := http.ParseTime(asked); err == nil {
		wait = min(wait, date.Sub(now))
	} else {
		return 0
	}
	return max(wait, 0)
}
