package confluence

// Role is the level of a person's rights in a space. Each role includes the ones before it.
type Role int

// The roles, weakest first.
const (
	None Role = iota
	Reader
	Author
	Admin
)

// Person is a person who can be signed in. The zero Person is the anonymous visitor.
type Person struct {
	// Key identifies the person in the switcher.
	Key string
	// Name is the display name.
	Name string
	// About describes the person's rights in a few words.
	About string
	// AccountID is the Atlassian account id; empty for the anonymous visitor.
	AccountID string

	roles map[string]Role
}

// Space is a Confluence space.
type Space struct {
	// ID is the numeric id, as a string.
	ID string
	// Key is the space's key in addresses.
	Key string
	// Name is the display name.
	Name string
	// Public spaces are readable by the anonymous visitor.
	Public bool
}

// anonymousKey is the switcher's key of the anonymous visitor.
const anonymousKey = "anonymous"

// spaces are the imitation's spaces.
var spaces = []Space{
	{ID: "65538", Key: "PAY", Name: "Payments"},
	{ID: "131074", Key: "LOG", Name: "Logistics", Public: true},
}

// people are the persons of the switcher, the default first.
var people = []Person{
	{
		Key: "ada", Name: "Ada Okafor", About: "Admin of Payments, author in Logistics",
		AccountID: "712020:5f1b7e0a-9c1e-4f0e-8a63-0d2f6f4b1c01",
		roles:     map[string]Role{"PAY": Admin, "LOG": Author},
	},
	{
		Key: "ravi", Name: "Ravi Menon", About: "Reader of Payments",
		AccountID: "712020:2b9d4c57-61d8-4a4e-b0b5-7c0e3a9d2f02",
		roles:     map[string]Role{"PAY": Reader},
	},
	{
		Key: "lena", Name: "Lena Brandt", About: "Admin of Logistics, does not know Payments",
		AccountID: "712020:c83f6a12-0e7b-4d6b-9a35-4e1d8b7c5a03",
		roles:     map[string]Role{"LOG": Admin},
	},
	{Key: anonymousKey, Name: "Anonymous visitor", About: "Not signed in"},
}

// PersonByKey returns the person with that switcher key.
func PersonByKey(key string) (Person, bool) {
	for _, p := range people {
		if p.Key == key {
			return p, true
		}
	}
	return Person{}, false
}

// personByAccount returns the person with that account id.
func personByAccount(accountID string) (Person, bool) {
	for _, p := range people {
		if p.AccountID == accountID && accountID != "" {
			return p, true
		}
	}
	return Person{}, false
}

// Anonymous reports whether the person is the anonymous visitor.
func (p Person) Anonymous() bool { return p.AccountID == "" }

// Role returns the person's role in the space.
func (p Person) Role(s Space) Role {
	if role := p.roles[s.Key]; role != None {
		return role
	}
	if p.Anonymous() && s.Public {
		return Reader
	}
	return None
}

// SpaceByKey returns the space with that key.
func SpaceByKey(key string) (Space, bool) {
	for _, s := range spaces {
		if s.Key == key {
			return s, true
		}
	}
	return Space{}, false
}

// spaceByID returns the space with that numeric id.
func spaceByID(id string) (Space, bool) {
	for _, s := range spaces {
		if s.ID == id {
			return s, true
		}
	}
	return Space{}, false
}

// spacesFor returns the spaces in which the person has at least that role.
func spacesFor(p Person, least Role) []Space {
	var found []Space
	for _, s := range spaces {
		if p.Role(s) >= least {
			found = append(found, s)
		}
	}
	return found
}
