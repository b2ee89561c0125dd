package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os/exec"
	"path/filepath"
	"strconv"
	"sync/atomic"
	"time"

	"pagewatch/internal/cloudwatch/region"
	"pagewatch/internal/platform/manifest"
	"pagewatch/internal/sim"
	"pagewatch/internal/sim/child"
	"pagewatch/internal/sim/ports"
	"pagewatch/internal/sim/sidecar"
)

const (
	// containerTime is how long the platform waits for a container to become healthy, and probeTime
	// the timeout of a health check. Source: Forge containers reference, managing a service.
	containerTime = 50 * time.Second
	probeTime     = 3 * time.Second
	probePause    = 50 * time.Millisecond
)

// containerApp makes the app of the container service in a folder: its manifest, and pages and
// functions that call the service. It returns the options that lead there.
func containerApp(o options, to string) (options, error) {
	partition, sts := "", "" // the simulated AWS is the commercial one
	if o.leavesSimulation() {
		partition, sts = o.getenv("PAGEWATCH_PARTITION"), o.getenv("AWS_REGION")
	}
	aws, _ := region.Of(or(partition, "aws"))
	built := manifest.Built{
		Manifest: o.manifest, UI: o.ui,
		Functions: map[manifest.Target]string{
			manifest.Container: filepath.Join(filepath.Dir(o.ui), "function-container")},
	}
	err := manifest.Folder(to, built, manifest.Options{
		Target: manifest.Container, Image: "local",
		WithoutAWS: o.withoutAWS(), Partition: aws, STSRegion: sts,
	})
	o.manifest, o.ui = filepath.Join(to, "manifest.yml"), filepath.Join(to, "ui")
	return o, err
}

// containerTarget runs the built container as a process of its own, between the two sides of an
// simulated sidecar.
func containerTarget(ctx context.Context, w world) (backend, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return backend{}, fmt.Errorf("opening the sidecar: %w", err)
	}
	port, err := ports.Free(1)
	if err != nil {
		_ = listener.Close()
		return backend{}, err
	}
	side := sidecar.New(sidecarConfig(w, port))
	origin := "http://" + listener.Addr().String()
	outwards := &http.Server{Handler: sim.ForPrograms(origin, side.Egress()),
		ReadHeaderTimeout: probeTime}
	go func() { _ = outwards.Serve(listener) }()
	container, err := startContainer(ctx, w, origin, port)
	if err != nil {
		_ = outwards.Close()
		return backend{}, err
	}
	stop := func(ctx context.Context) error {
		return errors.Join(container.stop(ctx), outwards.Close())
	}
	return backend{side.Ingress(), stop}, nil
}

// sidecarConfig describes the sidecar of a container at that port. Where AWS is not simulated,
// calls leave this machine.
func sidecarConfig(w world, port int) sidecar.Config {
	cfg := sidecar.Config{
		AppID: w.around.AppID, JWKSURL: w.around.JWKSURL, Atlassian: w.around.AtlassianAPI,
		Hosts:   w.around.Service.Hosts,
		Service: "http://" + net.JoinHostPort("127.0.0.1", strconv.Itoa(port)),
		Grafana: w.stacks,
	}
	if w.cloud != nil { // a nil *Cloud in the interface would not be nil
		cfg.AWS = w.cloud
	}
	return cfg
}

// container is the process. drained is closed when it has ended and all of its output is forwarded.
// stopping is set before it is stopped: its end is no error then.
type container struct {
	*child.Child
	drained  chan struct{}
	stopping atomic.Bool
}

// stop ends the process and waits until its output is forwarded: the audit is part of it.
func (c *container) stop(ctx context.Context) error {
	c.stopping.Store(true)
	err := c.Stop(ctx)
	<-c.drained
	return err
}

