package grafana

import (
	"encoding/json"
	"net/http"
	"strconv"

	"pagewatch/internal/sim/fault"
)

// The content types of Grafana's answers. Handlers and middleware differ in the charset.
const (
	plainJSON   = "application/json"
	charsetJSON = "application/json; charset=UTF-8"
	htmlType    = "text/html; charset=UTF-8"
)

// object is a JSON object.
type object = map[string]any

// answer is a whole response.
type answer = fault.Answer

// ok answers 200 as Grafana's handlers do.
func ok(v any) answer { return reply(http.StatusOK, v) }

// reply answers as Grafana's handlers do.
func reply(status int, v any) answer { return encode(status, plainJSON, v) }

// refuse answers as Grafana's middleware does.
func refuse(status int, v any) answer { return encode(status, charsetJSON, v) }

func encode(status int, contentType string, v any) answer {
	body, err := json.Marshal(v)
	if err != nil {
		panic("encoding an answer: " + err.Error()) // maps, strings and numbers only
	}
	return answer{Status: status, Header: http.Header{"Content-Type": {contentType}}, Body: body}
}

// message answers with a sentence.
func message(status int, text string) answer { return reply(status, object{"message": text}) }

// webPage answers with a web page.
func webPage(status int, page string) answer {
	return answer{Status: status, Header: http.Header{"Content-Type": {htmlType}},
		Body: []byte(page)}
}

// redirect sends a browser elsewhere.
func redirect(to string) answer {
	a := webPage(http.StatusFound, `<a href="`+to+`">Found</a>.`)
	a.Header.Set("Location", to)
	return a
}

// denied is the refusal of a permission. Its id is the same for the same permission.
func denied(action string) answer {
	return refuse(http.StatusForbidden, object{
		"accessErrorId": "ACE" + strconv.Itoa(1_000_000_000+len(action)*7_919_113),
		"title":         "Access denied",
		"message": "You'll need additional permissions to perform this action. " +
			"Permissions needed: " + action,
	})
}

// notFound is the answer of a route that does not exist.
func notFound() answer { return refuse(http.StatusNotFound, object{"message": "Not found"}) }
