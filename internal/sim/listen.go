package sim

import (
	"errors"
	"fmt"
	"net"
	"strconv"
	"syscall"
)

// defaultPort is the site's default port. The other listeners take the next five.
const defaultPort = 8750

// The listeners, in the order of their ports.
const (
	siteListener = iota
	cdnListener
	backendListener
	awsListener
	apiListener
	grafanaListener
	listenerCount
)

// listen opens the six loopback listeners. It uses or refuses the port asked for. Without one it
// uses 8750 and the next five or, where any of those is taken, six free ports.
func listen(port int) ([]net.Listener, error) {
	if port != 0 {
		return listenFrom(port)
	}
	opened, err := listenFrom(defaultPort)
	if errors.Is(err, syscall.EADDRINUSE) {
		return listenFrom(0)
	}
	return opened, err
}

// listenFrom opens the listeners on consecutive ports, or on any where port is 0.
func listenFrom(port int) ([]net.Listener, error) {
	var opened []net.Listener
	for i := range listenerCount {
		at := port
		if port != 0 {
			at += i
		}
		l, err := net.Listen("tcp4", net.JoinHostPort("127.0.0.1", strconv.Itoa(at)))
		if err != nil {
			closeAll(opened)
			if port != 0 {
				return nil, fmt.Errorf(
					"six ports are needed, %d to %d; choose others with --port: %w", port,
					port+listenerCount-1, err)
			}
			return nil, fmt.Errorf("listening: %w", err)
		}
		opened = append(opened, l)
	}
	return opened, nil
}

func closeAll(listeners []net.Listener) {
	for _, l := range listeners {
		_ = l.Close()
	}
}

// Origins are the six origins of a deployment.
type Origins struct {
	// Site serves the wiki to people.
	Site string
	// CDN serves the app's own pages.
	CDN string
	// Backend is the app's backend.
	Backend string
	// AWS imitates STS and CloudWatch, with a console under /console/.
	AWS string
	// API imitates https://api.atlassian.com and publishes the keys of invocation tokens.
	API string
	// Grafana imitates the stacks of Grafana Cloud, with a console under /console/.
	Grafana string
}

func originsOf(listeners []net.Listener) Origins {
	at := func(i int) string { return "http://" + listeners[i].Addr().String() }
	return Origins{
		Site: "http://localhost:" + portOf(listeners[siteListener]),
		CDN:  at(cdnListener), Backend: at(backendListener), AWS: at(awsListener),
		API: at(apiListener), Grafana: at(grafanaListener),
	}
}

func portOf(l net.Listener) string {
	_, port, _ := net.SplitHostPort(l.Addr().String()) // a listener's address always has a port
	return port
}
