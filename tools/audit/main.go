// Command audit reads the report of a vulnerability scanner on its standard input and prints a line
// for each vulnerability that counts.
//
//	audit go  < the output of govulncheck -format json
//	audit npm < the output of npm audit --json
//
// It exits with 0 without a known vulnerability, with 1 for one or more, and with 3 where the
// scanner could not reach its database. A 3 is no clean bill, and a caller must report it as
// skipped.
package main

import (
	"errors"
	"fmt"
	"io"
	"os"
)

// errUnasked is the error for a report of a scanner without a database.
var errUnasked = errors.New("the database of vulnerabilities could not be asked")

func main() {
	found, err := judge(os.Args[1:], os.Stdin)
	for _, line := range found {
		fmt.Println(line)
	}
	switch {
	case errors.Is(err, errUnasked):
		fmt.Println(err)
		os.Exit(3)
	case err != nil:
		fmt.Fprintln(os.Stderr, "audit:", err)
		os.Exit(1)
	case len(found) > 0:
		os.Exit(1)
	}
}

// judge returns a line for each vulnerability that counts.
func judge(args []string, report io.Reader) ([]string, error) {
	if len(args) != 1 {
		return nil, errors.New("which report is it: go or npm?")
	}
	switch args[0] {
	case "go":
		return judgeGo(report)
	case "npm":
		return judgeNPM(report)
	}
	return nil, fmt.Errorf("unknown scanner %q; use go or npm", args[0])
}
