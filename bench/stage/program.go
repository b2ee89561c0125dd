package stage

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"net/http"
	"os/exec"
	"syscall"
	"time"

	"pagewatch/internal/secret"
	"pagewatch/internal/sim/child"
)

// operator returns the settings of an operator of any target. Freed memory, stacks and dumps are as
// in a release: the image and the function's template set GOTRACEBACK.
func (s *Stage) operator() map[string]string {
	principal := s.Cloud.Principal()
	return map[string]string{
		"PAGEWATCH_KEYS": secret.NewKey("k"), "PAGEWATCH_PRINCIPAL_ARN": principal.ARN,
		"AWS_ACCESS_KEY_ID":     principal.AccessKeyID,
		"AWS_SECRET_ACCESS_KEY": principal.SecretAccessKey,
		"PAGEWATCH_ALARM_RATE":  "1000", // a benchmark sends more requests than people
		"GOTRACEBACK":           "none",
	}
}

// principalKeys are the keys that Lambda sets; a function's own variables may not set them.
type principalKeys struct{ id, secret secret.Value }

// awsKeys takes the principal's keys out of the environment.
func awsKeys(env map[string]string) principalKeys {
	keys := principalKeys{secret.New(env["AWS_ACCESS_KEY_ID"]),
		secret.New(env["AWS_SECRET_ACCESS_KEY"])}
	delete(env, "AWS_ACCESS_KEY_ID")
	delete(env, "AWS_SECRET_ACCESS_KEY")
	return keys
}

// start starts a program that listens, and waits until it is healthy.
func (s *Stage) start(ctx context.Context, env map[string]string) error {
	maps.Copy(env, s.cfg.Env)
	s.env = []string{} // nothing of this process's own
	for name, value := range env {
		s.env = append(s.env, name+"="+value)
	}
	var err error
	if s.program, err = child.Start(s.command()); err != nil {
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

func (s *Stage) command() *exec.Cmd {
	cmd := exec.Command(s.cfg.Binary)
	cmd.Dir, cmd.Env, cmd.Stdout, cmd.Stderr, cmd.WaitDelay = s.folder, s.env, s.cfg.Output,
		s.cfg.Output, time.Second
	return cmd
}

// well waits until the program answers its health check.
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

// direct opens a connection for each request, as the platform's proxy in front of a program may.
var direct = &http.Transport{DisableKeepAlives: true, DisableCompression: true}

func quiet() *slog.Logger { return slog.New(slog.DiscardHandler) }

// Restart kills the program and starts it again with the same upstreams and connections. It returns
// the time from the start until the program is healthy. A function only starts with its next call,
// so its time is zero.
func (s *Stage) Restart(ctx context.Context) (time.Duration, error) {
	if s.function != nil {
		for _, pid := range s.function.Processes() {
			_ = syscall.Kill(pid, syscall.SIGKILL)
		}
		for len(s.function.Processes()) > 0 {
			if err := ctx.Err(); err != nil {
				return 0, err
			}
			time.Sleep(time.Millisecond)
		}
		return 0, nil
	}
	_ = syscall.Kill(s.program.Pid(), syscall.SIGKILL)
	<-s.program.Gone()
	ctx, cancel := context.WithTimeout(ctx, wellTime)
	defer cancel()
	began := time.Now()
	var err error
	if s.program, err = child.Start(s.command()); err != nil {
		return 0, err
	}
	err = s.well(ctx)
	return time.Since(began), err
}
