// Package architecture checks the layout of the repository. It consists of tests: each package has
// the imports that its layer allows, each parser a fuzz target, and each promise of SECURITY.md a
// test.
package architecture
