package main

import (
	"context"
	"encoding/json"
	"log/slog"

	"pagewatch/internal/secret"
	"pagewatch/internal/sim/lambda"
)

// lambdaTarget runs the built function behind a simulation of AWS Lambda and its Function URL.
func lambdaTarget(_ context.Context, w world) (backend, error) {
	variables, err := w.variables()
	if err != nil {
		return backend{}, err
	}
	function, err := lambda.New(lambda.Config{
		Binary: w.opts.program(), Variables: variables,
		Region:          variables["AWS_REGION"],
		AccessKeyID:     secret.New(variables["AWS_ACCESS_KEY_ID"]),
		SecretAccessKey: secret.New(variables["AWS_SECRET_ACCESS_KEY"]),
		SessionToken:    secret.New(variables["AWS_SESSION_TOKEN"]),
		Log:             w.log, Stdout: w.audit, Stderr: functionLog{w.log},
	})
	if err != nil {
		return backend{}, err
	}
	return backend{function, function.Close}, nil
}

// functionLog writes the lines that a function logs to Pagewatch's own log.
type functionLog struct{ log *slog.Logger }

// Write takes one line.
func (f functionLog) Write(line []byte) (int, error) {
	var record struct{ Level slog.Level }
	if json.Unmarshal(line, &record) != nil {
		record.Level = slog.LevelError // a fatal error, or the trace of a panic
	}
	f.log.Log(context.Background(), record.Level, "from the function", "line", string(line))
	return len(line), nil
}
