// Package architecture holds the house to its plan; all of it is in its tests.
package architecture
