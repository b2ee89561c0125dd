package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"pagewatch/bench/stage"
	"pagewatch/internal/secret"
	"pagewatch/internal/sim/aws"
)

const (
	// soakRate is the number of requests a second, of all kinds in turn.
	soakRate = 40
	// sampling is the interval between two samples of the process.
	sampling = 250 * time.Millisecond
	// throttled is a Region with a throttling AWS, slow one with a slow AWS.
	throttled, slow = "eu-west-1", "ap-southeast-1"
)

// soak sends mixed traffic at a steady rate. It fails on growth, on wrong answers, and on secrets
// in the program's output.
func soak(ctx context.Context, b *bench) error {
	b.say(
		"%d requests a second for %v, to one container that keeps to %s: %s. A growth is the median of the last quarter over the one of the "+
			"second, and it fails the run where it is more than a quarter and 6 MiB, or 30 files, or 4 threads.\n\n", soakRate, b.soak, smallest, kindNames())
	out := &journal{}
	keys := secret.NewKey("soak")
	c := &contestant{name: "soak", target: stage.Container, variant: stage.Released,
		env: map[string]string{
			"GOMEMLIMIT": smallest, "PAGEWATCH_ALARM_RATE": fmt.Sprint(perSecond),
			"PAGEWATCH_KEYS": keys,
		}}
	leave, err := b.enterLinked(ctx, c, out)
	if err != nil {
		return err
	}
	defer leave()
	t, err := c.traffic(ctx)
	if err != nil {
		return err
	}
	if _, err := c.view(ctx, 1, 100); err != nil {
		return err
	}
	seen, err := t.flow(ctx, b.soak)
	if err != nil {
		return err
	}
	time.Sleep(2 * swept)
	rest, err := c.footprint()
	if err != nil {
		return err
	}
	b.say("%s\n%s\nAfterwards %s, %d threads, %d files. %d lines of log and audit.\n", t.table(),
		seen.table(), mib(rest.memory.Resident), rest.memory.Threads, rest.files, out.lines())
	planted := append(t.secrets, keys, keys[strings.Index(keys, ":")+1:],
		c.Cloud.Principal().SecretAccessKey)
	return errors.Join(t.check(), seen.check(), out.check(planted))
}

// journal keeps the output of a process.
type journal struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

// Write implements io.Writer.
func (j *journal) Write(p []byte) (int, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.buf.Write(p)
}

func (j *journal) lines() int {
	j.mu.Lock()
	defer j.mu.Unlock()
	return bytes.Count(j.buf.Bytes(), []byte("\n"))
}

// check searches the output for text that must not be written.
func (j *journal) check(planted []string) error {
	j.mu.Lock()
	defer j.mu.Unlock()
	text := j.buf.String()
	if !strings.Contains(text, `"msg":"audit"`) {
		return errors.New("the program wrote no audit records")
	}
	for i, word := range planted {
		if word == "" || strings.Contains(text, word) {
			return fmt.Errorf("planted word %d of %d is in the log (or was none)", i+1,
				len(planted))
		}
	}
	return nil
}

// samples are the footprints of a process over time.
type samples struct {
	at    []time.Duration
	seen  []footprint
	every time.Duration
}

// sample samples a process until the context ends.
func (c *contestant) sample(ctx context.Context) (*samples, error) {
	s, began := &samples{every: sampling}, time.Now()
	for ctx.Err() == nil {
		now, err := c.footprint()
		if err != nil {
			return nil, err
		}
		s.at, s.seen = append(s.at, time.Since(began)), append(s.seen, now)
		select {
		case <-time.After(s.every):
		case <-ctx.Done():
		}
	}
	return s, nil
}

// measures are the checked measures, in units of a table.
var measures = []struct {
	name string
	of   func(footprint) float64
	// slack is the permitted absolute growth from the second quarter to the last; part is the
	// permitted relative growth.
	slack, part float64
}{
	{"resident memory, MiB", func(f footprint) float64 {
		return float64(f.memory.Resident) / (1 << 20)
	}, 6, 0.25},
	{"threads", func(f footprint) float64 { return float64(f.memory.Threads) }, 4, 0},
	{"files", func(f footprint) float64 { return float64(f.files) }, 30, 0},
}

// window returns a measure in a part of the time.
func (s *samples) window(of func(footprint) float64, from, to float64) (at, values []float64) {
	n := float64(len(s.seen))
	for i := int(from * n); i < int(to*n); i++ {
		at, values = append(at, s.at[i].Minutes()), append(values, of(s.seen[i]))
	}
	return at, values
}

func (s *samples) table() *table {
	t := newTable("", "second quarter, median", "last quarter, median", "most",
		"slope of the second half, per minute")
	for _, m := range measures {
		_, before := s.window(m.of, 0.25, 0.5)
		_, after := s.window(m.of, 0.75, 1)
		_, all := s.window(m.of, 0, 1)
		t.add(m.name, fmt.Sprintf("%.1f", median(before)), fmt.Sprintf("%.1f", median(after)),
			fmt.Sprintf("%.1f", slices.Max(all)),
			fmt.Sprintf("%+.2f", slope(s.window(m.of, 0.5, 1))))
	}
	return t
}

func (s *samples) check() error {
	if len(s.seen) < 16 {
		return fmt.Errorf("%d samples say nothing: let it last longer", len(s.seen))
	}
	var errs []error
	for _, m := range measures {
		_, before := s.window(m.of, 0.25, 0.5)
		_, after := s.window(m.of, 0.75, 1)
		if was, is := median(before), median(after); is > was*(1+m.part)+m.slack {
			errs = append(errs, fmt.Errorf("%s grew from %.1f to %.1f", m.name, was, is))
		}
	}
	return errors.Join(errs...)
}

// slope is the slope of the least-squares line.
func slope(x, y []float64) float64 {
	var meanX, meanY, over, under float64
	for i := range x {
		meanX, meanY = meanX+x[i]/float64(len(x)), meanY+y[i]/float64(len(y))
	}
	for i := range x {
		over, under = over+(x[i]-meanX)*(y[i]-meanY), under+(x[i]-meanX)*(x[i]-meanX)
	}
	if under == 0 || len(x) < 2 {
		return 0
	}
	return over / under
}

// troubles injects the faults of AWS.
func (c *contestant) troubles() error {
	if err := c.SetAlarms(100, regions[0]); err != nil {
		return err
	}
	if err := c.SetAlarms(10, slow); err != nil {
		return err
	}
	c.SetSlow(slow, 300*time.Millisecond)
	c.Cloud.Inject(aws.Fault{Service: aws.CloudWatch, Region: throttled, Do: aws.FaultError,
		Code: "Throttling", Message: "planted-upstream-words"})
	return nil
}
