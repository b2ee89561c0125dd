package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"time"

	"pagewatch/bench/stage"
	"pagewatch/internal/sim/child"
)

const starts = 20

// cold measures the time from the start of a program to its first answer.
func cold(ctx context.Context, b *bench) error {
	b.say(
		"Of %d starts. The first answer of a container and of a function is a view of 10 alarms, with all its calls to others; "+
			"that of the local deployment is its page.\n\n", starts)
	t := newTable("program", "it listens, median", "first answer, median", "p95", "its CPU, median")
	for _, c := range []*contestant{
		{name: "container", target: stage.Container, variant: stage.Released},
		{name: "Lambda", target: stage.Lambda, variant: stage.Released},
		{name: "yardstick", target: stage.Yardstick, variant: stage.Released},
	} {
		if err := b.coldStarts(ctx, c, t); err != nil {
			return err
		}
	}
	if err := b.coldLocal(ctx, t); err != nil {
		return err
	}
	b.say("%s", t)
	return nil
}

func (b *bench) coldStarts(ctx context.Context, c *contestant, t *table) error {
	leave, err := b.enter(ctx, c)
	if err != nil {
		return err
	}
	defer leave()
	if err := c.SetAlarms(10, regions...); err != nil {
		return err
	}
	if _, err := c.view(ctx, 1, 10); err != nil { // warms up the imitations
		return err
	}
	var listens, first, used []time.Duration
	for range starts {
		took, err := c.Restart(ctx)
		if err != nil {
			return err
		}
		answer, err := c.view(ctx, 1, 10)
		if err != nil {
			return err
		}
		cpu, err := c.CPU()
		if err != nil {
			return err
		}
		listens, first, used = append(listens, took), append(first, took+answer.Last),
			append(used, cpu)
	}
	listening := ms(median(listens))
	if c.target == stage.Lambda {
		listening = "it does not"
	}
	t.add(c.name, listening, ms(median(first)), ms(quantile(first, 0.95)), ms(median(used)))
	return nil
}

// coldLocal starts the local deployment, as `bin/pagewatch run` does, with an existing data folder.
func (b *bench) coldLocal(ctx context.Context, t *table) error {
	if _, err := os.Stat("frontend/build/ui"); err != nil {
		t.add("local deployment", "not measured: `make ui` builds its pages", "", "", "")
		return nil
	}
	binary, err := b.binary(ctx, "pagewatch", stage.Released)
	if err != nil {
		return err
	}
	data := filepath.Join(b.folder, "data")
	var first []time.Duration
	for i := range starts/2 + 1 {
		took, err := startLocal(ctx, binary, data)
		if err != nil {
			return err
		}
		if i > 0 { // the first start creates the folder
			first = append(first, took)
		}
	}
	t.add("local deployment (`bin/pagewatch run`)", "", ms(median(first)),
		ms(quantile(first, 0.95)),
		"")
	return nil
}

// startLocal starts the local deployment, waits for a page of it, and ends it.
func startLocal(ctx context.Context, binary, data string) (time.Duration, error) {
	port, err := sixPorts()
	if err != nil {
		return 0, err
	}
	cmd := exec.Command(binary, "run", "--port", strconv.Itoa(port), "--data", data)
	cmd.WaitDelay = time.Second
	began := time.Now()
	program, err := child.Start(cmd)
	if err != nil {
		return 0, err
	}
	defer func() {
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		_ = program.Stop(ctx)
	}()
	for {
		resp, err := http.Get("http://localhost:" + strconv.Itoa(port) + "/wiki/home")
		if err == nil {
			_, _ = io.Copy(io.Discard, resp.Body)
			_ = resp.Body.Close()
			if resp.StatusCode != http.StatusOK {
				return 0, fmt.Errorf("the local deployment answers %s", resp.Status)
			}
			return time.Since(began), nil
		}
		select {
		case <-program.Gone():
			return 0, fmt.Errorf("the local deployment ended at once: %w", program.Err())
		case <-ctx.Done():
			return 0, ctx.Err()
		case <-time.After(500 * time.Microsecond):
		}
	}
}

// sixPorts returns the first of six consecutive free ports.
func sixPorts() (int, error) {
	for port := 19000; port < 30000; port += 6 {
		free := true
		for i := range 6 {
			l, err := net.Listen("tcp", "127.0.0.1:"+strconv.Itoa(port+i))
			if err != nil {
				free = false
				break
			}
			_ = l.Close()
		}
		if free {
			return port, nil
		}
	}
	return 0, errors.New("no six ports are free")
}
