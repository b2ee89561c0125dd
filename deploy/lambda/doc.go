// Package lambda holds what an operator deploys to AWS: README.md says how. The tests hold the
// template to what it promises.
package lambda
