// Pagewatch as a Forge container service: Atlassian runs it, and a sidecar is its only ingress and
// egress.
//
// The platform sets SERVER_PORT, FORGE_EGRESS_PROXY_URL and FORGE_APP_ARI. The operator sets the
// rest with `forge variables set`, secrets with --encrypt; service.Settings documents all of it.
// PAGEWATCH_LISTEN_HOST is for local trials: it is the one address to listen on, by default every
// address. Connections are stored in Forge's hosted storage; the container stores nothing and
// writes no file. Every answer is inline: browsers cannot reach a container.
//
// The heap is limited to a part of the container's memory (memory.go), unless GOMEMLIMIT sets the
// limit. The memory also limits the open connections (connections.go), and service.New limits
// concurrent calls; others wait.
//
// GET /healthz answers as soon as the port is open. SIGTERM ends the process with 0: it still
// admits queued connections, accepts no new ones, and finishes the calls in progress within a
// minute, of the five that the platform allows. Wrong settings end it with 1 and one line that
// names every variable. Log and audit are JSON lines on standard output, in the format of lines.go.
//
// Once no call has been in progress for 100 ms, the memory that calls have used is overwritten
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
	// drainTime bounds the calls in progress after SIGTERM: an uninstall may take 50 s, every other
	// call 25 s.
	drainTime = time.Minute
	// queueTime bounds how long queued connections are admitted after SIGTERM.
	queueTime = 10 * time.Second
	// readTime bounds a request, writeTime a whole call. The sidecar is on the same host; a slow
	// one is broken.
	readTime  = 10 * time.Second
	writeTime = time.Minute
	// maxHeader in bytes. No header of a container's request contains a token.
	maxHeader = 8 << 10
)

func main() {
	log := slog.New(lines(os.Stdout))
	hygiene.Prepare(log)
	heedMemory(os.DirFS("/"), os.Getenv)
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
	listener, err := listen(address, connections(debug.SetMemoryLimit(-1)))
	if err != nil {
		return fmt.Errorf("listening on SERVER_PORT: %w", err)
	}
	return serve(ctx, listener, hygiene.NewSweeper(hygiene.Clear).Around(handler), log)
}

func serve(ctx context.Context, listener *limitListener, handler http.Handler,
	log *slog.Logger) error {
	server := &http.Server{
		Handler:           listener.around(handler),
		ReadHeaderTimeout: readTime,
		ReadTimeout:       readTime,
		WriteTimeout:      writeTime,
		MaxHeaderBytes:    maxHeader,
		ConnContext:       withConn,
		ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelWarn),
		// The server would answer "OPTIONS *" without calling the handler.
		DisableGeneralOptionsHandler: true,
	}
	// An idle connection's buffers contain the end of the last request and answer.
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

// listenAddress returns the address with the port that the platform calls.
func listenAddress(getenv func(string) string) (string, error) {
	port := getenv("SERVER_PORT")
	if n, err := strconv.ParseUint(port, 10, 16); err != nil || n == 0 {
		return "", errors.New("SERVER_PORT must be a port: the platform sets it in a container")
	}
	return net.JoinHostPort(getenv("PAGEWATCH_LISTEN_HOST"), port), nil
}
