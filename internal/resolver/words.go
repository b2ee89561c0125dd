package resolver

import (
	"net/http"

	"pagewatch/internal/source"
)

// statusGone is nginx's status for a client that closed the connection. No RFC defines one, and no
// client reads the answer.
const statusGone = 499

// asGuest is why Confluence may show somebody a page, and refuse its API what they may do in the
// space.
const asGuest = "Guests, and people who were invited to single pages, may see a page without " +
	"being allowed to read its space."

// words are what the codes mean that are of no provider. The messages name the cause, the hints the
// next step.
var words = map[string]wording{
	codeInvalid: {http.StatusBadRequest, source.Words{
		Message: "The request is not right.",
		Hint:    "Correct the named field and try again.",
	}},
	"proof_required": {http.StatusBadRequest, source.Words{
		Message: "Test the connection before it is saved.",
		AdminHint: "Every step of the test has to pass for the role or keys and the Regions that " +
			"are saved.",
	}},
	"proof_invalid": {http.StatusBadRequest, source.Words{
		Message: "This test does not cover what is to be saved.",
		Hint: "It was made for other values or by somebody else, or more than ten minutes ago. " +
			"Test again.",
	}},
	codeFence: {http.StatusBadRequest, source.Words{
		Message: "The request asks for more than this connection shows.",
		Hint: "A space admin decides what a connection shows. Somebody who may edit this page " +
			"can choose among that.",
	}},
	"unauthenticated": {http.StatusUnauthorized, source.Words{
		Message: "The invocation could not be verified.",
		Hint:    "Reload the page. If it stays like this, ask the people who run Pagewatch.",
	}},
	"no_user": {http.StatusForbidden, source.Words{
		Message: "Pagewatch needs to know who you are.",
		Hint:    "Sign in to Confluence. Guests and anonymous visitors cannot see live alarms.",
	}},
	"not_admin": {http.StatusForbidden, source.Words{
		Message: "Only administrators of this space can do this.",
		Hint:    "Ask a space administrator.",
	}},
	"confluence_refused": {http.StatusForbidden, source.Words{
		Message: "Confluence did not let Pagewatch ask what you may do here.",
		Hint: asGuest + " If you are not a guest, a site admin may need to approve the app " +
			"again.",
		AdminHint: "A site admin may need to approve the app's permissions again.",
	}},
	"grant_invalid": {http.StatusForbidden, source.Words{
		Message: "This view is no longer open.",
		Hint:    "Refresh to ask again.",
	}},
	"origin_refused": {http.StatusForbidden, source.Words{
		Message: "This page may not read the stream.",
		Hint:    "The people who run Pagewatch list the allowed origins.",
	}},
	"licence_inactive": {http.StatusForbidden, source.Words{
		Message: "This site has no active licence for Pagewatch.",
		Hint: "A site admin can renew it under Manage apps. Nothing is lost: what is linked " +
			"stays, can be seen in the settings, and can be removed.",
	}},
	"platform_only": {http.StatusForbidden, source.Words{
		Message: "Only Atlassian's platform can make this call.",
	}},
	"connection_not_allowed": {http.StatusForbidden, source.Words{
		Message: "The people who run Pagewatch do not allow this connection any more.",
		Hint:    "Ask a space admin to change or remove it.",
	}},
	"aws_user_forbidden": {http.StatusForbidden, source.Words{
		Message:   "The people who run Pagewatch allow IAM roles only.",
		Hint:      "A space admin can link the account again, in the space settings of Pagewatch.",
		AdminHint: "Link an IAM role instead of an IAM user.",
	}},
	"not_found": {http.StatusNotFound, source.Words{
		Message:   "There is nothing here by that name, or it is not yours to see.",
		Hint:      asGuest + " Ask a space admin for access to the space.",
		AdminHint: "Check the space and the connection.",
	}},
	"no_receipt": {http.StatusNotFound, source.Words{
		Message: "There is no receipt to download.",
		AdminHint: "Test the connection first. Receipts need a signing key, which the people who " +
			"run Pagewatch set.",
	}},
	"no_such_route": {http.StatusNotFound, source.Words{
		Message: "There is no such route.",
	}},
	"method_not_allowed": {http.StatusMethodNotAllowed, source.Words{
		Message: "This route does not take that method.",
	}},
	"conflict": {http.StatusConflict, source.Words{
		Message: "Somebody else did this at the same moment.",
		Hint:    "Reload and try again.",
	}},
	"not_offered": {http.StatusForbidden, source.Words{
		Message: "This Pagewatch does not offer this kind of connection.",
		Hint:    "Ask the people who run Pagewatch.",
	}},
	"other_account": {http.StatusConflict, source.Words{
		Message: "This connection now reaches another account or stack than this macro was " +
			"set up for.",
		Hint: "Somebody who may edit this page can open the settings of the macro, look at the " +
			"choice and save it.",
	}},
	"unknown_kind": {http.StatusConflict, source.Words{
		Message: "This version of Pagewatch does not know this kind of connection.",
		Hint:    "A newer version may have made it. Tell the people who run Pagewatch.",
	}},
	"too_large": {http.StatusRequestEntityTooLarge, source.Words{
		Message: "The request is too large.",
		Hint:    "Send at most 64 KiB.",
	}},
	"unsupported_media_type": {http.StatusUnsupportedMediaType, source.Words{
		Message: "The request has the wrong content type.",
		Hint:    "Send application/json.",
	}},
	codeGone: {statusGone, source.Words{
		Message: "The caller left before the answer.",
	}},
	codeInternal: {http.StatusInternalServerError, source.Words{
		Message: "Something went wrong on our side.",
		Hint: "Try again. If it stays like this, give the request id to the people who run " +
			"Pagewatch.",
	}},
	"store_corrupt": {http.StatusInternalServerError, source.Words{
		Message: "What is stored for this connection cannot be opened.",
		Hint:    "A space admin can link the account again, in the space settings of Pagewatch.",
		AdminHint: "Remove the connection and link it again, and tell the people who run " +
			"Pagewatch.",
	}},
	"confluence_malformed": {http.StatusBadGateway, source.Words{
		Message: "Confluence's answer about your permissions made no sense.",
		Hint:    "Try again in a minute.",
	}},
	codeUnknownUpstream: {http.StatusBadGateway, source.Words{
		Message: "A service that Pagewatch asked gave no answer that it can use.",
		Hint: "Try again in a minute. If it stays like this, give the request id to the people " +
			"who run Pagewatch.",
	}},
	"confluence_unavailable": {http.StatusServiceUnavailable, source.Words{
		Message: "Confluence did not answer when asked about your permissions.",
		Hint:    "Try again in a minute.",
	}},
	"confluence_throttled": {http.StatusServiceUnavailable, source.Words{
		Message: "Confluence is busy and did not say what you may do here.",
		Hint:    "Try again in a minute.",
	}},
	"store_unavailable": {http.StatusServiceUnavailable, source.Words{
		Message: "The store of connections did not answer.",
		Hint:    "Try again in a minute.",
	}},
	codeBusy: {http.StatusServiceUnavailable, source.Words{
		Message: "Many people are asking for this right now.",
		Hint:    "Wait a few seconds and try again. Pagewatch asks only so often.",
	}},
	codeCrowded: {http.StatusServiceUnavailable, source.Words{
		Message: "Too many people ask at the same time.",
		Hint:    "Try again in a minute.",
	}},
	codeTimeout: {http.StatusGatewayTimeout, source.Words{
		Message: "No answer came in time.",
		Hint:    "Try again.",
	}},
	"confluence_timeout": {http.StatusGatewayTimeout, source.Words{
		Message: "Confluence took too long to say what you may do here.",
		Hint:    "Try again in a minute.",
	}},
	codeNoSource: {http.StatusNotFound, source.Words{
		Message: "This connection is not in this space. It may have been removed.",
		Hint:    "Somebody who may edit this page can choose another connection.",
	}},
}
