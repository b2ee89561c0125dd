// Pagewatch on AWS Lambda, behind Forge Remote: the function serves a Function URL with InvokeMode
// RESPONSE_STREAM.
//
// Its settings are environment variables, documented on service.Settings; deploy/lambda sets them.
// Connections are kept in Forge's hosted storage, opened by the app's system token that comes with
// each call; nothing is kept here. The audit goes to standard output and the log to standard error,
// as JSON lines; Lambda hands both to CloudWatch Logs. Wrong settings end the process with 1 before
// its first call, and a line for each variable that is wrong.
//
// Between a call's answer and the next call, when Lambda may freeze the process, what the call has
// left in memory is overwritten (internal/hygiene).
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
// connections that the call has opened. It returns only an error of the start.
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

// forgetConnections keeps the runtime's client from keeping connections: an idle one's buffers hold
// the end of the last answer. aws-lambda-go makes its client out of the default transport, and
// offers no other way to it. Nothing else here uses that one: calls go out through
// service.Deployment.Transport.
func forgetConnections() {
	if transport, ok := http.DefaultTransport.(*http.Transport); ok {
		transport.DisableKeepAlives = true
	}
}
