// Package faults holds what Pagewatch does when others fail: every upstream with every fault,
// against the whole backend. It has tests alone; docs/reliability.md is their summary, and a test
// holds the two together.
package faults
