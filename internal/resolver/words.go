package resolver

import "net/http"

// said is what a code means to HTTP and to people. Errors of a source have no status of their own:
// they travel as records in a 200.
type said struct {
	status  int
	message string
	hint    string
}

// statusGone is nginx's status for a client that closed the connection. No RFC has one, and nobody
// reads the answer.
const statusGone = 499

// words is the one table from code to status and words. The messages name the cause, the hints the
// next step.
var words = map[string]said{
	codeInvalid: {http.StatusBadRequest, "The request is not right.",
		"Correct the named field and try again."},
	"proof_required": {http.StatusBadRequest, "Test the connection before it is saved.",
		"Every step of the test has to pass for the role or keys and the Regions that are saved."},
	"proof_invalid": {
		http.StatusBadRequest, "This test does not cover what is to be saved.",
		"It was made for other values or by somebody else, or more than ten minutes ago. Test again."},
	codeFence: {
		http.StatusBadRequest, "The request asks for more than this connection shows.",
		"A space admin decides what a connection shows, in Space settings > Apps > Pagewatch."},
	"unauthenticated": {http.StatusUnauthorized, "The invocation could not be verified.",
		"Reload the page. If it stays like this, ask the people who run Pagewatch."},
	"no_user": {http.StatusForbidden, "Pagewatch needs to know who you are.",
		"Sign in to Confluence. Guests and anonymous visitors cannot see live alarms."},
	"not_admin": {
		http.StatusForbidden, "Only administrators of this space can do this.",
		"Ask a space administrator."},
	"confluence_refused": {
		http.StatusForbidden, "Confluence did not let Pagewatch ask what you may do here.",
		"A site admin may need to approve the app's permissions again."},
	"grant_invalid": {http.StatusForbidden, "This view is no longer open.",
		"Refresh to ask again."},
	"origin_refused": {http.StatusForbidden, "This page may not read the stream.",
		"The people who run Pagewatch list the allowed origins."},
	"licence_inactive": {
		http.StatusForbidden, "This site has no active licence for Pagewatch.",
		"A site admin can renew it under Manage apps. Nothing is lost: what is linked stays, can be seen in the settings, and can be removed."},
	"platform_only": {
		http.StatusForbidden, "Only Atlassian's platform can make this call.", ""},
	"connection_not_allowed": {
		http.StatusForbidden, "The people who run Pagewatch do not allow this connection any more.",
		"Ask a space admin to change or remove it."},
	"aws_user_forbidden": {
		http.StatusForbidden, "The people who run Pagewatch allow IAM roles only.",
		"Link an IAM role instead of an IAM user."},
	"not_found": {
		http.StatusNotFound, "There is nothing here by that name, or it is not yours to see.",
		"Check the space and the connection."},
	"no_receipt": {http.StatusNotFound, "There is no receipt to download.",
		"Test the connection first. Receipts need a signing key, which the people who run Pagewatch set."},
	"no_such_route": {http.StatusNotFound, "There is no such route.", ""},
	"method_not_allowed": {http.StatusMethodNotAllowed, "This route does not take that method.",
		""},
	"conflict": {http.StatusConflict, "Somebody else did this at the same moment.",
		"Reload and try again."},
	"unknown_kind": {
		http.StatusConflict, "This version of Pagewatch does not know this kind of connection.",
		"A newer version may have made it. Tell the people who run Pagewatch."},
	"too_large": {http.StatusRequestEntityTooLarge, "The request is too large.",
		"Send at most 64 KiB."},
	"unsupported_media_type": {http.StatusUnsupportedMediaType,
		"The request has the wrong content type.", "Send application/json."},
	codeGone: {statusGone, "The caller left before the answer.", ""},
	codeInternal: {http.StatusInternalServerError, "Something went wrong on our side.",
		"Try again. If it stays like this, give the request id to the people who run Pagewatch."},
	"store_corrupt": {http.StatusInternalServerError,
		"What is stored for this connection cannot be opened.",
		"Remove the connection and link it again, and tell the people who run Pagewatch."},
	"confluence_malformed": {
		http.StatusBadGateway, "Confluence's answer about your permissions made no sense.",
		"Try again in a minute."},
	codeUnknownUpstream: {
		http.StatusBadGateway, "A service that Pagewatch asked gave no answer that it can use.",
		"Try again in a minute. If it stays like this, give the request id to the people who run Pagewatch."},
	"confluence_unavailable": {http.StatusServiceUnavailable,
		"Confluence did not answer when asked about your permissions.", "Try again in a minute."},
	"confluence_throttled": {http.StatusServiceUnavailable,
		"Confluence is busy and did not say what you may do here.", "Try again in a minute."},
	"store_unavailable": {http.StatusServiceUnavailable,
		"The store of connections did not answer.", "Try again in a minute."},
	codeBusy: {http.StatusServiceUnavailable,
		"Many people are asking for this right now.",
		"Wait a few seconds and try again. Pagewatch asks only so often."},
	codeCrowded: {http.StatusServiceUnavailable,
		"Too many people ask at the same time.", "Try again in a minute."},
	codeTimeout: {http.StatusGatewayTimeout, "No answer came in time.", "Try again."},
	"confluence_timeout": {http.StatusGatewayTimeout,
		"Confluence took too long to say what you may do here.", "Try again in a minute."},

	codeNoSource: {
		http.StatusNotFound, "This connection is not in this space. It may have been removed.",
		"Edit the macro and choose another connection."},
	"aws_assume_denied": {http.StatusOK, "AWS did not let Pagewatch assume the role.",
		"Check that the role ARN is right, then the role's trust policy: Pagewatch's own ARN and this space's External ID, both exactly as the settings show them. A new role can take a minute."},
	"aws_alarms_denied": {http.StatusOK, "AWS does not let alarms be read here.",
		"Allow cloudwatch:DescribeAlarms on Resource \"*\" in the permissions policy. If that is so, a policy of the AWS organization may deny this Region."},
	"aws_bad_keys": {http.StatusOK, "AWS does not know these keys here.",
		"The access key may be mistyped, switched off or deleted, or this Region may not be enabled in the account."},
	"aws_bad_signature": {http.StatusOK, "AWS refused the signature.",
		"The secret access key may be wrong. After correcting it, wait a few seconds before trying again."},
	"aws_expired": {http.StatusOK, "AWS says that the credentials have expired.",
		"Try again. If it stays like this, a clock is wrong: tell the people who run Pagewatch."},
	"aws_region_disabled": {http.StatusOK, "This Region is not enabled in the AWS account.",
		"Enable it in the account's settings, or take it out of the connection."},
	"aws_invalid": {http.StatusOK, "AWS does not accept this role.",
		"Check the role ARN letter by letter."},
	"aws_bad_question": {http.StatusOK, "AWS did not understand Pagewatch's question.",
		"Begin again. If it stays like this, give the request id to the people who run Pagewatch."},
	"aws_sts_disabled": {
		http.StatusOK,
		"AWS STS is switched off in this account for the Region that Pagewatch asks from.",
		"Switch it on in the AWS console, under IAM > Account settings > Security Token Service. The people who run Pagewatch know which Region it is."},
	"aws_sts_throttled": {
		http.StatusOK, "AWS is limiting how often Pagewatch can ask its security token service.",
		"Wait a moment and try again."},
	"aws_throttled": {
		http.StatusOK, "AWS is limiting how often this account's alarms can be read.",
		"Wait a moment and try again. The limit is shared with everything else that reads alarms in this account and Region."},
	codeAWSBusy: {http.StatusOK, "Many people are reading these alarms right now.",
		"Wait a few seconds and try again. Pagewatch asks AWS only so often, so that this account's own tools can ask too."},
	"aws_unavailable": {http.StatusOK, "AWS has a problem of its own.",
		"Try again in a minute."},
	codeAWSTimeout:    {http.StatusOK, "AWS took too long to answer.", "Try again."},
	"aws_unreachable": {http.StatusOK, "AWS could not be reached.", "Try again."},
	"aws_bad_answer": {
		http.StatusOK, "AWS's answer could not be understood, so it is not shown.", "Try again."},
	"principal_refused": {http.StatusOK, "AWS does not accept Pagewatch's own identity.",
		"Nothing in your account is wrong. Tell the people who run Pagewatch: its AWS credentials are wrong, have expired, or were switched off."},
	"principal_other": {
		http.StatusOK, "Pagewatch acts as another AWS identity than the settings show.",
		"Nothing in your account is wrong. Tell the people who run Pagewatch: PAGEWATCH_PRINCIPAL_ARN does not name the credentials it runs with."},
	"trust_missing_id": {http.StatusOK, "AWS let Pagewatch in without an External ID.",
		"Likely line of the trust policy: Condition. It does not ask for sts:ExternalId at all, or uses StringEqualsIfExists, which passes when there is none. Use StringEquals with exactly this space's External ID."},
	"trust_random_id": {http.StatusOK, "AWS let Pagewatch in with a made-up External ID.",
		"Likely line of the trust policy: Condition. It does not ask for sts:ExternalId, or uses StringLike with \"*\". Use StringEquals with exactly this space's External ID."},
	"trust_foreign_id": {
		http.StatusOK, "AWS let Pagewatch in with an External ID as another Confluence site has.",
		"Likely line of the trust policy: sts:ExternalId. A pattern such as \"pw-*\" fits every site. Use StringEquals with exactly this space's External ID."},
	"trust_sibling_id": {
		http.StatusOK,
		"AWS let Pagewatch in with an External ID as another space of this site has.",
		"Likely line of the trust policy: sts:ExternalId. A pattern that ends in \"*\" fits every space of this site. Use StringEquals with exactly this space's External ID; for several spaces, list each one's."},
	"user_root": {http.StatusOK, "These are keys of the account's root user.",
		"Nobody can limit what they may do. Delete them in the AWS console, and link a role, or an IAM user that may only read alarms."},
	"user_own_account": {http.StatusOK, "These keys belong to Pagewatch's own AWS account.",
		"Use a role, or an IAM user, of the account whose alarms you want to show."},
	codeAWSRefused: {http.StatusOK, "AWS refused the question.",
		"Try again. If it stays like this, give the request id to the people who run Pagewatch."},
}
