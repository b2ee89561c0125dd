package kvs

import (
	"encoding/json"
	"errors"
	"net/http"
)

// refusal is an error of the storage: {code, message} under a status.
type refusal struct {
	status  int
	code    string
	message string
}

// Error returns the message.
func (r refusal) Error() string { return r.message }

func bad(code, message string) refusal { return refusal{http.StatusBadRequest, code, message} }

// The error codes of npm clients and of the documentation's error tables.
const (
	badRequest  = "BAD_REQUEST"
	keyNotFound = "KEY_NOT_FOUND"
	maxSize     = "MAX_SIZE"
)

var (
	// errNotFound has the code by which @forge/kvs recognises an absent key. A page of the
	// documentation calls it NOT_FOUND.
	errNotFound = refusal{http.StatusNotFound, keyNotFound, "The key does not exist."}
	// errExists has a documented status and an undocumented code.
	errExists   = refusal{http.StatusConflict, "KEY_ALREADY_EXISTS", "The key exists already."}
	errEntities = bad(badRequest, "Custom entities are not imitated here.")
)

// refuse answers with an error. An error that is no refusal is a failure of the storage itself.
func refuse(w http.ResponseWriter, err error) {
	r := refusal{http.StatusInternalServerError, "INTERNAL_SERVER_ERROR", "The storage failed."}
	errors.As(err, &r)
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(r.status)
	_ = json.NewEncoder(w).Encode(map[string]string{"code": r.code, "message": r.message})
}

// send answers with a document, or without a body for nil.
func send(w http.ResponseWriter, answer any) {
	if answer == nil {
		w.WriteHeader(http.StatusNoContent)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(answer)
}
