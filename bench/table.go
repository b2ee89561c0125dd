package main

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// table is a Markdown table.
type table struct{ rows [][]string }

func newTable(head ...string) *table {
	t := &table{}
	t.add(head...)
	line := make([]string, len(head))
	for i := range line {
		line[i] = "---"
	}
	t.add(line...)
	return t
}

func (t *table) add(cells ...string) { t.rows = append(t.rows, cells) }

func (t *table) String() string {
	var out strings.Builder
	for _, row := range t.rows {
		out.WriteString("| " + strings.Join(row, " | ") + " |\n")
	}
	return out.String()
}

// ms prints a time in milliseconds, with its significant digits.
func ms(d time.Duration) string {
	v := float64(d) / float64(time.Millisecond)
	switch {
	case v >= 100 || v <= -100:
		return fmt.Sprintf("%.0f ms", v)
	case v >= 10 || v <= -10:
		return fmt.Sprintf("%.1f ms", v)
	}
	return fmt.Sprintf("%.2f ms", v)
}

func mib(bytes int64) string { return fmt.Sprintf("%.1f MiB", float64(bytes)/(1<<20)) }

func times(ratio float64) string { return fmt.Sprintf("%.2f", ratio) }

// quantile returns the value below which that part of the values lies. It sorts the values.
func quantile[T int64 | float64 | time.Duration](values []T, part float64) T {
	if len(values) == 0 {
		return 0
	}
	slices.Sort(values)
	return values[min(int(part*float64(len(values))), len(values)-1)]
}

func median[T int64 | float64 | time.Duration](values []T) T {
	return quantile(slices.Clone(values), 0.5)
}
