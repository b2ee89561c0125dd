// Pagewatch on AWS Lambda, behind Forge Remote: the function serves a Function URL with InvokeMode RESPONSE_STREAM.
//
// Its settings are environment variables, documented on service.Settings; deploy/lambda sets them. Connections are kept
// in Forge's hosted storage, opened by the app's system token that comes with each call; nothing is kept here. The audit
// goes to standard output and the log to standard error, as JSON lines; Lambda hands both to CloudWatch Logs. Wrong
// settings end the process with 1 before its first call, and a line for each variable that is wrong.
package main

import (
	"fmt"
	"log/slog"
	"os"

	"github.com/aws/aws-lambda-go/lambda"

	"pagewatch/internal/service"
)

func main() {
	err := serve(os.Getenv, service.Home{Audit: os.Stdout, Log: slog.New(slog.NewJSONHandler(os.Stderr, nil))})
	fmt.Fprintln(os.Stderr, "pagewatch:", err)
	os.Exit(1)
}

// serve answers calls until Lambda ends the process. It returns only where it cannot begin.
func serve(getenv func(string) string, home service.Home) error {
	settings, err := service.FromEnvironment(getenv)
	if err != nil {
		return err
	}
	handler, err := service.New(settings, home)
	if err != nil {
		return err
	}
	lambda.StartHandlerFunc(answering(inTime(handler), home.Log))
	return nil // not reached: the runtime's loop ends with the process
}
