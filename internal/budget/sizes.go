package budget

const (
	// Longest is how long an answer may be, in bytes.
	Longest = 4 << 20
	// beside is what answers of one connection leave to others of its site: several of the usual
	// size, whose length is known.
	beside = 1 << 20
)

// OfAnswers returns the budget of a process for the answers that are being read: one of the longest
// for each connection, and what is beside for each site, which leaves one of the longest to other
// sites. An answer holds its share for as long as its sender takes. All services share it.
func OfAnswers() *Budget {
	return New(Sizes{Total: 2*Longest + beside, Site: Longest + beside, Connection: Longest})
}
