package lambda

import (
	"crypto/rand"
	"encoding/hex"
	"path/filepath"
	"time"
)

// memory is the function's size in MB, as in deploy/lambda/template.yaml. The process receives it
// as a variable; nothing enforces it.
const memory = "512"

// environment returns a process's whole environment. It passes on no variable of this process.
// Source: the page configuration-envvars, "Defined runtime environment variables". Lambda does not
// set AWS_EXECUTION_ENV for custom runtimes.
func (f *Function) environment(api string) []string {
	variables := map[string]string{}
	for name, value := range f.cfg.Variables {
		variables[name] = value
	}
	stream := make([]byte, 16)
	_, _ = rand.Read(stream)
	for name, value := range map[string]string{
		"_HANDLER":                        "bootstrap",
		"AWS_LAMBDA_RUNTIME_API":          api,
		"AWS_LAMBDA_FUNCTION_NAME":        f.cfg.Name,
		"AWS_LAMBDA_FUNCTION_VERSION":     "$LATEST",
		"AWS_LAMBDA_FUNCTION_MEMORY_SIZE": memory,
		"AWS_LAMBDA_INITIALIZATION_TYPE":  "on-demand",
		"AWS_LAMBDA_LOG_GROUP_NAME":       "/aws/lambda/" + f.cfg.Name,
		"AWS_LAMBDA_LOG_STREAM_NAME": time.Now().UTC().Format("2006/01/02/") + "[$LATEST]" +
			hex.EncodeToString(stream),
		"AWS_REGION":            f.cfg.Region,
		"AWS_DEFAULT_REGION":    f.cfg.Region,
		"AWS_ACCESS_KEY_ID":     f.cfg.AccessKeyID.Reveal(),
		"AWS_SECRET_ACCESS_KEY": f.cfg.SecretAccessKey.Reveal(),
		"AWS_SESSION_TOKEN":     f.cfg.SessionToken.Reveal(),
		"LAMBDA_TASK_ROOT":      filepath.Dir(f.cfg.Binary),
		"LAMBDA_RUNTIME_DIR":    "/var/runtime",
		"LANG":                  "en_US.UTF-8",
		"PATH":                  "/usr/local/bin:/usr/bin/:/bin:/opt/bin",
		"TZ":                    ":UTC",
	} {
		variables[name] = value
	}
	var out []string
	for name, value := range variables {
		out = append(out, name+"="+value)
	}
	return out
}
