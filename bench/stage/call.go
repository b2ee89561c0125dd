package stage

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"time"
)

// Call is one call of the program. The zero Call is a GET without a path by Admin in Space.
type Call struct {
	// Person is Admin, Reader or another key of the imitated Confluence's people; default Admin.
	Person string
	// Space is the token's space claim; default Space.
	Space        string
	Method, Path string
	// Body is sent as JSON, a string unchanged.
	Body any
	// Token replaces the invocation's token; "-" sends none.
	Token string
	// Platform sends a container's call through the imitated sidecar's ingress, where it is a
	// complete invocation. Otherwise the call goes straight to the port, under an invocation that
	// stays under way, so that the cost of the imitation is not measured. Other targets have one
	// transport and ignore it.
	Platform bool
	// Stream opens a view grant, as a browser does: the body is the grant, and the call has no
	// token.
	Stream bool
}

// Answer is the answer to a call, with times from the moment of sending.
type Answer struct {
	Status int
	Header http.Header
	Body   []byte
	// First is the arrival of the first piece of the body, Last that of the last one. A function
	// still clears memory after Last.
	First, Last time.Duration
}

// Into decodes the answer's JSON. It fails for an answer other than success.
func (a Answer) Into(out any) error {
	if a.Status >= http.StatusBadRequest {
		return fmt.Errorf("status %d: %.300s", a.Status, a.Body)
	}
	return json.Unmarshal(a.Body, out)
}

// Do makes a call and reads the whole answer. The error is one of transport, not of the answer.
func (s *Stage) Do(ctx context.Context, c Call) (Answer, error) {
	if s.cfg.Target == Container && !c.Platform {
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
