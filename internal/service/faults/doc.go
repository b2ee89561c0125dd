// Package faults tests how Pagewatch behaves when its upstreams and its disk fail: every upstream
// with every fault, against the whole backend. It has tests alone. docs/reliability.md is their
// summary, and a test compares the two.
package faults