// startContainer starts the process and waits until it is healthy.
func startContainer(ctx context.Context, w world, sidecar string, port int) (*container, error) {
	env, err := containerEnvironment(w, sidecar, port)
	if err != nil {
		return nil, err
	}
	cmd := exec.Command(w.opts.program())
	cmd.Env = env
	output, written := io.Pipe()
	cmd.Stdout, cmd.Stderr = written, written
	running, err := child.Start(cmd)
	if err != nil {
		return nil, err
	}
	c := &container{Child: running, drained: make(chan struct{})}
	go func() { forward(w, output); close(c.drained) }()
	go func() { <-c.Gone(); _ = written.Close() }()
	if err := waitUntilHealthy(ctx, c.Child,
		"http://127.0.0.1:"+strconv.Itoa(port)+"/healthz"); err != nil {
		stopping, cancel := context.WithTimeout(context.WithoutCancel(ctx), probeTime)
		defer cancel()
		return nil, errors.Join(err, c.stop(stopping))
	}
	go c.report(w.log)
	return c, nil
}

// report logs the end of the process, unless it was stopped.
func (c *container) report(log *slog.Logger) {
	if <-c.Gone(); !c.stopping.Load() {
		log.Error("the container has ended, and nothing answers: stop Pagewatch and start it again",
			"error", c.Err())
	}
}

// containerEnvironment returns the whole environment of the process: the operator's variables and
// the platform's.
func containerEnvironment(w world, sidecar string, port int) ([]string, error) {
	if w.around.Service.Key == "" {
		return nil, errors.New(
			"the manifest has no service: pagewatch app --target container makes one that has")
	}
	variables, err := w.variables()
	if err != nil {
		return nil, err
	}
	for _, name := range []string{
		"PAGEWATCH_APP_ID", "PAGEWATCH_STREAM_URL", "PAGEWATCH_STREAM_ORIGINS",
		"PAGEWATCH_JWKS_URL", "PAGEWATCH_ATLASSIAN_API",
		stsEndpoint, cloudWatchEndpoint, grafanaOrigin,
	} {
		delete(variables, name) // unused: a container has the sidecar
	}
	s := w.around.Service
	for name, value := range map[string]string{
		"SERVER_PORT": strconv.Itoa(port), "FORGE_APP_ARI": w.around.AppID,
		"FORGE_ENV_ARI": s.EnvironmentARI, "FORGE_SERVICE_KEY": s.Key,
		"FORGE_CONTAINER_KEY": s.Container, "FORGE_IMAGE_TAG": s.Tag,
		"FORGE_EGRESS_PROXY_URL": sidecar,
		"PAGEWATCH_LISTEN_HOST":  "127.0.0.1",
	} {
		variables[name] = value
	}
	var out []string
	for name, value := range variables {
		out = append(out, name+"="+value)
	}
	return out, nil
}

// waitUntilHealthy probes a container as the platform does, until it is healthy or has ended.
func waitUntilHealthy(ctx context.Context, container *child.Child, health string) error {
	ctx, cancel := context.WithTimeout(ctx, containerTime)
	defer cancel()
	client := &http.Client{Timeout: probeTime, Transport: &http.Transport{DisableKeepAlives: true}}
	for {
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, health, nil)
		if err != nil {
			return fmt.Errorf("probing the container: %w", err)
		}
		resp, err := client.Do(req)
		if err == nil {
			_ = resp.Body.Close()
			if resp.StatusCode >= 200 && resp.StatusCode < 400 {
				return nil
			}
		}
		select {
		case <-container.Gone():
			return fmt.Errorf("the container ended before it was well; its output is above")
		case <-ctx.Done():
			return fmt.Errorf("the container was not well in time: %w", ctx.Err())
		case <-time.After(probePause):
		}
	}
}

// forward writes the audit's lines of a container's output to the audit, and all others to the log.
func forward(w world, output io.Reader) {
	lines := bufio.NewReader(output)
	for {
		line, err := lines.ReadBytes('\n')
		var head struct{ Level, Msg string }
		known := json.Unmarshal(line, &head) == nil
		var level slog.Level
		switch {
		case known && head.Msg == "audit":
			_, err = w.audit.Write(line)
			if err != nil {
				w.log.Error("an audit record was lost", "error", err)
			}
			continue
		case !known || level.UnmarshalText([]byte(head.Level)) != nil:
			level = slog.LevelError // a panic's trace, or FATAL
		}
		if len(line) > 0 {
			w.log.Log(context.Background(), level, "from the container", "line", string(line))
		}
		if err != nil {
			return
		}
	}
}

func or(value, fallback string) string {
	if value == "" {
		return fallback
	}
	return value
}
