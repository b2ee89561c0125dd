package ports_test

import (
	"net"
	"strconv"
	"testing"

	"pagewatch/internal/sim/ports"
)

// TestFree checks that the ports are consecutive, free, and outside the ephemeral range.
func TestFree(t *testing.T) {
	first, err := ports.Free(5)
	if err != nil || first < 10_000 || first+5 > 32_768 {
		t.Fatal(first, err)
	}
	for port := first; port < first+5; port++ {
		l, err := net.Listen("tcp4", "127.0.0.1:"+strconv.Itoa(port))
		if err != nil {
			t.Error(err)
			continue
		}
		_ = l.Close()
	}
}
