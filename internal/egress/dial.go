package egress

import (
	"context"
	"fmt"
	"net"
	"net/netip"
	"syscall"
	"time"
)

// chosenHost is the key of a context with the host of a request, where a tenant has chosen it.
type chosenHost struct{}

// chosen marks the context of a request to a host that a tenant has chosen under a suffix.
func chosen(ctx context.Context, host string) context.Context {
	return context.WithValue(ctx, chosenHost{}, host)
}

// dial connects to an address. A host that a tenant has chosen must resolve to a public address: its
// DNS records could name a service of the network that Pagewatch runs in. The address of a proxy is
// the operator's, and may be any.
func dial(ctx context.Context, network, address string) (net.Conn, error) {
	dialer := net.Dialer{Timeout: 2 * time.Second, KeepAlive: -1}
	if host, _, err := net.SplitHostPort(address); err == nil && host == ctx.Value(chosenHost{}) {
		dialer.Control = public
	}
	return dialer.DialContext(ctx, network, address)
}

// public refuses the address of a private network, of this machine, or of the local link. It gets
// each address after its name is resolved.
func public(_, address string, _ syscall.RawConn) error {
	to, err := netip.ParseAddrPort(address)
	if ip := to.Addr(); err != nil || !ip.IsGlobalUnicast() || ip.IsPrivate() {
		return fmt.Errorf("%w: a host with an address that is not public", ErrRefused)
	}
	return nil
}
