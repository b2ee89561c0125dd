package stage

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"net/http"
	"os/exec"
	"time"

	"pagewatch/internal/local/child"
	"pagewatch/internal/secret"
)

// operator returns what an operator of any home sets. Freed memory, stacks and dumps are as in a release: GOTRACEBACK is
// what the image and the function's template set.
func (s *Stage) operator() map[string]string {
	principal := s.Cloud.Principal()
	return map[string]string{
		"PAGEWATCH_KEYS": secret.NewKey("k"), "PAGEWATCH_PRINCIPAL_ARN": principal.ARN,
		"AWS_ACCESS_KEY_ID": principal.AccessKeyID, "AWS_SECRET_ACCESS_KEY": principal.SecretAccessKey,
		"PAGEWATCH_ALARM_RATE": "1000", // who measures asks more often than people
		"GOTRACEBACK":          "none",
	}
}

// principalKeys are those that Lambda sets and a function's own variables may not.
type principalKeys struct{ id, secret secret.Value }

// awsKeys takes the principal's keys out of the settings.
func awsKeys(env map[string]string) principalKeys {
	keys := principalKeys{secret.New(env["AWS_ACCESS_KEY_ID"]), secret.New(env["AWS_SECRET_ACCESS_KEY"])}
	delete(env, "AWS_ACCESS_KEY_ID")
	delete(env, "AWS_SECRET_ACCESS_KEY")
	return keys
}

// start starts a program that listens, and waits until it is well.
func (s *Stage) start(ctx context.Context, env map[string]string) error {
	maps.Copy(env, s.cfg.Env)
	cmd := exec.Command(s.cfg.Binary)
	cmd.Dir, cmd.Stdout, cmd.Stderr, cmd.WaitDelay = s.folder, s.cfg.Output, s.cfg.Output, time.Second
	cmd.Env = []string{} // nothing of this process's own
	for name, value := range env {
		cmd.Env = append(cmd.Env, name+"="+value)
	}
	var err error
	if s.program, err = child.Start(cmd); err != nil {
		return err
	}
	s.later(func() {
		ctx, cancel := context.WithTimeout(context.Background(), wellTime)
		defer cancel()
		_ = s.program.Stop(ctx)
	})
	ctx, cancel := context.WithTimeout(ctx, wellTime)
	defer cancel()
	return s.well(ctx)
}

// well waits until the program answers.
func (s *Stage) well(ctx context.Context) error {
	for {
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, s.url+"/healthz", nil)
		if err != nil {
			return err
		}
		if resp, err := direct.RoundTrip(req); err == nil {
			_ = resp.Body.Close()
			if resp.StatusCode == http.StatusOK {
				return nil
			}
			return fmt.Errorf("it is not well: %s", resp.Status)
		}
		select {
		case <-s.program.Gone():
			return fmt.Errorf("it ended at once: %w", s.program.Err())
		case <-ctx.Done():
			return errors.New("it was not well in time")
		case <-time.After(200 * time.Microsecond):
		}
	}
}

// direct opens a connection for each request, as the platform in front of a program may.
var direct = &http.Transport{DisableKeepAlives: true, DisableCompression: true}

func quiet() *slog.Logger { return slog.New(slog.DiscardHandler) }
