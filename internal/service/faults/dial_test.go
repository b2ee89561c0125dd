package faults_test

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strings"
)

// refused dials a port without a listener.
func refused(ctx context.Context) (net.Conn, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	_ = l.Close()
	return (&net.Dialer{}).DialContext(ctx, "tcp", l.Addr().String())
}

// noSuchName resolves a name at a server that knows none.
func noSuchName(ctx context.Context) (net.Conn, error) {
	server, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	defer func() { _ = server.Close() }()
	go func() {
		question := make([]byte, 512)
		for {
			n, from, err := server.ReadFrom(question)
			if err != nil || n < 12 {
				return
			}
			// RFC 1035, 4.1.1: an authoritative answer; there is no such name
			question[2], question[3] = 0x84, 3
			_, _ = server.WriteTo(question[:n], from)
		}
	}()
	resolver := &net.Resolver{
		PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
			return (&net.Dialer{}).DialContext(ctx, "udp", server.LocalAddr().String())
		}}
	conn, err := (&net.Dialer{Resolver: resolver}).DialContext(ctx, "tcp",
		strings.ReplaceAll(planted, " ", "-")+".invalid.:443")
	var unknown *net.DNSError
	if !errors.As(err, &unknown) || !unknown.IsNotFound {
		return nil, fmt.Errorf("not the error of an unknown name: %w", err)
	}
	return conn, err
}
