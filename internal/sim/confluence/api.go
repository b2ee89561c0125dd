package confluence

import (
	"net/http"
	"regexp"
	"slices"
	"strings"
)

// User is the principal of an API token.
type User struct {
	// AccountID is the person's Atlassian account id.
	AccountID string
	// Scopes are the scopes of the app that holds the token.
	Scopes []string
}

// APIConfig configures the REST API.
type APIConfig struct {
	// CloudID is the site's uuid, part of every path.
	CloudID string
	// User returns the principal of a bearer token, false for an unknown or expired one.
	User func(token string) (User, bool)
}

// operation is one permitted operation of a person.
type operation struct {
	Operation  string `json:"operation"`
	TargetType string `json:"targetType"`
}

// spaceScope is what the operations of a space require (Confluence REST API v2, space permissions).
const spaceScope = "read:space:confluence"

// spaceID is a numeric id within an int64.
var spaceID = regexp.MustCompile(`^[1-9][0-9]{0,17}$`)

// operations are the operations that each role adds, in the order of the roles. A role has those of
// the roles before it too.
var operations = []struct {
	role    Role
	allowed []operation
}{
	{Reader, []operation{{"read", "space"}}},
	{
		Author, []operation{{"create", "page"}, {"create", "blogpost"}, {"create", "comment"},
			{"create", "attachment"}}},
	{Admin, []operation{{"administer", "space"}, {"export", "space"}, {"delete", "page"}}},
}

// NewAPI returns the part of the Confluence REST API v2 that lists a user's permitted operations in
// a space:
//
//	GET /ex/confluence/{cloudId}/wiki/api/v2/spaces/{id}/operations
//
// It answers 200 {"operations": […]}; 400 for a malformed id; 401 without a valid token of the
// right scope; 404 for a space that does not exist or is not visible.
func NewAPI(cfg APIConfig) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /ex/confluence/"+cfg.CloudID+"/wiki/api/v2/spaces/{id}/operations",
		cfg.operations)
	mux.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) {
		apiError(w, http.StatusNotFound, "NOT_FOUND")
	})
	return mux
}

func (cfg APIConfig) operations(w http.ResponseWriter, r *http.Request) {
	token, bearer := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	user, known := cfg.User(token)
	id := r.PathValue("id")
	space, exists := spaceByID(id)
	person, found := personByAccount(user.AccountID)
	switch {
	case !bearer || !known:
		apiError(w, http.StatusUnauthorized, "UNAUTHORIZED")
	case !slices.Contains(user.Scopes, spaceScope):
		apiError(w, http.StatusUnauthorized, "SCOPE_DOES_NOT_MATCH")
	case !spaceID.MatchString(id):
		apiError(w, http.StatusBadRequest, "INVALID_REQUEST_PARAMETER")
	case !exists || !found || person.Role(space) < Reader:
		apiError(w, http.StatusNotFound, "NOT_FOUND")
	default:
		writeJSON(w, http.StatusOK, map[string][]operation{
			"operations": operationsOf(person.Role(space))})
	}
}

func operationsOf(role Role) []operation {
	var allowed []operation
	for _, o := range operations {
		if role >= o.role {
			allowed = append(allowed, o.allowed...)
		}
	}
	return allowed
}

// apiError answers in the shape of the API's errors.
func apiError(w http.ResponseWriter, status int, code string) {
	writeJSON(w, status, map[string]any{"errors": []map[string]any{
		{"status": status, "code": code, "title": http.StatusText(status), "detail": nil},
	}})
}
