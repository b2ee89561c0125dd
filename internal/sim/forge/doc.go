// Package forge imitates Atlassian Forge for one app: the CDN that serves the app's Custom UI in a
// sandboxed frame, the bridge between that frame and the page around it, and the invocations that
// reach the app's backend with a signed token. The unmodified @forge/bridge runs on it.
//
// It enforces the limits that Forge documents, so that an app that works here is likely to work
// there. As on the platform, a browser controls the extension part of an invocation's context.
//
// Sources: developer.atlassian.com/platform/forge and the published packages @forge/bridge 7.2.0
// and @forge/csp 6.3.2, unless a comment names another one.
package forge
