package grafana

import "net/http"

// edge answers in place of a stack that is not there, asleep or waking, nil for one that is awake.
// The edge of Grafana Cloud has bodies with a code, Grafana with a message. Sources:
// terraform-provider-grafana, issue 1725 and its retries.
func edge(life Life) *answer {
	var a answer
	switch life {
	case Asleep:
		a = reply(http.StatusNotFound, object{"code": "NotFound",
			"message": "We do not recognize the instance URL you're trying to reach."})
	case Waking:
		a = reply(http.StatusServiceUnavailable, object{"code": "Loading",
			"message": "Your instance is loading, and will be ready shortly."})
	default:
		return nil
	}
	return &a
}
