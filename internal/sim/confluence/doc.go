// Package confluence imitates the parts of Confluence Cloud that a macro app uses: spaces and pages
// that people view and edit, macros with their configuration, the space settings, and the REST call
// that lists a user's permitted operations in a space. Package forge runs the apps.
//
// Sources: the Confluence Cloud REST API v2 and the Forge macro and space settings modules.
package confluence
