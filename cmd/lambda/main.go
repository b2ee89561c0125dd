// Pagewatch on AWS Lambda, behind Forge Remote: the function serves a Function URL with InvokeMode
// RESPONSE_STREAM.
//
// Its settings are environment variables, documented on service.Settings; deploy/lambda sets them.
// Connections are stored in Forge's hosted storage, which the app's system token of each call
// opens; the function stores nothing. The audit goes to standard output and the log to standard
// error, as JSON lines; Lambda forwards both to CloudWatch Logs. Wrong settings end the process
// with 1 before its first call, and a line for each wrong variable.
//
// Between a call's answer and the next call, when Lambda may freeze the process, the memory that
// the call has used is overwritten (internal/hygiene).
package main

import (
	"fmt"
	"log/slog"
	"net/http"
	"os"

	"github.com/aws/aws-lambda-go/lambda"

	"pagewatch/internal/egress"
	"pagewatch/internal/hygiene"
	"pagewatch/internal/service"
)

func main() {
	log := slog.New(slog.NewJSONHandler(os.Stderr, nil))
	hygiene.Prepare(log)
	connections := egress.NewConnections()
	err := serve(os.Getenv, service.Deployment{Audit: os.Stdout, Log: log, Transport: connections},
		connections.CloseIdleConnections)
	fmt.Fprintln(os.Stderr, "pagewatch:", err)
	os.Exit(1)
}

// serve answers calls until Lambda ends the process, one at a time; after each it closes the
// connections that the call has opened. It returns only if it cannot start.
func serve(getenv func(string) string, d service.Deployment, closeConnections func()) error {
	settings, err := service.FromEnvironment(getenv)
	if err != nil {
		return err
	}
	handler, err := service.New(settings, d)
	if err != nil {
		return err
	}
	forgetConnections()
	lambda.StartHandlerFunc(
		answering(inTime(handler), d.Log,
			rest{closeConnections, hygiene.Afterwards(hygiene.Clear)}))
	return nil // not reached: the runtime's loop ends with the process
}

// forgetConnections stops the runtime's client from keeping connections: an idle one's buffers
// contain the end of the last answer. aws-lambda-go derives its client from the default transport,
// and offers no other access to it. Nothing else here uses that transport: calls leave through
// service.Deployment.Transport.
func forgetConnections() {
	if transport, ok := http.DefaultTransport.(*http.Transport); ok {
		transport.DisableKeepAlives = true
	}
}
