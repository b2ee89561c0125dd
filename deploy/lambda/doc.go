// Package lambda holds what an operator deploys to AWS: docs/operate/lambda.md says how. The tests
// hold the template, and the commands about it, to what they promise.
package lambda
