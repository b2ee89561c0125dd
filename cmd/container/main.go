// Pagewatch as a Forge container service: Atlassian runs it beside a sidecar, which all ingress and
// egress goes through.
//
// The platform sets SERVER_PORT, FORGE_EGRESS_PROXY_URL and FORGE_APP_ARI. The operator sets the
// rest with `forge variables set`, secrets with --encrypt; all of it is documented on
// service.Settings. PAGEWATCH_LISTEN_HOST is for tests: the one address to listen on; on the
// platform it is every address. Connections are kept in Forge's hosted storage; nothing is kept
// here, and no file is written. Every answer is inline: browsers cannot reach a container.
//
// The heap is limited to a part of the container's memory (memory.go), unless GOMEMLIMIT sets the
// limit. Memory also bounds the connections that are open at a time (connections.go); service.New
// bounds the calls that are admitted. Others wait.
//
// GET /healthz answers as soon as the port is open. On SIGTERM the process accepts the connections
// that are queued already and no others, finishes the calls under way, for at most a minute of the
// five that the platform allows, and exits with 0. With wrong settings it exits with 1 and one line
// that names every variable. Log and audit are JSON lines on standard output (lines.go).
//
// Once no call has been under way for 100 ms, what calls have left in memory is overwritten
// (internal/hygiene).
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"runtime/debug"
	"strconv"
	"syscall"
	"time"

	"pagewatch/internal/hygiene"
	"pagewatch/internal/service"
)

const (
	// drainTime bounds what is under way after SIGTERM: an uninstall may take 50 s, everything else
	// 25 s.
	drainTime = time.Minute
	// queueTime bounds how long connections that were queued at SIGTERM are accepted.
	queueTime = 10 * time.Second
	// readTime bounds a request, writeTime all of a call. The sidecar is on the same host; a slow
	// one is broken.
	readTime  = 10 * time.Second
	writeTime = time.Minute
	// maxHeader in bytes. No token comes in a header here.
	maxHeader = 8 << 10
)

func main() {
	log := slog.New(lines(os.Stdout))
	hygiene.Prepare(log)
	limitMemory(os.DirFS("/"), os.Getenv)
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, os.Interrupt)
	err := run(ctx, os.Getenv, os.Stdout, log)
	stop()
	if err != nil {
		log.Log(context.Background(), levelFatal, "pagewatch: "+err.Error())
		os.Exit(1)
	}
}

// run serves until the context ends, and then drains.
func run(ctx context.Context, getenv func(string) string, stdout io.Writer,
	log *slog.Logger) error {
	address, err := listenAddress(getenv)
	settings, wrong := service.FromEnvironment(getenv)
	if err := errors.Join(err, wrong, settings.CheckContainer()); err != nil {
		return err
	}
	handler, err := service.New(settings,
		service.Deployment{Container: true, Audit: stdout, Lines: lines, Log: log})
	if err != nil {
		return err
	}
	listener, err := listen(address, connectionLimit(debug.SetMemoryLimit(-1)))
	if err != nil {
		return fmt.Errorf("listening on SERVER_PORT: %w", err)
	}
	return serve(ctx, listener, hygiene.NewSweeper(hygiene.Clear).Around(handler), log)
}

func serve(ctx context.Context, listener *limitListener, handler http.Handler,
	log *slog.Logger) error {
	server := &http.Server{
		Handler:           listener.track(handler),
		ReadHeaderTimeout: readTime,
		ReadTimeout:       readTime,
		WriteTimeout:      writeTime,
		MaxHeaderBytes:    maxHeader,
		ConnContext:       withConn,
		ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelWarn),
		// "OPTIONS *" would be answered before the handler sees it.
		DisableGeneralOptionsHandler: true,
	}
	// An idle connection's buffers hold the end of the last request and answer.
	server.SetKeepAlivesEnabled(false)
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	log.Info("pagewatch serves", "version", service.Version())
	select {
	case err := <-failed:
		return fmt.Errorf("serving: %w", err)
	case <-ctx.Done():
	}
	queuing, enough := context.WithTimeout(context.WithoutCancel(ctx), queueTime)
	listener.drainQueue(queuing)
	enough()
	draining, cancel := context.WithTimeout(context.WithoutCancel(ctx), drainTime)
	defer cancel()
	if err := server.Shutdown(draining); err != nil {
		return fmt.Errorf("finishing the calls under way: %w", err)
	}
	log.Info("pagewatch has finished the calls under way")
	return nil
}

// listenAddress returns the address of the port that the platform calls.
func listenAddress(getenv func(string) string) (string, error) {
	port := getenv("SERVER_PORT")
	if n, err := strconv.ParseUint(port, 10, 16); err != nil || n == 0 {
		return "", errors.New("SERVER_PORT must be a port: the platform sets it in a container")
	}
	return net.JoinHostPort(getenv("PAGEWATCH_LISTEN_HOST"), port), nil
}
