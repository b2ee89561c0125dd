package grafana

import "pagewatch/internal/source"

// askAdmin is the next step of a reader where only an admin can act.
const askAdmin = "A space admin can find the cause with Test in the space settings of Pagewatch."

// words explain the codes to people.
var words = map[string]source.Words{
	"grafana_token_invalid": {
		Message: "Grafana does not know the token of this connection.",
		Hint:    askAdmin,
		AdminHint: "Make a new token of the service account and give it here. A token of another " +
			"stack does not work.",
		NotPermitted: true,
	},
	"grafana_token_expired": {
		Message:      "The token of this connection has expired.",
		Hint:         askAdmin,
		AdminHint:    "Make a new token of the service account and give it here.",
		NotPermitted: true,
	},
	"grafana_token_revoked": {
		Message:      "The token of this connection has been revoked.",
		Hint:         askAdmin,
		AdminHint:    "Make a new token of the service account and give it here.",
		NotPermitted: true,
	},
	"grafana_account_disabled": {
		Message:      "The service account of this connection is disabled.",
		Hint:         askAdmin,
		AdminHint:    "Enable the service account in Grafana, or give the token of another one.",
		NotPermitted: true,
	},
	"grafana_token_elsewhere": {
		Message:      "The token of this connection belongs to another stack.",
		Hint:         askAdmin,
		AdminHint:    "Make a token in the stack whose address is given here.",
		NotPermitted: true,
	},
	"grafana_forbidden": {
		Message: "Grafana does not let this token read what is shown here.",
		Hint:    askAdmin,
		AdminHint: "Give the service account the rights that the test names. Alerts need " +
			"alert.rules:read and folders:read on their folders.",
		NotPermitted: true,
	},
	"grafana_no_folders": {
		Message: "The token of this connection sees no folders, and so no alert rules.",
		Hint:    askAdmin,
		AdminHint: "Give the service account folders:read and alert.rules:read on the folders to " +
			"show.",
		NotPermitted: true,
	},
	"grafana_folder_gone": {
		Message: "A folder that this connection is limited to is gone, or hidden from its token.",
		Hint:    askAdmin,
		AdminHint: "Choose the folders of the connection again. Until then it shows nothing of " +
			"the missing one.",
		NotPermitted: true,
	},
	"grafana_folder_not_found": {
		Message: "The folders that this macro asks for are gone, or hidden from its connection.",
		Hint: "Whoever edits this page can choose the folders again, in the settings of this " +
			"macro.",
		NotPermitted: true,
	},
	"grafana_no_scope": {
		Message: "This Grafana does not tell which folder a rule is in, so that nothing can be " +
			"limited to folders.",
		Hint: askAdmin,
		AdminHint: "Alert rules can be limited to folders from Grafana 12 on. A connection without " +
			"folders, and a macro without them, show all rules.",
	},
	"grafana_no_stack": {
		Message: "There is no such stack, or it is asleep.",
		Hint:    "Open the stack once in the browser: that wakes it.",
		AdminHint: "Check the address. If it is right, open the stack once in the browser: that " +
			"wakes it.",
	},
	"grafana_waking": {
		Message:    "The stack is waking up.",
		Hint:       "That takes about two minutes.",
		RetryAfter: 20,
	},
	"grafana_stack_unavailable": {
		Message: "Grafana Cloud does not let this stack answer now.",
		Hint:    "Open the stack in the browser to see why.",
	},
	"grafana_redirect": {
		Message:   "The stack answered with a redirect, which Pagewatch does not follow.",
		Hint:      askAdmin,
		AdminHint: "The stack may have another address now. Open it in the browser and compare.",
	},
	"grafana_not_found": {
		Message: "Grafana has nothing there, or does not let this token see it.",
		Hint:    askAdmin,
	},
	"grafana_throttled": {
		Message:    "The stack answers too many questions at the moment.",
		Hint:       "Try again shortly.",
		RetryAfter: 5,
	},
	codeBusy: {
		Message:    "Too many views of this connection at once.",
		Hint:       "Try again shortly.",
		RetryAfter: 5,
	},
	"grafana_unavailable": {
		Message:    "The stack has a problem of its own.",
		Hint:       "Try again shortly. Grafana's status page may say more.",
		RetryAfter: 10,
	},
	"grafana_unreachable": {
		Message:    "The stack could not be reached.",
		Hint:       "Try again shortly.",
		RetryAfter: 5,
	},
	codeTimeout: {
		Message:    "The stack did not answer in time.",
		Hint:       "Try again shortly.",
		RetryAfter: 5,
	},
	codeBadAnswer: {
		Message: "The stack's answer was not understood.",
		Hint:    "Try again. If it stays, tell the people who run Pagewatch.",
	},
	codeRejected: {
		Message: "The stack rejected the question.",
		Hint:    "Try again. If it stays, tell the people who run Pagewatch.",
	},
	"grafana_open": {
		Message: "This address answers whoever asks, with a wrong token too.",
		Hint:    "It is not a Grafana that guards itself. Check the address.",
	},
	"grafana_unhealthy": {
		Message:    "The stack reports that its database is not well.",
		Hint:       "Try again shortly.",
		RetryAfter: 10,
	},
	"grafana_rights_missing": {
		Message: "The token may not read alert rules.",
		Hint: "Give the service account alert.rules:read and folders:read: the role Viewer has " +
			"both.",
	},
	"grafana_token_broad": {
		Message: "The token may change things, and this Pagewatch accepts only tokens that read.",
		Hint:    "Give the service account the role Viewer, or a role with read actions alone.",
	},
}

// notes explain the notes on steps that passed to an admin.
var notes = map[string]source.Words{
	noteRightsUnknown: {
		Message: "Grafana does not tell what this token may do.",
		Hint:    "Compare the service account's role with the one that the guide names.",
	},
	noteRightsMissing: {
		Message: "The token lacks rights that dashboards and panels need. Alerts work without them.",
	},
	noteBroad: {
		Message: "The token may do more than read. Pagewatch only reads with it.",
		Hint:    "Give the service account the role Viewer, or a role with read actions alone.",
	},
	notePlugins: {
		Message: "The token may change things in apps (plugins) of Grafana. Pagewatch reads alert " +
			"rules alone.",
		Hint: "Grafana gives such rights to roles by itself. A role with read actions alone has none.",
	},
	noteUnread: {
		Message: "The token sees these folders, but may not read their alert rules: Grafana leaves " +
			"them out, and pages do not show them.",
		Hint: "Give the service account alert.rules:read and folders:read on these folders, or " +
			"choose other folders.",
	},
	noteEverywhere: {
		Message: "The token sees every folder of the stack.",
		Hint:    "Limit the connection to folders, or the token, if readers should see less.",
	},
	noteDeprecated: {
		Message: "Grafana has announced the end of the route by which alert rules are read.",
		Hint:    "Tell the people who run Pagewatch: a newer version will be needed.",
	},
	noteNoRules: {
		Message: "The token sees no alert rules inside the folders of this connection.",
	},
	noteNoRenderer: {
		Message: "This stack has no image renderer: panels will not work, alerts will.",
	},
}
