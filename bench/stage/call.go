package stage

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"time"
)

// Call is one call of the program. The zero Call is Ada's GET of nothing, in Space.
type Call struct {
	// Person is Admin, Reader or another key of the imitated Confluence's people; default Admin.
	Person string
	// Space is the token's claim; default Space.
	Space        string
	Method, Path string
	// Body is sent as JSON, a string as it is.
	Body any
	// Token replaces the invocation's token; "-" sends none.
	Token string
	// Platform sends a container's call through the imitated sidecar's way in, where it begins and
	// ends as an invocation of its own. Otherwise it comes straight to the port, under an
	// invocation that stays under way: what the imitation costs is not measured then. The other
	// homes have one way in.
	Platform bool
	// Stream opens a view grant, as a browser does: the body is the grant, and nobody is named.
	Stream bool
}

// Answer is what came back, and when, counted from the moment of sending.
type Answer struct {
	Status int
	Header http.Header
	Body   []byte
	// First is when the first piece of the body was there, Last the last one. A function is still
	// busy clearing memory then.
	First, Last time.Duration
}

// Into reads the answer's JSON; it fails for an answer that is no success.
func (a Answer) Into(out any) error {
	if a.Status >= http.StatusBadRequest {
		return fmt.Errorf("status %d: %.300s", a.Status, a.Body)
	}
	return json.Unmarshal(a.Body, out)
}

// Do makes a call and reads the whole answer. The error is one of the way, and not of the answer.
func (s *Stage) Do(ctx context.Context, c Call) (Answer, error) {
	if s.cfg.Home == Container && !c.Platform {
		id, err := s.holds.id(ctx, s, c)
		if err != nil {
			return Answer{}, err
		}
		req, err := s.request(ctx, c, s.url)
		if err != nil {
			return Answer{}, err
		}
		for name := range req.Header {
			if name == "Authorization" || strings.HasPrefix(name, "X-Forge-") {
				req.Header.Del(name)
			}
		}
		req.Header.Set(invocationHeader, id)
		req.Header.Set("X-Forge-Invocation-Log-Attributes", "bG9n")
		return send(req)
	}
	req, err := s.request(ctx, c, s.url)
	if err != nil {
		return Answer{}, err
	}
	if s.in == nil {
		return send(req)
	}
	return serve(s.in, req)
}
