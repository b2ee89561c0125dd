import { nameErrors, type Siblings } from '../../settings/name';
import { text } from '../../text/en';
import type { Folder } from '../../wire/folder';
import type { SavedStack } from '../../wire/settings';
import { expiryOf, isDay } from '../expiry';
import { hostOf, readHost } from './host';
import { faultOfToken } from './token';

/** The most folders of a fence. The backend has the same number. */
const MOST_CHOSEN = 50;

/**
 * StackFields are the fields of a stack in the form. A token in them lives as long as the form is
 * open.
 */
export interface StackFields {
  /** As typed: a host or an address. */
  stack: string;
  token: string;
  /** A day such as 2027-01-01, or "". */
  expires: string;
  /** Whether only `folders` are shown. */
  limited: boolean;
  folders: Folder[];
  /** Whether the form is for a new token of a saved stack. */
  renewing: boolean;
}

/** StackDraft is the input of the form of a stack. */
export interface StackDraft extends StackFields {
  name: string;
  kind: 'grafana';
}

type Errors = Partial<Record<keyof StackDraft, string>>;

/** fieldsOf returns the fields of a new or a saved stack. It never fills in a token. */
export function fieldsOf(connection: SavedStack | null, renewing: boolean): StackFields {
  const folders = connection?.folders ?? [];
  return {
    stack: connection?.stack ?? '',
    token: '',
    // A new token has an end of its own.
    expires: renewing ? '' : (connection?.expires ?? ''),
    limited: folders.length > 0,
    folders,
    renewing,
  };
}

/**
 * validateDraft returns the errors that prevent a test. For a saved connection, an empty token keeps
 * the stored one, unless the stack changes or the form is for a new token. `now` is in milliseconds
 * since 1970.
 */
export function validateDraft(draft: StackDraft, siblings: Siblings, now: number): Errors {
  const errors: Errors = nameErrors(draft.name, siblings);
  const words = text.settings.form.stacks.wrong;
  const read = readHost(draft.stack);
  if ('fault' in read) errors.stack = words.stack[read.fault];
  const wrongToken = tokenError(draft, siblings);
  if (wrongToken !== undefined) errors.token = wrongToken;
  if (draft.expires !== '' && !isDay(draft.expires)) errors.expires = words.expires;
  if (hasPassed(draft, siblings, now)) errors.expires = words.passed;
  if (draft.limited && draft.folders.length === 0) errors.folders = words.noFolder;
  if (fenceOf(draft).length > MOST_CHOSEN) errors.folders = words.manyFolders(MOST_CHOSEN);
  return errors;
}

/** The end that is stored with the same token may pass: the connection can still be renamed. */
function hasPassed(draft: StackDraft, { connection }: Siblings, now: number): boolean {
  const stored = connection?.kind === 'grafana' ? connection.expires : undefined;
  if (draft.token.trim() === '' && draft.expires === stored) return false;
  return (expiryOf(draft.expires, now)?.days ?? 0) < 0;
}

function tokenError(draft: StackDraft, { connection }: Siblings): string | undefined {
  const words = text.settings.form.stacks.wrong;
  const token = draft.token.trim();
  if (token === '' && connection?.kind === 'grafana' && !draft.renewing)
    return movesFrom(connection, draft) ? words.otherStack : undefined;
  const fault = faultOfToken(token);
  if (fault === undefined) return undefined;
  return fault === 'incomplete' ? words.token.incomplete(token.length) : words.token[fault];
}

/** Without a valid address, its own error is enough. */
function movesFrom(connection: SavedStack, draft: StackDraft): boolean {
  const host = hostOf(draft.stack);
  return host !== '' && host !== connection.stack;
}

/** bodyOf returns the request body of a draft. */
export function bodyOf(draft: StackDraft): Record<string, unknown> {
  const { kind, expires } = draft;
  return {
    name: draft.name.trim(),
    kind,
    stack: hostOf(draft.stack),
    token: draft.token.trim(),
    ...(expires === '' ? {} : { expires }),
    folders: fenceOf(draft),
  };
}

/** changesOf returns only the changed members of a connection. */
export function changesOf(draft: StackDraft, connection: SavedStack): Record<string, unknown> {
  const token = draft.token.trim();
  return {
    ...(draft.name.trim() === connection.name ? {} : { name: draft.name.trim() }),
    ...(hostOf(draft.stack) === connection.stack ? {} : { stack: hostOf(draft.stack) }),
    ...(token === '' ? {} : { token }),
    ...(draft.expires === (connection.expires ?? '') ? {} : { expires: draft.expires }),
    ...(hasFence(draft, connection) ? {} : { folders: fenceOf(draft) }),
  };
}

/** aboutOf identifies what a proof covers: the stack, the token and the folders. */
export function aboutOf(draft: StackDraft): string {
  return JSON.stringify([reachedBy(draft), uidsOf(fenceOf(draft))]);
}

/** reachedBy identifies the stack and the token. They decide which folders the test finds. */
export function reachedBy(draft: StackDraft): string {
  return JSON.stringify([draft.kind, hostOf(draft.stack), draft.token.trim()]);
}

/** needsProof reports whether saving a draft requires a test. A name or an end of a token does not. */
export function needsProof(draft: StackDraft, connection: SavedStack | null): boolean {
  if (!connection || draft.renewing) return true;
  const changed = changesOf(draft, connection);
  return ['stack', 'token', 'folders'].some((name) => name in changed);
}

/** narrows reports whether a change takes away folders that macros may show today. */
export function narrows(draft: StackDraft, connection: SavedStack): boolean {
  if (!draft.limited) return false;
  const after = uidsOf(draft.folders);
  const before = uidsOf(connection.folders);
  return before.length === 0 ? after.length > 0 : before.some((uid) => !after.includes(uid));
}

/** offeredName returns the name that an address offers; "" without a host. */
export function offeredName(stack: string): string {
  const [label = ''] = hostOf(stack).split('.');
  return label === '' ? '' : text.settings.form.stacks.offeredStack(label);
}

/** The most characters of a folder's title. The backend has the same number. */
const MOST_TITLE = 200;

/** The backend refuses a title with any of these. */
const invisible = /[\p{Cc}\p{Bidi_Control}]/gu;

/** The folders to show; none for all. */
function fenceOf({ limited, folders }: StackDraft): Folder[] {
  if (!limited) return [];
  const plain = (title: string): string =>
    Array.from(title.replace(invisible, '')).slice(0, MOST_TITLE).join('');
  return folders.map(({ uid, title }) => ({ uid, title: plain(title) }));
}

function hasFence(draft: StackDraft, connection: SavedStack): boolean {
  return uidsOf(fenceOf(draft)).join() === uidsOf(connection.folders).join();
}

function uidsOf(folders: readonly Folder[]): string[] {
  return folders.map(({ uid }) => uid).toSorted();
}
