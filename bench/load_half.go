package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"time"

	"pagewatch/bench/stage"
)

// halfSent is the number of requests that are begun and not ended.
const halfSent = 2000

// half is an incomplete request.
type half struct{ name, text string }

var halfRequests = []half{
	{"nothing", ""},
	{"half of the headers",
		"POST /v1/views HTTP/1.1\r\nHost: container\r\nContent-Type: application/json\r\nX-Forge-Invocation-Id: 0123456789abcdef0123456789abcdef01234567\r\n"},
	{"30 KB of headers", "POST /v1/views HTTP/1.1\r\nHost: container\r\nX-Long: " +
		strings.Repeat("a", 30_000) + "\r\n"},
	{"headers, and no body",
		"POST /v1/views HTTP/1.1\r\nHost: container\r\nContent-Type: application/json\r\nContent-Length: 500\r\nX-Forge-Invocation-Id: INVOCATION\r\n\r\n"},
}

// halves leaves requests half sent. It measures their cost, and checks that others are served
// meanwhile.
func (b *bench) halves(ctx context.Context) error {
	b.say(
		"%d requests that are begun and not ended, each over a connection of its own, at the same container. Meanwhile it is asked how it is, and for a view.\n\n", halfSent)
	t := newTable("sent, and then silence", "peak memory", "threads", "files", "health, slowest",
		"view, slowest", "until all were ended", "afterwards")
	var errs []error
	for _, h := range halfRequests {
		if err := b.half(ctx, h, t); err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", h.name, err))
		}
	}
	b.say("%s\n", t)
	return errors.Join(errs...)
}

func (b *bench) half(ctx context.Context, h half, t *table) error {
	c, _, leave, err := b.contestantFor(ctx, rush{name: h.name, links: 1}, stage.Released, nil)
	if err != nil {
		return err
	}
	defer leave()
	if _, err := c.view(ctx, 1, 100); err != nil {
		return err
	}
	time.Sleep(swept)
	before, err := c.footprint()
	if err != nil {
		return err
	}
	if err := c.ResetPeak(); err != nil {
		return err
	}
	id, err := c.InvocationID(ctx, c.View("inline"))
	if err != nil {
		return err
	}
	peak := footprint{}
	stop := c.watch(ctx, &peak)
	began := time.Now()
	gone := make(chan struct{})
	go func() {
		defer close(gone)
		hang(ctx, strings.TrimPrefix(c.URL(), "http://"),
			strings.Replace(h.text, "INVOCATION", id, 1))
	}()
	health, view, err := c.served(ctx, gone)
	ended := time.Since(began)
	if err := errors.Join(err, stop()); err != nil {
		return err
	}
	time.Sleep(swept)
	after, err := c.footprint()
	if err != nil {
		return err
	}
	t.add(h.name, mib(peak.memory.Peak), fmt.Sprint(peak.memory.Threads), fmt.Sprint(peak.files),
		ms(health), ms(view), ended.Round(100*time.Millisecond).String(),
		fmt.Sprintf("%s, %d threads, %d files", mib(after.memory.Resident), after.memory.Threads,
			after.files))
	if peak.memory.Peak > 64<<20 {
		err = fmt.Errorf("%s of memory, more than the smallest container has",
			mib(peak.memory.Peak))
	}
	return errors.Join(err, after.backTo(before))
}

// hang sends a text over many connections and waits until the server has closed all of them.
func hang(ctx context.Context, address, text string) {
	ended := make(chan struct{}, halfSent)
	for range halfSent {
		go func() {
			defer func() { ended <- struct{}{} }()
			conn, err := (&net.Dialer{}).DialContext(ctx, "tcp", address)
			if err != nil {
				return
			}
			defer func() { _ = conn.Close() }()
			_, _ = io.WriteString(conn, text)
			_, _ = io.Copy(io.Discard, conn)
		}()
	}
	for range halfSent {
		<-ended
	}
}

// served sends requests until the channel is closed, and returns the slowest answers.
func (c *contestant) served(ctx context.Context, until <-chan struct{}) (health, view time.Duration,
	err error) {
	for {
		select {
		case <-until:
			return health, view, nil
		case <-time.After(100 * time.Millisecond):
		}
		began := time.Now()
		if err := c.healthy(ctx); err != nil {
			return 0, 0, err
		}
		health = max(health, time.Since(began))
		began = time.Now()
		if _, err := c.view(ctx, 1, 100); err != nil {
			return 0, 0, err
		}
		view = max(view, time.Since(began))
	}
}

func (c *contestant) healthy(ctx context.Context) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, c.URL()+"/healthz", nil)
	if err != nil {
		return err
	}
	req.Close = true
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	defer func() { _ = resp.Body.Close() }()
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("not well: %s", resp.Status)
	}
	return nil
}
