package cloudwatch

import (
	"pagewatch/internal/cloudwatch/account"
	"pagewatch/internal/source"
)

// retryAfter is how many seconds to wait before the next call to a throttled account.
const retryAfter = 5

// askAdmin is the next step of a reader where only an admin can act.
const askAdmin = "A space admin can find the cause with Test in the space settings of Pagewatch."

// words explain AWS's codes to people. They are sent as records of a view that is answered, so they
// have no HTTP status.
var words = map[string]source.Words{
	"aws_assume_denied": {
		Message: "AWS did not let Pagewatch assume the role.",
		Hint:    askAdmin,
		AdminHint: "Check that the role ARN is right, then the role's trust policy: Pagewatch's " +
			"own ARN and this space's External ID, both exactly as the settings show them. A " +
			"new role can take a minute.",
		NotPermitted: true,
	},
	"aws_access_changing": {
		Message: "A space admin is changing the access to AWS.",
		Hint:    "These alarms come back when the change is complete.",
		AdminHint: "The External ID of this space was replaced, and the role's trust policy does " +
			"not name the new one. Put it there, exactly as the settings show it, then test the " +
			"connection.",
		NotPermitted: true,
	},
	"aws_assume_scp": {
		Message: "A policy of the AWS organization does not let Pagewatch assume the role.",
		Hint:    askAdmin,
		AdminHint: "A service control policy denies sts:AssumeRole. It binds Pagewatch's own AWS " +
			"account: tell the people who run Pagewatch.",
		NotPermitted: true,
	},
	"aws_assume_rcp": {
		Message: "A policy of the AWS organization does not let Pagewatch assume the role.",
		Hint:    askAdmin,
		AdminHint: "A resource control policy denies sts:AssumeRole on this account's roles. Ask " +
			"the people who manage the AWS organization to allow it to Pagewatch's ARN, as the " +
			"settings show it.",
		NotPermitted: true,
	},
	"aws_alarms_denied": {
		Message: "AWS does not let alarms be read here.",
		Hint:    askAdmin,
		AdminHint: "Allow cloudwatch:DescribeAlarms on Resource \"*\" in the permissions policy. " +
			"If that is so, a policy of the AWS organization may deny this Region.",
		NotPermitted: true,
	},
	"aws_alarms_scp": {
		Message: "A policy of the AWS organization does not let alarms be read here.",
		Hint:    askAdmin,
		AdminHint: "A service control policy denies cloudwatch:DescribeAlarms in this account, " +
			"or in this Region. Ask the people who manage the AWS organization to allow it.",
		NotPermitted: true,
	},
	"aws_alarms_rcp": {
		Message: "A policy of the AWS organization does not let alarms be read here.",
		Hint:    askAdmin,
		AdminHint: "A resource control policy denies cloudwatch:DescribeAlarms in this account. " +
			"Ask the people who manage the AWS organization to allow it to this role or user.",
		NotPermitted: true,
	},
	"aws_bad_keys": {
		Message: "AWS does not know these keys here.",
		Hint:    askAdmin,
		AdminHint: "The access key may be mistyped, switched off or deleted, or this Region may " +
			"not be enabled in the account.",
	},
	"aws_bad_signature": {
		Message: "AWS refused the signature.",
		Hint:    askAdmin,
		AdminHint: "The secret access key may be wrong. After correcting it, wait a few seconds " +
			"before trying again.",
	},
	codeClock: {
		Message: "Pagewatch's clock and AWS's differ, so AWS refuses the request.",
		Hint:    "Nothing in the AWS account is wrong. Tell the people who run Pagewatch.",
	},
	"aws_expired": {
		Message: "AWS says that the credentials have expired.",
		Hint: "Try again. If it stays like this, a clock is wrong: tell the people who run " +
			"Pagewatch.",
	},
	"aws_region_disabled": {
		Message:   "This Region is not enabled in the AWS account.",
		Hint:      askAdmin,
		AdminHint: "Enable it in the account's settings, or take it out of the connection.",
	},
	"aws_invalid": {
		Message:   "AWS does not accept this role.",
		Hint:      askAdmin,
		AdminHint: "Check the role ARN letter by letter.",
	},
	"aws_bad_question": {
		Message: "AWS did not understand Pagewatch's question.",
		Hint: "Begin again. If it stays like this, give the request id to the people who run " +
			"Pagewatch.",
	},
	"aws_sts_disabled": {
		Message: "AWS STS is switched off in this account for the Region that Pagewatch asks " +
			"from.",
		Hint: askAdmin,
		AdminHint: "Switch it on in the AWS console, under IAM > Account settings > Security " +
			"Token Service. The people who run Pagewatch know which Region it is.",
	},
	"aws_sts_throttled": {
		Message:    "AWS is limiting how often Pagewatch can ask its security token service.",
		Hint:       "Wait a moment and try again.",
		RetryAfter: retryAfter,
	},
	"aws_throttled": {
		Message: "AWS is limiting how often this account's alarms can be read.",
		Hint: "Wait a moment and try again. The limit is shared with everything else that " +
			"reads alarms in this account and Region.",
		RetryAfter: retryAfter,
	},
	"aws_busy": {
		Message: "Pagewatch is asking AWS as often as it may.",
		Hint: "Wait a few seconds and try again. The limit leaves other readers, and this " +
			"account's own tools, their share.",
	},
	"aws_unavailable": {
		Message: "AWS has a problem of its own.",
		Hint:    "Try again in a minute.",
	},
	"aws_timeout": {
		Message: "AWS took too long to answer.",
		Hint:    "Try again.",
	},
	"aws_unreachable": {
		Message: "AWS could not be reached.",
		Hint:    "Try again.",
	},
	"aws_bad_answer": {
		Message: "AWS's answer could not be understood, so it is not shown.",
		Hint:    "Try again.",
	},
	"principal_refused": {
		Message: "AWS does not accept Pagewatch's own identity.",
		Hint:    "Nothing in the AWS account is wrong. Tell the people who run Pagewatch.",
		AdminHint: "Nothing in your account is wrong. Tell the people who run Pagewatch: its AWS " +
			"credentials are wrong, have expired, or were switched off.",
	},
	// The codes down to user_own_account are those of a test alone, which an admin reads.
	"principal_other": {
		Message: "Pagewatch acts as another AWS identity than the settings show.",
		AdminHint: "Nothing in your account is wrong. Tell the people who run Pagewatch: " +
			"PAGEWATCH_PRINCIPAL_ARN does not name the credentials it runs with.",
	},
	"trust_missing_id": {
		Message: "AWS let Pagewatch in without an External ID.",
		AdminHint: "Likely line of the trust policy: Condition. It does not ask for " +
			"sts:ExternalId at all, or uses StringEqualsIfExists, which passes when there is none. Use " +
			"StringEquals with exactly this space's External ID.",
	},
	"trust_random_id": {
		Message: "AWS let Pagewatch in with a made-up External ID.",
		AdminHint: "Likely line of the trust policy: Condition. It does not ask for " +
			"sts:ExternalId, or uses StringLike with \"*\". Use StringEquals with exactly this space's External " +
			"ID.",
	},
	"trust_foreign_id": {
		Message: "AWS let Pagewatch in with an External ID as another Confluence site has.",
		AdminHint: "Likely line of the trust policy: sts:ExternalId. A pattern such as \"pw-*\" " +
			"fits every site. Use StringEquals with exactly this space's External ID.",
	},
	"trust_sibling_id": {
		Message: "AWS let Pagewatch in with an External ID as another space of this site has.",
		AdminHint: "Likely line of the trust policy: sts:ExternalId. A pattern that ends in " +
			"\"*\" fits every space of this site. Use StringEquals with exactly this space's External " +
			"ID; for several spaces, list each one's.",
	},
	account.AcceptsFormer: {
		Message: "AWS does not accept the new External ID yet.",
		AdminHint: "The role accepts the former one alone, and pages go on with it. Add the new " +
			"one beside it in the role's trust policy, as the settings show both, then test again.",
	},
	account.RefusesBoth: {
		Message: "AWS refuses both External IDs, so pages do not show these alarms.",
		AdminHint: "Check that the role ARN is right, then the role's trust policy: Pagewatch's " +
			"own ARN and both External IDs, all exactly as the settings show them. Then test again.",
	},
	account.FormerUnknown: {
		Message: "AWS does not accept the new External ID yet. Whether it accepts the former one " +
			"is not known.",
		AdminHint: "Look whether pages still show these alarms. Put both External IDs into the " +
			"role's trust policy, as the settings show them, then test again.",
	},
	account.NeedsNew: {
		Message: "AWS does not accept the new External ID, which this connection uses, so pages do " +
			"not show these alarms.",
		AdminHint: "Check that the role ARN is right, then the role's trust policy: Pagewatch's " +
			"own ARN and the new External ID, both exactly as the settings show them. The former " +
			"one does not help. Then test again.",
	},
	"trust_former_id": {
		Message: "AWS still lets Pagewatch in with the former External ID.",
		AdminHint: "Remove the former ID from the role's trust policy: the connection uses the " +
			"new one. Then test again.",
	},
	"user_root": {
		Message: "These are keys of the account's root user.",
		AdminHint: "Nobody can limit what they may do. Delete them in the AWS console, and link " +
			"a role, or an IAM user that may only read alarms.",
	},
	"user_own_account": {
		Message:   "These keys belong to Pagewatch's own AWS account.",
		AdminHint: "Use a role, or an IAM user, of the account whose alarms you want to show.",
	},
	"aws_rejected": {
		Message: "AWS refused the question.",
		Hint: "Try again. If it stays like this, give the request id to the people who run " +
			"Pagewatch.",
	},
}
