package main

import (
	"fmt"
	"io"
	"slices"
	"strings"
)

const (
	heading = "Pagewatch contains work of others. What it is, and under which licences:\n"
	line    = "\n--------------------------------------------------------------------------------\n\n"
)

// write writes a table of all parts, and each text once, below the names of its parts.
func write(out io.Writer, parts []part) error {
	var text strings.Builder
	text.WriteString(heading + "\n")
	of, order := map[string][]string{}, []string{}
	for _, p := range parts {
		fmt.Fprintf(&text, "  %-68s %s\n", p.name, strings.Join(p.licences, ", "))
		for _, t := range p.texts {
			if !slices.Contains(order, t) {
				order = append(order, t)
			}
			of[t] = append(of[t], p.name)
		}
	}
	for _, t := range order {
		text.WriteString(line + strings.Join(of[t], "\n") + "\n\n" + t + "\n")
	}
	_, err := io.WriteString(out, text.String())
	return err
}
