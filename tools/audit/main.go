// Command audit reads the report of a vulnerability scanner on its standard input and says what to
// do about it.
//
//	audit go  < the output of govulncheck -format json
//	audit npm < the output of npm audit --json
//
// It exits with 0 where nothing known is wrong, with 1 where something is, and with 3 where the
// scanner could not ask: that is no clean bill, and whoever calls must say so.
package main

import (
	"errors"
	"fmt"
	"io"
	"os"
)

// errUnasked is for a report of a scanner that had no answer to report.
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
	return nil, fmt.Errorf("there is no scanner %q; use go or npm", args[0])
}
