package main

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambdaurl"

	"pagewatch/internal/service/servicetest"
)

// invoke calls the wrapped backend the way the Lambda runtime does.
func invoke(t *testing.T, b http.Handler, req *events.LambdaFunctionURLRequest) *events.LambdaFunctionURLStreamingResponse {
	t.Helper()
	resp, err := lambdaurl.Wrap(b)(context.Background(), req)
	if err != nil {
		t.Fatal(err)
	}
	return resp
}

func request(method, path, body string, headers map[string]string) *events.LambdaFunctionURLRequest {
	req := &events.LambdaFunctionURLRequest{RawPath: path, Headers: headers, Body: body}
	req.RequestContext.HTTP.Method = method
	req.RequestContext.HTTP.Path = path
	req.RequestContext.DomainName = "pagewatch.example.com"
	return req
}

// TestViewsStreamThroughAFunctionURL asks for a view and opens its grant, both through lambdaurl.
func TestViewsStreamThroughAFunctionURL(t *testing.T) {
	b := servicetest.New(t, nil)
	id := b.LinkRole(nil)
	headers := map[string]string{
		"authorization": "Bearer " + b.Token(servicetest.Call{}), "content-type": "application/json",
		"x-forge-oauth-user": "user-token-ada", "x-forge-oauth-system": "system-token",
	}
	view := invoke(t, b, request("POST", "/v1/views", `{"answer":"stream","sources":[{"connection":"`+id+`","region":"eu-central-1"}]}`, headers))
	body, err := io.ReadAll(view)
	if err != nil || view.StatusCode != 200 {
		t.Fatalf("%d %s %v", view.StatusCode, body, err)
	}
	_, rest, _ := strings.Cut(string(body), `"grant":"`)
	grant, _, _ := strings.Cut(rest, `"`)
	stream := invoke(t, b, request("POST", "/v1/stream", grant, map[string]string{"origin": servicetest.Origin, "content-type": "text/plain"}))
	whole, err := io.ReadAll(stream)
	// The platform takes what stands before eight NUL bytes for the answer's head.
	_, records, _ := bytes.Cut(whole, make([]byte, 8))
	if err != nil || stream.StatusCode != 200 || stream.Headers["Content-Type"] != "application/x-ndjson" ||
		!bytes.HasPrefix(records, []byte(`{"type":"source"`)) || !bytes.Contains(records, []byte(`{"type":"end"`)) {
		t.Errorf("%d %v %.200s %v", stream.StatusCode, stream.Headers, records, err)
	}
}

// TestAWrongEnvironmentStopsTheStart runs the binary: it must say which variables are wrong before anything else.
func TestAWrongEnvironmentStopsTheStart(t *testing.T) {
	binary := filepath.Join(t.TempDir(), "bootstrap")
	if out, err := exec.Command("go", "build", "-tags", "lambda.norpc", "-o", binary, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	cmd := exec.Command(binary)
	cmd.Env = []string{"PATH=" + os.Getenv("PATH")}
	out, err := cmd.CombinedOutput()
	if err == nil || !strings.Contains(string(out), "PAGEWATCH_KEYS") || !strings.Contains(string(out), "PAGEWATCH_APP_ID") {
		t.Errorf("%v\n%s", err, out)
	}
}
