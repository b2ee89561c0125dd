// Package confluence imitates the parts of Confluence Cloud that a macro app meets: spaces and
// pages that people view and edit, macros with their configuration, the space settings, and the
// REST call that says what a user may do in a space. It knows nothing of how apps run; the forge
// package does that.
//
// The wire facts are those of the Confluence Cloud REST API v2 and of the Forge macro and space
// settings modules.
package confluence
