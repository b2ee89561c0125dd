package lambda_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"

	imitated "pagewatch/internal/sim/lambda"
)

// echoed is the answer of the mode echo: everything that the process received.
type echoed struct {
	Event       json.RawMessage
	Environment []string
	Deadline    time.Time
	Header      http.Header
}

type response = events.LambdaFunctionURLStreamingResponse

// function is the program of the processes.
func function() {
	mode := os.Getenv("MODE")
	switch mode {
	case "exit":
		fmt.Fprintln(os.Stderr, "cannot work")
		os.Exit(3)
	case "mute":
		select {}
	case "init-error":
		post("/init/error", `{"errorMessage":"no settings"}`)
		select {}
	case "echo":
		echo()
	case "silent":
		for {
			_, _, _ = next() // and no answer
		}
	case "misbehave":
		misbehave()
	}
	lambda.StartHandlerFunc(
		func(ctx context.Context, event events.LambdaFunctionURLRequest) (io.Reader, error) {
			return answer(ctx, mode, event)
		})
}

func answer(ctx context.Context, mode string, event events.LambdaFunctionURLRequest) (io.Reader,
	error) {
	ok := &response{Headers: map[string]string{"Content-Type": "text/plain"}}
	switch mode {
	case "count":
		ok.Body = strings.NewReader(strconv.Itoa(len(event.Body)))
	case "pid":
		ok.Body = strings.NewReader(strconv.Itoa(os.Getpid()))
	case "gate": // one piece, the gate, another
		ok.Body = io.MultiReader(strings.NewReader("first "), gate{}, strings.NewReader("second"))
	case "error":
		return nil, errors.New("no answer")
	case "error-later":
		ok.Body = io.MultiReader(strings.NewReader("first "), gate{}, broken{})
	case "crash":
		os.Exit(2)
	case "crash-later":
		ok.Body = io.MultiReader(strings.NewReader("first "), gate{}, crash{})
	case "hang":
		<-ctx.Done()
		select {}
	case "hang-later":
		ok.Body = io.MultiReader(strings.NewReader("first "), hang{})
	case "plain":
		return strings.NewReader("as it is"), nil
	case "bad-head":
		return raw{strings.NewReader(event.Body)}, nil
	case "long-line":
		fmt.Println(strings.Repeat("x", 300<<10))
	case "lines":
		fmt.Println("out")
		fmt.Fprint(os.Stderr, "err", "or\n", "rest")
	}
	return ok, nil
}

// gate is an empty reader that blocks until the test opens it.
type gate struct{}

func (gate) Read([]byte) (int, error) {
	resp, err := http.Get(os.Getenv("GATE"))
	if err != nil {
		return 0, err
	}
	_ = resp.Body.Close()
	return 0, io.EOF
}

type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, errors.New("the source is dry") }

type crash struct{}

func (crash) Read([]byte) (int, error) { os.Exit(2); return 0, nil }

type hang struct{}

func (hang) Read([]byte) (int, error) { select {} }

// raw is an answer whose head the test wrote.
type raw struct{ r io.Reader }

func (r raw) Read(p []byte) (int, error) { return r.r.Read(p) }

func (raw) ContentType() string { return "application/vnd.awslambda.http-integration-response" }

const api = "/2018-06-01/runtime"

// next, post and send speak to the Runtime API without aws-lambda-go.
func next() (http.Header, []byte, error) {
	resp, err := http.Get("http://" + os.Getenv("AWS_LAMBDA_RUNTIME_API") + api +
		"/invocation/next")
	if err != nil {
		os.Exit(0) // the function was closed
	}
	defer func() { _ = resp.Body.Close() }()
	payload, err := io.ReadAll(resp.Body)
	return resp.Header, payload, err
}

func post(path, body string) int { return send(http.MethodPost, path, body, nil) }

func send(method, path, body string, change func(*http.Request)) int {
	req, err := http.NewRequest(method, "http://"+os.Getenv("AWS_LAMBDA_RUNTIME_API")+api+path,
		strings.NewReader(body))
	if err != nil {
		return 0
	}
	req.Header.Set("Content-Type", string(raw{}.ContentType()))
	if change != nil {
		change(req)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return 0
	}
	_ = resp.Body.Close()
	return resp.StatusCode
}

func echo() {
	for {
		header, payload, err := next()
		if err != nil {
			os.Exit(1)
		}
		ms, _ := strconv.ParseInt(header.Get("Lambda-Runtime-Deadline-Ms"), 10, 64)
		body, _ := json.Marshal(echoed{payload, os.Environ(), time.UnixMilli(ms), header})
		r := &response{StatusCode: http.StatusTeapot,
			Headers: map[string]string{"X-Answer": "yes", "Content-Length": "1"},
			Cookies: []string{"c=1", "d=2"}, Body: bytes.NewReader(body)}
		whole, _ := io.ReadAll(r)
		post("/invocation/"+header.Get("Lambda-Runtime-Aws-Request-Id")+"/response", string(whole))
	}
}

// misbehave breaks the rules of a runtime, and answers with the statuses that it received.
func misbehave() {
	header, _, _ := next()
	id := "/invocation/" + header.Get("Lambda-Runtime-Aws-Request-Id")
	got := []int{
		post("/invocation/another/response", ""),
		send(http.MethodGet, "/invocation/next", "",
			func(r *http.Request) { r.Host = "evil.example" }),
		send(http.MethodGet, "/invocation/next", "",
			func(r *http.Request) { r.Header.Set("Origin", "http://evil.example") }),
		send(http.MethodGet, "/invocation/next", "",
			func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "cross-site") }),
		send(http.MethodGet, "/invocation/soon", "", nil),
	}
	head := `{"statusCode":200}` + strings.Repeat("\x00", 8)
	post(id+"/response", head+fmt.Sprint(got))
	fmt.Println("a second answer:", post(id+"/response", head), post(id+"/error", head))
	for {
		_, _, _ = next()
	}
}

// parent starts a function whose process must not outlive it, prints its id, and waits to be
// killed.
func parent() {
	binary, _ := os.Executable()
	f, err := imitated.New(imitated.Config{
		Binary: binary, Variables: map[string]string{"MODE": "pid"},
		Log: slog.New(slog.DiscardHandler), Stdout: io.Discard, Stderr: io.Discard,
	})
	if err != nil {
		os.Exit(1)
	}
	w := httptest.NewRecorder()
	f.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/", nil))
	fmt.Println(w.Body.String())
	select {}
}
