package lambda

import (
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"net/http"
	"strconv"
	"time"
)

// call is one invocation.
type call struct {
	id      string
	payload []byte
	// answered receives the process's answer, once.
	answered chan answer
	// over is closed when the process asks for the next call.
	over chan struct{}
}

func newCall(payload []byte) *call {
	return &call{id: requestID(), payload: payload, answered: make(chan answer, 1),
		over: make(chan struct{})}
}

// header returns the headers that accompany the payload. Source: the page runtimes-api, "Next
// invocation".
func (c *call) header(f *Function, deadline time.Time) http.Header {
	root := make([]byte, 12)
	_, _ = rand.Read(root)
	h := http.Header{}
	h.Set("Content-Type", "application/json")
	h.Set("Lambda-Runtime-Aws-Request-Id", c.id)
	h.Set("Lambda-Runtime-Deadline-Ms", strconv.FormatInt(deadline.UnixMilli(), 10))
	h.Set("Lambda-Runtime-Invoked-Function-Arn",
		"arn:aws:lambda:"+f.cfg.Region+":"+account+":function:"+f.cfg.Name)
	h.Set("Lambda-Runtime-Trace-Id",
		fmt.Sprintf("Root=1-%08x-%s;Sampled=0", time.Now().Unix(), hex.EncodeToString(root)))
	return h
}

// serve passes the call to the process and forwards its answer. It returns when the process asks
// for the next call or has ended, so the client sees the end of an answer once its process is free
// again.
func (s *sandbox) serve(w http.ResponseWriter, c *call) {
	w.Header().Set("X-Amzn-Requestid", c.id)
	log := s.f.cfg.Log.With("requestId", c.id)
	cold := time.NewTimer(s.f.cfg.InitTime)
	defer cold.Stop()
	select {
	case <-s.ready:
	case <-s.gone:
		log.Error("Lambda: the process ended before its first call", "cause", s.exit())
		say(w, http.StatusBadGateway, internalServerError)
		return
	case <-cold.C:
		log.Error("Lambda: the process did not ask for a call in time", "after", s.f.cfg.InitTime)
		s.kill()
		<-s.gone
		say(w, http.StatusBadGateway, internalServerError)
		return
	}
	started := time.Now()
	deadline := started.Add(s.f.cfg.Timeout)
	end := time.AfterFunc(s.f.cfg.Timeout+s.f.cfg.Grace, func() {
		log.Error("Lambda: a call timed out, and its process with it", "after", s.f.cfg.Timeout)
		s.kill()
	})
	defer end.Stop()
	select {
	case s.work <- job{c, deadline}:
	case <-s.gone:
		say(w, http.StatusBadGateway, internalServerError)
		return
	}
	s.answer(w, c)
	log.Debug("Lambda: a call is over", "duration", time.Since(started))
}

// answer forwards the process's answer to the call.
func (s *sandbox) answer(w http.ResponseWriter, c *call) {
	// AWS does not document the 5xx status of a crash, a timeout or an error; all of them were
	// observed as 502.
	var whole bool
	select {
	case a := <-c.answered:
		whole = a.send(w, s.f.cfg.Log)
		close(a.sent)
	case <-c.over: // it asks for the next call without an answer
		say(w, http.StatusBadGateway, internalServerError)
		whole = true
	case <-s.gone:
		s.f.cfg.Log.Error("Lambda: the process ended during a call", "requestId", c.id, "cause",
			s.exit())
		say(w, http.StatusBadGateway, internalServerError)
		return
	}
	select {
	case <-c.over:
	case <-s.gone:
	}
	if !whole {
		panic(http.ErrAbortHandler) // the client must see that the answer was cut
	}
}
