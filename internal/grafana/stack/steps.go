package stack

import "pagewatch/internal/proof"

// The steps of a test of a stack, in the order in which they are asked.
const (
	// Health: is there a stack at the address, and is it awake?
	Health proof.Step = "stack"
	// TokenNeeded: does the stack refuse who has no token, and who has a made-up one?
	TokenNeeded proof.Step = "token-needed"
	// TokenAccepted: does the stack accept the token?
	TokenAccepted proof.Step = "token"
	// Rights: may the token read what Pagewatch shows, and may it do too much?
	Rights proof.Step = "rights"
	// Folders: does the token see the folders of the fence?
	Folders proof.Step = "folders"
	// Alerts: can the alert rules be read, and told apart by folder?
	Alerts proof.Step = "alerts"
	// Renderer: can the stack draw panels?
	Renderer proof.Step = "renderer"
)

// Steps returns the test of a stack. Each step is asked only after the one before has passed.
func Steps() proof.Sequence {
	all := []proof.Step{Health, TokenNeeded, TokenAccepted, Rights, Folders, Alerts, Renderer}
	steps := make(proof.Sequence, 0, len(all))
	for _, step := range all {
		steps = append(steps, []proof.Question{{Step: step}})
	}
	return steps
}
