// The fields of a draft and their rules depend on the provider of the connection. The form keeps,
// tests and saves a draft of any provider.
import * as account from '../cloudwatch/settings/draft';
import { offeredName as offeredByAccount } from '../cloudwatch/settings/draft-name';
import { narrows as narrowsAccount } from '../cloudwatch/settings/narrowing';
import * as stack from '../grafana/settings/draft';
import { fieldOf } from '../grafana/settings/fault-field';
import type { Siblings } from '../settings/name';
import { text } from '../text/en';
import type { AccountKind } from '../wire/kind';
import type { Problem } from '../wire/problem';
import type { SavedAccount, SavedConnection, SavedStack } from '../wire/settings';
import { kindsIn, type LinkSettings } from './link-settings';

interface Fields extends account.AccountFields, stack.StackFields {
  name: string;
}

/** Draft is the input of the connection form. It keeps the fields of each kind. */
export type Draft = (Fields & { kind: AccountKind }) | (Fields & { kind: 'grafana' });

/** DraftErrors are the error messages by field. */
export type DraftErrors = Partial<Record<keyof Draft, string>>;

/** TextField is a field with one line of text. */
export type TextField =
  'name' | 'roleArn' | 'accessKeyId' | 'secretAccessKey' | 'stack' | 'token' | 'expires';

/** draftFields lists the fields in page order. */
export const draftFields: readonly (keyof Draft)[] = [
  'kind',
  'stack',
  'token',
  'roleArn',
  'accessKeyId',
  'secretAccessKey',
  'name',
  'expires',
  'regions',
  'namePrefixes',
  'folders',
];

type Change = Record<string, unknown>;

/** draftOf returns the draft for a new or a saved connection. It never fills in a secret. */
export function draftOf(
  connection: SavedConnection | null,
  settings: LinkSettings,
  renewing = false,
): Draft {
  const kind = connection?.kind ?? kindsIn(settings)[0] ?? 'aws-role';
  return {
    name: connection?.name ?? '',
    kind,
    ...account.fieldsOf(accountIn(connection)),
    ...stack.fieldsOf(stackIn(connection), renewing),
  };
}

/** validateDraft returns the errors that prevent a test. `now` is in milliseconds since 1970. */
export function validateDraft(
  draft: Draft,
  { accounts }: LinkSettings,
  siblings: Siblings,
  now: number,
): DraftErrors {
  if (draft.kind === 'grafana') return stack.validateDraft(draft, siblings, now);
  if (!accounts) return { kind: text.settings.notOffered };
  return account.validateDraft(draft, accounts, siblings);
}

/** bodyOf returns the request body of a draft. */
export function bodyOf(draft: Draft): Change {
  return draft.kind === 'grafana' ? stack.bodyOf(draft) : account.bodyOf(draft);
}

/** aboutOf identifies what a proof covers. */
export function aboutOf(draft: Draft, { accounts }: LinkSettings): string {
  return draft.kind === 'grafana'
    ? stack.aboutOf(draft)
    : account.aboutOf(draft, accounts?.externalId ?? '');
}

/** reachedBy identifies what decides which folders a test finds. */
export function reachedBy(draft: Draft): string {
  return draft.kind === 'grafana' ? stack.reachedBy(draft) : '';
}

/** fenceOf identifies the fence of a draft as far as a test does not prove it. */
export function fenceOf(draft: Draft): string {
  return draft.kind === 'grafana' ? '' : account.fenceOf(draft);
}

/** placesIn lists the ids of the places of a draft. */
export function placesIn(draft: Draft): string[] {
  return draft.kind === 'grafana' ? [] : draft.regions;
}

/** changesOf returns only the changed members of a connection. The form never changes the kind. */
export function changesOf(draft: Draft, connection: SavedConnection): Change {
  if (draft.kind === 'grafana')
    return connection.kind === 'grafana' ? stack.changesOf(draft, connection) : {};
  return connection.kind === 'grafana' ? {} : account.changesOf(draft, connection);
}

/** reachOf returns the request body of a test: everything but the name. */
export function reachOf(draft: Draft, connection: SavedConnection | null): Change {
  const whole = connection ? changesOf(draft, connection) : bodyOf(draft);
  return Object.fromEntries(Object.entries(whole).filter(([member]) => member !== 'name'));
}

/** needsProof reports whether saving a draft requires a test. */
export function needsProof(draft: Draft, connection: SavedConnection | null): boolean {
  return draft.kind === 'grafana'
    ? stack.needsProof(draft, stackIn(connection))
    : account.needsProof(draft, accountIn(connection));
}

/** narrows reports whether a change removes access that macros may use today. */
export function narrows(draft: Draft, connection: SavedConnection): boolean {
  if (draft.kind === 'grafana')
    return connection.kind === 'grafana' && stack.narrows(draft, connection);
  return connection.kind !== 'grafana' && narrowsAccount(draft, connection);
}

/**
 * errorsFrom maps the backend's field, such as "connection.regions[0]", to a field of the form, if
 * it has one.
 */
export function errorsFrom(field: string | undefined, message: string): DraftErrors {
  const name = field?.replace(/^connection\./, '').replace(/[.[].*$/, '');
  const known = draftFields.find((it) => it === name);
  return known ? { [known]: message } : {};
}

/** errorsOf maps the problem of a failed step to the field that it is about, if any. */
export function errorsOf({ code, message, hint }: Problem): DraftErrors {
  return errorsFrom(fieldOf(code), [message, hint].filter(Boolean).join(' '));
}

/**
 * withName offers a name for what a draft links, in place of no name or of the one offered before.
 */
export function withName(draft: Draft, before: Draft): Draft {
  const offered = offeredName(draft);
  const isOwn = draft.name !== '' && draft.name !== offeredName(before);
  return offered === offeredName(before) || isOwn ? draft : { ...draft, name: offered };
}

function offeredName(draft: Draft): string {
  return draft.kind === 'grafana'
    ? stack.offeredName(draft.stack)
    : offeredByAccount(draft.roleArn);
}

function accountIn(connection: SavedConnection | null): SavedAccount | null {
  return connection && connection.kind !== 'grafana' ? connection : null;
}

function stackIn(connection: SavedConnection | null): SavedStack | null {
  return connection?.kind === 'grafana' ? connection : null;
}
