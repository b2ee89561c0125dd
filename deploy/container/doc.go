// Package container holds what an operator of the Forge container service deploys to AWS:
// docs/operate/container.md says how. The test holds the template to what it promises.
package container
