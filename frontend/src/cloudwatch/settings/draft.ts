import { text } from '../../text/en';
import type { ConnectionKind } from '../../wire/kind';
import type { SavedConnection, Settings } from '../../wire/settings';

/** Draft is what an admin has filled in. A secret in it lives as long as the form is open. */
export interface Draft {
  name: string;
  kind: ConnectionKind;
  roleArn: string;
  accessKeyId: string;
  secretAccessKey: string;
  regions: string[];
  /** As typed: one per line or separated by commas. */
  namePrefixes: string;
}

/** DraftErrors says, by field, what is wrong. */
export type DraftErrors = Partial<Record<keyof Draft, string>>;

/** TextField is a field of a draft that is one line of text. */
export type TextField = 'name' | 'roleArn' | 'accessKeyId' | 'secretAccessKey';

/** draftFields lists the fields in the order in which they stand on the page. */
export const draftFields: readonly (keyof Draft)[] = [
  'name',
  'kind',
  'roleArn',
  'accessKeyId',
  'secretAccessKey',
  'regions',
  'namePrefixes',
];

/** draftOf starts a form: blank, or as a connection is now. Keys are never filled in. */
export function draftOf(connection: SavedConnection | null): Draft {
  return {
    name: connection?.name ?? '',
    kind: connection?.kind ?? 'aws-role',
    roleArn: connection?.roleArn ?? '',
    accessKeyId: '',
    secretAccessKey: '',
    regions: connection?.regions ?? [],
    namePrefixes: connection?.namePrefixes.join('\n') ?? '',
  };
}

/** validateDraft says what keeps a draft from being tried. `editing` may leave the stored keys alone. */
export function validateDraft(draft: Draft, settings: Settings, editing: boolean): DraftErrors {
  const { wrong } = text.settings.form;
  const errors: DraftErrors = {};
  if (draft.name.trim() === '') errors.name = wrong.name;
  if (draft.kind === 'aws-role') {
    const arn = draft.roleArn.trim();
    if (!isRoleArn(arn, settings.partition)) errors.roleArn = wrong.roleArn(settings.partition);
    else if (!roleNameOf(arn).startsWith(settings.rolePrefix))
      errors.roleArn = wrong.rolePrefix(settings.rolePrefix);
  }
  const keepsKeys = editing && draft.accessKeyId === '' && draft.secretAccessKey === '';
  if (draft.kind === 'aws-user' && !keepsKeys) {
    if (!/^[A-Z0-9]{16,128}$/.test(draft.accessKeyId.trim()))
      errors.accessKeyId = wrong.accessKeyId;
    if (draft.secretAccessKey === '') errors.secretAccessKey = wrong.secret;
  }
  if (draft.regions.length === 0) errors.regions = wrong.regions;
  return errors;
}

/** bodyOf writes a draft as the backend reads it. */
export function bodyOf(draft: Draft): Record<string, unknown> {
  return {
    name: draft.name.trim(),
    kind: draft.kind,
    ...credentialsOf(draft),
    regions: draft.regions,
    namePrefixes: prefixesOf(draft),
  };
}

/** aboutOf identifies everything that a proof is true of: the credentials, the Regions, and the External ID. */
export function aboutOf(draft: Draft, externalId: string): string {
  return JSON.stringify([draft.kind, credentialsOf(draft), draft.regions, externalId]);
}

/** changesOf writes only what differs from the connection as it is. The form never changes the kind. */
export function changesOf(draft: Draft, connection: SavedConnection): Record<string, unknown> {
  const now: Record<string, unknown> = { ...connection };
  return Object.fromEntries(
    Object.entries(bodyOf(draft)).filter(([name, value]) => written(value) !== written(now[name])),
  );
}

/** reachOf is what a test is about, as the backend reads it: everything but the name. */
export function reachOf(draft: Draft, connection: SavedConnection | null): Record<string, unknown> {
  const whole = connection ? changesOf(draft, connection) : bodyOf(draft);
  return Object.fromEntries(Object.entries(whole).filter(([member]) => member !== 'name'));
}

/** needsProof reports whether a draft can be saved only after a test. A new name or fence needs none. */
export function needsProof(draft: Draft, connection: SavedConnection | null): boolean {
  if (!connection) return true;
  const changed = changesOf(draft, connection);
  return ['roleArn', 'accessKeyId', 'regions'].some((name) => name in changed);
}

/** fenceOf identifies the fence of a draft: a test counts the alarms inside it. */
export function fenceOf(draft: Draft): string {
  return JSON.stringify(prefixesOf(draft).toSorted());
}

/** Lists of Regions and prefixes have no order. */
function written(value: unknown): string | undefined {
  return JSON.stringify(Array.isArray(value) ? value.toSorted() : value);
}

/** errorsFrom puts the backend's field, such as "connection.regions[0]", on the form's field, if it is one. */
export function errorsFrom(field: string | undefined, message: string): DraftErrors {
  const name = field?.replace(/^connection\./, '').replace(/[.[].*$/, '');
  const known = draftFields.find((it) => it === name);
  return known ? { [known]: message } : {};
}

function credentialsOf(draft: Draft): Record<string, unknown> {
  switch (draft.kind) {
    case 'aws-role':
      return { roleArn: draft.roleArn.trim() };
    case 'aws-user':
      if (draft.accessKeyId === '') return {};
      return { accessKeyId: draft.accessKeyId.trim(), secretAccessKey: draft.secretAccessKey };
  }
}

/** prefixesOf reads the prefixes as they were typed, each once. */
export function prefixesOf(draft: Draft): string[] {
  const typed = draft.namePrefixes.split(/[,\n]/).map((prefix) => prefix.trim());
  return [...new Set(typed.filter((prefix) => prefix !== ''))];
}

/** The name is what follows the last slash; a path may stand before it. */
function roleNameOf(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}

function isRoleArn(arn: string, partition: string): boolean {
  return (
    arn.startsWith(`arn:${partition}:iam::`) && /^arn:[a-z-]+:iam::\d{12}:role\/\S+$/.test(arn)
  );
}
