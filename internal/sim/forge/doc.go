// Package forge imitates Atlassian Forge for one app: the CDN that serves the app's Custom UI in a
// sandboxed frame, the bridge between that frame and the page around it, and the invocations that
// reach the app's backend with a signed token. The unmodified @forge/bridge runs on it.
//
// It holds the app to the limits that Forge documents, so that what works here has a chance of
// working there. What browsers may shape on the platform (the extension part of an invocation's
// context) they may shape here too.
//
// Facts are from developer.atlassian.com/platform/forge and from the published packages
// @forge/bridge 7.2.0 and
// @forge/csp 6.3.2, unless a comment names another source.
package forge
