package egress

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// TestPublicAddresses holds a row per kind of address that a name may resolve to.
func TestPublicAddresses(t *testing.T) {
	for address, want := range map[string]bool{
		"34.120.1.2:443": true, "[2600:1901::1]:443": true, "172.32.0.1:443": true,
		"127.0.0.1:443": false, "127.8.8.8:443": false, "[::1]:443": false, "0.0.0.0:443": false,
		"10.0.0.1:443": false, "172.16.0.1:443": false, "192.168.1.1:443": false,
		"169.254.169.254:80": false, "[fe80::1]:443": false, "[fd00:ec2::254]:80": false,
		"[::ffff:10.0.0.1]:443": false, "[::ffff:169.254.169.254]:80": false,
		"224.0.0.1:443": false, "[::]:443": false, "grafana.net:443": false, "": false,
	} {
		err := public("tcp", address, nil)
		if (err == nil) != want || err != nil && !errors.Is(err, ErrRefused) {
			t.Errorf("%s: %v", address, err)
		}
	}
}

// TestChosenHostsArePublic: only the host that a tenant has chosen must be public, and neither a
// proxy in front of it nor a host that the operator names.
func TestChosenHostsArePublic(t *testing.T) {
	server := httptest.NewServer(http.NotFoundHandler())
	defer server.Close()
	address := strings.TrimPrefix(server.URL, "http://")
	host, _, _ := strings.Cut(address, ":")
	for chosenName, want := range map[string]bool{"": true, "a.grafana.net": true, host: false} {
		ctx := t.Context()
		if chosenName != "" {
			ctx = chosen(ctx, chosenName)
		}
		conn, err := dial(ctx, "tcp", address)
		if err == nil {
			_ = conn.Close()
		}
		if (err == nil) != want || err != nil && !errors.Is(err, ErrRefused) {
			t.Errorf("chosen %q: %v", chosenName, err)
		}
	}
}

// marked is a transport that tells which host a tenant has chosen.
type marked struct{ host any }

func (m *marked) RoundTrip(req *http.Request) (*http.Response, error) {
	m.host = req.Context().Value(chosenHost{})
	return &http.Response{StatusCode: http.StatusOK, Body: http.NoBody}, nil
}

// TestTheGuardMarksChosenHosts: a rule with a suffix lets a tenant choose the host.
func TestTheGuardMarksChosenHosts(t *testing.T) {
	for url, want := range map[string]any{"https://a.example.net/": "a.example.net",
		"https://example.com/": nil} {
		to := Destination{Suffix: "example.net"}
		if want == nil {
			to = Destination{Origin: "https://example.com"}
		}
		base := &marked{}
		resp, err := New(base, Rule{To: to, Method: http.MethodGet, Path: root}).Client().Get(url)
		if err != nil || base.host != want {
			t.Errorf("%s: %v, %v", url, base.host, err)
			continue
		}
		_ = resp.Body.Close()
	}
}
