package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"regexp"
	"strings"
)

// usageError is an error of the command line itself: it ends the program with 2.
type usageError string

// Error returns the message.
func (e usageError) Error() string { return string(e) }

// wrongUsage returns an error of the command line.
func wrongUsage(format string, args ...any) error {
	return usageError(fmt.Sprintf(format, args...))
}

// exitCode is 0 for success and for help, 2 for an error of the command line, and 1 for any other.
func exitCode(err error) int {
	switch {
	case err == nil || errors.Is(err, flag.ErrHelp):
		return 0
	case errors.As(err, new(usageError)):
		return 2
	}
	return 1
}

// parseFlags returns an error instead of printing it, and prints the usage only for -h, with
// flag.ErrHelp.
func parseFlags(flags *flag.FlagSet, args []string, stderr io.Writer) error {
	flags.SetOutput(io.Discard)
	flags.Usage = func() {}
	err := flags.Parse(args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		printUsage(flags, stderr)
		return err
	case err != nil:
		return wrongUsage("%s; see %s -h", flagError(flags, err.Error()), flags.Name())
	}
	return nil
}

// printUsage lists the flags as people write them: package flag prints them with one hyphen.
func printUsage(flags *flag.FlagSet, to io.Writer) {
	_, _ = fmt.Fprintf(to, "Usage of %s:\n", flags.Name())
	flags.VisitAll(func(f *flag.Flag) {
		value, usage := flag.UnquoteUsage(f)
		_, _ = fmt.Fprintf(to, "  %s\n    \t%s", strings.TrimSpace(written(f.Name)+" "+value), usage)
		if f.DefValue != "" && f.DefValue != "0" && f.DefValue != "false" {
			_, _ = fmt.Fprintf(to, " (default %s)", f.DefValue)
		}
		_, _ = fmt.Fprintln(to)
	})
}

// written returns a flag as people write it.
func written(name string) string {
	if len(name) == 1 {
		return "-" + name
	}
	return "--" + name
}

// The errors of package flag, which have no types.
var (
	unknownFlag = regexp.MustCompile(`^flag provided but not defined: -(.*)$`)
	noArgument  = regexp.MustCompile(`^flag needs an argument: -(.*)$`)
	wrongValue  = regexp.MustCompile(
		`^invalid (?:boolean )?value (".*") for (?:flag )?-([^:]*): (.*)$`)
)

// flagError puts an error of package flag into the words of this program.
func flagError(flags *flag.FlagSet, text string) string {
	if m := unknownFlag.FindStringSubmatch(text); m != nil {
		var names []string
		flags.VisitAll(func(f *flag.Flag) { names = append(names, f.Name) })
		text = "unknown flag " + written(m[1])
		if near := nearest(m[1], names); near != "" {
			text += "; did you mean " + written(near) + "?"
		}
		return text
	}
	if m := noArgument.FindStringSubmatch(text); m != nil {
		return written(m[1]) + " needs a value"
	}
	if m := wrongValue.FindStringSubmatch(text); m != nil {
		is := "not a number"
		if strings.HasPrefix(text, "invalid boolean") {
			is = "not true or false"
		} else if m[3] == "value out of range" {
			is = "out of range"
		}
		return fmt.Sprintf("%s: %s is %s", written(m[2]), m[1], is)
	}
	return text
}

// nearest returns the name that a mistyped word is most likely to stand for, "" if none is near.
func nearest(word string, names []string) string {
	best, least := "", len(word)/3+2
	for _, name := range names {
		if d := distance(word, name); d < least && d < len(name) {
			best, least = name, d
		}
	}
	return best
}

// distance returns how many letters must be changed, added or left out to turn a into b
// (Levenshtein's distance).
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			changed := diagonal
			if a[i] != b[j] {
				changed++
			}
			diagonal = row[j+1]
			row[j+1] = min(changed, row[j]+1, diagonal+1)
		}
	}
	return row[len(b)]
}
