package resolver

import (
	"slices"

	"pagewatch/internal/resolver/stream"
)

// stream is POST /v1/stream: the one route that browsers reach past the platform. It carries no
// token; the sealed grant is its proof. A text/plain POST is a simple request, so browsers send it
// without a preflight.
func (s *service) stream(c *call) {
	origin := c.r.Header.Values("Origin")
	if len(origin) != 1 || !slices.Contains(s.Stream.Origins, origin[0]) {
		s.fail(c, errOrigin)
		return
	}
	c.w.Header().Set("Access-Control-Allow-Origin", origin[0])
	c.w.Header().Set("Vary", "Origin")
	sealed, err := readBody(c.r, "text/plain")
	if err != nil {
		s.fail(c, err)
		return
	}
	g, tasks, err := s.open(sealed)
	if err != nil {
		s.fail(c, err)
		return
	}
	c.event.Installation, c.event.Space, c.event.Account = g.Installation, g.Space, g.Account
	c.begun = true
	lines := stream.NewLines(c.w)
	s.run(c.r.Context(), c.asker(g.Account), tasks, lines)
	if err := lines.End(c.id); err != nil {
		c.event.Outcome = codeGone
	}
}
