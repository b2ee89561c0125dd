// Pagewatch on AWS Lambda, behind Forge Remote: the function serves a Function URL with InvokeMode RESPONSE_STREAM.
//
// Its settings are environment variables, documented on service.Settings. Connections are kept in Forge's hosted
// storage, opened by the app's system token that comes with each call; nothing is kept here. The audit goes to standard
// output, which Lambda hands to CloudWatch Logs.
package main

import (
	"fmt"
	"log/slog"
	"os"

	"github.com/aws/aws-lambda-go/lambdaurl"

	"pagewatch/internal/service"
)

func main() {
	settings, err := service.FromEnvironment(os.Getenv)
	if err != nil {
		fmt.Fprintln(os.Stderr, "pagewatch:", err)
		os.Exit(1)
	}
	handler, err := service.New(settings, service.Home{
		Audit: os.Stdout,
		Log:   slog.New(slog.NewJSONHandler(os.Stderr, nil)),
	})
	if err != nil {
		fmt.Fprintln(os.Stderr, "pagewatch:", err)
		os.Exit(1)
	}
	lambdaurl.Start(handler)
}
