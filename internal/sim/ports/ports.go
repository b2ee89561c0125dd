// Package ports finds free loopback ports for programs that must know their port before they
// listen.
package ports

import (
	"errors"
	"math/rand/v2"
	"net"
	"strconv"
)

// The ports lie below the ephemeral ports of a system, which begin at 32768 on Linux and at 49152
// on macOS. An outgoing connection of another program cannot take one between Free and the
// program's start.
const lowest, highest = 10_000, 32_000

// Free returns the first of n consecutive ports of 127.0.0.1 without a listener. It chooses at
// random, so that two programs that look at the same time seldom find the same ports.
func Free(n int) (int, error) {
	for range 100 {
		if first := lowest + rand.IntN(highest-lowest-n); free(first, n) {
			return first, nil
		}
	}
	return 0, errors.New("looking for free ports: none was found in a hundred attempts")
}

func free(first, n int) bool {
	for port := first; port < first+n; port++ {
		l, err := net.Listen("tcp4", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
		if err != nil {
			return false
		}
		_ = l.Close()
	}
	return true
}
