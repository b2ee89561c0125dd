package grafana

import (
	"encoding/json"
	"net"
	"net/http"
	"strconv"
)

// The content types of Grafana's answers. Handlers and middleware differ in the charset.
const (
	plainJSON   = "application/json"
	charsetJSON = "application/json; charset=UTF-8"
	htmlType    = "text/html; charset=UTF-8"
)

// object is a JSON object.
type object = map[string]any

// answer is a whole response before it is sent or spoilt by a fault.
type answer struct {
	status int
	header http.Header
	body   []byte
}

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
	return answer{status, http.Header{"Content-Type": {contentType}}, body}
}

// message answers with a sentence.
func message(status int, text string) answer { return reply(status, object{"message": text}) }

// redirect sends a browser elsewhere.
func redirect(to string) answer {
	return answer{http.StatusFound, http.Header{"Location": {to}, "Content-Type": {htmlType}},
		[]byte(`<a href="` + to + `">Found</a>.`)}
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

// send writes an answer in one go.
func (a answer) send(w http.ResponseWriter) {
	a.writeHeader(w)
	w.Write(a.body) // the client may be gone; the error has no receiver
}

// sendHalf promises the whole body, sends half of it and resets the connection.
func (a answer) sendHalf(w http.ResponseWriter) {
	a.writeHeader(w)
	w.Write(a.body[:len(a.body)/2])
	http.NewResponseController(w).Flush()
	reset(w)
}

func (a answer) writeHeader(w http.ResponseWriter) {
	for name, values := range a.header {
		w.Header()[name] = values
	}
	w.Header().Set("Content-Length", strconv.Itoa(len(a.body)))
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(a.status)
}

// reset drops the connection, with a TCP reset where possible, so that the client cannot take the
// part it has for a whole answer. The server closes a connection that cannot be hijacked.
func reset(w http.ResponseWriter) {
	conn, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	if tcp, ok := conn.(*net.TCPConn); ok {
		tcp.SetLinger(0)
	}
	conn.Close()
}
