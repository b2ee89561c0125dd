package lambda

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"strings"
)

const (
	// integrated is the content type of an answer that begins with its head.
	integrated = "application/vnd.awslambda.http-integration-response"
	// maxHead bounds the head in bytes. Function URLs document none; this is API Gateway's.
	maxHead = 16 << 10

	trailerErrorType = "Lambda-Runtime-Function-Error-Type"

	internalServerError = "Internal Server Error"
)

// answer is the process's answer to a call.
type answer struct {
	contentType string
	body        io.Reader
	// trailer returns the body's trailer, after the body was read.
	trailer func() http.Header
	// failed is true where the process posted an error in place of an answer.
	failed bool
	// sent is closed after the body was read.
	sent chan struct{}
}

// head is the beginning of an answer: JSON, then eight NUL bytes.
type head struct {
	StatusCode int               `json:"statusCode"`
	Headers    map[string]string `json:"headers"`
	Cookies    []string          `json:"cookies"`
}

var errHead = errors.New("the answer does not begin with a head")

// send forwards the answer piece by piece. It reports false where the answer was cut after its head
// was sent. A client that disconnects changes nothing for the process: send reads the rest of its
// output.
func (a answer) send(w http.ResponseWriter, log *slog.Logger) (whole bool) {
	body := bufio.NewReader(a.body)
	h := head{StatusCode: http.StatusOK, Headers: map[string]string{"Content-Type": a.contentType}}
	var err error
	if a.contentType == integrated {
		h, err = readHead(body)
	}
	if a.failed || err != nil {
		_, _ = io.Copy(io.Discard, body)
		log.Error("Lambda: a call failed", "reported", a.failed, "error", err)
		say(w, http.StatusBadGateway, internalServerError)
		return true
	}
	for name, value := range h.Headers {
		w.Header().Set(name, value)
	}
	for _, cookie := range h.Cookies {
		w.Header().Add("Set-Cookie", cookie)
	}
	w.WriteHeader(h.StatusCode)
	flush := http.NewResponseController(w).Flush
	_ = flush()
	if err := forward(w, body, flush); err != nil {
		log.Error("Lambda: an answer broke off", "error", err)
		return false
	}
	if failure := a.trailer().Get(trailerErrorType); failure != "" {
		log.Error("Lambda: an answer ended with an error", "type", failure)
		return false
	}
	return true
}

// forward copies the body to the client piece by piece. Its error is a read error.
func forward(w io.Writer, body io.Reader, flush func() error) error {
	piece := make([]byte, 32<<10)
	for {
		n, err := body.Read(piece)
		if n > 0 {
			_, _ = w.Write(piece[:n])
			_ = flush()
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// readHead reads the head and the eight NUL bytes after it.
func readHead(body *bufio.Reader) (head, error) {
	separator := make([]byte, 8)
	var raw []byte
	for !bytes.HasSuffix(raw, separator) {
		b, err := body.ReadByte()
		if err != nil || len(raw) > maxHead {
			return head{}, errHead
		}
		raw = append(raw, b)
	}
	h := head{StatusCode: http.StatusOK}
	if err := json.Unmarshal(raw[:len(raw)-len(separator)], &h); err != nil || h.StatusCode < 200 ||
		h.StatusCode > 599 {
		return head{}, errHead
	}
	for name := range h.Headers {
		switch strings.ToLower(name) {
		case "connection", "transfer-encoding", "content-length", "date":
			delete(h.Headers, name) // the Function URL sets these itself
		}
	}
	return h, nil
}

// say answers with a message of Lambda itself.
func say(w http.ResponseWriter, status int, message string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(map[string]string{"Message": message})
}
