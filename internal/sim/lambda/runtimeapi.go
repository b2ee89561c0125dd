package lambda

import (
	"encoding/json"
	"io"
	"net/http"
)

// maxReport bounds an error report of a process, in bytes.
const maxReport = 1 << 20

// runtimeAPI serves the Runtime API to the process. Source:
// docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html.
func (s *sandbox) runtimeAPI() http.Handler {
	mux := http.NewServeMux()
	const prefix = "/2018-06-01/runtime"
	mux.HandleFunc("GET "+prefix+"/invocation/next", s.next)
	mux.HandleFunc("POST "+prefix+"/invocation/{id}/response", s.response)
	mux.HandleFunc("POST "+prefix+"/invocation/{id}/error", s.failure)
	mux.HandleFunc("POST "+prefix+"/init/error", s.initError)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		// The API hands out people's tokens. Its own process addresses it by its host and sends
		// none of the headers that browsers send.
		if r.Host != s.host || r.Header.Get("Origin") != "" ||
			r.Header.Get("Sec-Fetch-Site") != "" {
			complain(w, http.StatusForbidden, "ForbiddenHost")
			return
		}
		mux.ServeHTTP(w, r)
	})
}

// next serves GET /runtime/invocation/next: the process is free and waits for a call, without a
// limit.
func (s *sandbox) next(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	if s.current != nil {
		close(s.current.over)
		s.current = nil
	}
	s.mu.Unlock()
	s.first.Do(func() { close(s.ready) })
	select {
	case job := <-s.work:
		s.mu.Lock()
		s.current, s.posted = job.call, false
		s.mu.Unlock()
		for name, values := range job.header(s.f, job.deadline) {
			w.Header()[name] = values
		}
		_, _ = w.Write(job.payload)
	case <-r.Context().Done():
	case <-s.gone:
	}
}

// response serves POST /runtime/invocation/{id}/response. It reads the body while the process
// writes it.
//
// The URL's InvokeMode alone decides how the body is forwarded. AWS asks custom runtimes for the
// header Lambda-Runtime-Function-Response-Mode, but the server that AWS publishes does not require
// it (aws-lambda-runtime-interface-emulator, core/directinvoke: isStreamingInvoke ignores it), and
// aws-lambda-go does not send it.
func (s *sandbox) response(w http.ResponseWriter, r *http.Request) {
	s.post(w, r, answer{contentType: r.Header.Get("Content-Type"), body: r.Body,
		trailer: func() http.Header { return r.Trailer }})
}

// failure serves POST /runtime/invocation/{id}/error.
func (s *sandbox) failure(w http.ResponseWriter, r *http.Request) {
	s.post(w, r, answer{failed: true, body: io.LimitReader(r.Body, maxReport),
		trailer: func() http.Header { return nil }})
}

// post accepts an answer to the current call and waits until it was forwarded.
func (s *sandbox) post(w http.ResponseWriter, r *http.Request, a answer) {
	s.mu.Lock()
	c := s.current
	known := c != nil && c.id == r.PathValue("id")
	fresh := known && !s.posted
	s.posted = s.posted || fresh
	s.mu.Unlock()
	switch {
	case !known:
		complain(w, http.StatusBadRequest, "InvalidRequestID")
		return
	case !fresh:
		complain(w, http.StatusForbidden, "InvalidStateTransition")
		return
	}
	a.sent = make(chan struct{})
	c.answered <- a
	select {
	case <-a.sent:
	case <-s.gone:
	}
	accept(w)
}

// initError serves POST /runtime/init/error: the process cannot work and is about to end.
func (s *sandbox) initError(w http.ResponseWriter, r *http.Request) {
	report, _ := io.ReadAll(io.LimitReader(r.Body, maxReport))
	s.f.cfg.Log.Error("Lambda: the process reports that it cannot start", "report", string(report))
	accept(w)
	s.kill()
}

func accept(w http.ResponseWriter) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(http.StatusAccepted)
	_, _ = io.WriteString(w, `{"status":"OK"}`)
}

func complain(w http.ResponseWriter, status int, kind string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(map[string]string{"errorMessage": kind, "errorType": kind})
}
