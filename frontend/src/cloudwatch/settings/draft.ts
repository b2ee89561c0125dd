import { text } from '../../text/en';
import type { ConnectionKind } from '../../wire/kind';
import type { ListedConnection, SavedConnection } from '../../wire/settings';
import type { AccountSettings } from '../wire/account-settings';
import { wrongName } from './draft-name';

/** Draft is the input of the connection form. A secret in it lives as long as the form is open. */
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

/** DraftErrors are the error messages by field. */
export type DraftErrors = Partial<Record<keyof Draft, string>>;

/** TextField is a field with one line of text. */
export type TextField = 'name' | 'roleArn' | 'accessKeyId' | 'secretAccessKey';

/** draftFields lists the fields in page order. */
export const draftFields: readonly (keyof Draft)[] = [
  'kind',
  'roleArn',
  'accessKeyId',
  'secretAccessKey',
  'name',
  'regions',
  'namePrefixes',
];

/** draftOf returns the draft for a new or a saved connection. It never fills in keys. */
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

/** Siblings are the saved connection of a form, if any, and all connections of its space. */
export interface Siblings {
  connection: SavedConnection | null;
  connections: readonly ListedConnection[];
}

/**
 * validateDraft returns the errors that prevent a test. For a saved connection, empty keys keep the
 * stored ones.
 */
export function validateDraft(
  draft: Draft,
  settings: AccountSettings,
  { connection, connections }: Siblings,
): DraftErrors {
  const { wrong } = text.settings.form;
  const errors: DraftErrors = {};
  const others = connections.filter(({ id }) => id !== connection?.id);
  const name = wrongName(
    draft.name,
    others.map((other) => other.name),
  );
  if (name !== undefined) errors.name = name;
  if (draft.kind === 'aws-role') {
    const arn = draft.roleArn.trim();
    if (!isRoleArn(arn, settings.partition)) errors.roleArn = wrong.roleArn(settings.partition);
    else if (!roleNameOf(arn).startsWith(settings.rolePrefix))
      errors.roleArn = wrong.rolePrefix(settings.rolePrefix);
  }
  const keepsKeys = connection !== null && draft.accessKeyId === '' && draft.secretAccessKey === '';
  if (draft.kind === 'aws-user' && !keepsKeys) {
    if (!/^[A-Z0-9]{16,128}$/.test(draft.accessKeyId.trim()))
      errors.accessKeyId = wrong.accessKeyId;
    if (draft.secretAccessKey === '') errors.secretAccessKey = wrong.secret;
  }
  if (draft.regions.length === 0) errors.regions = wrong.regions;
  return errors;
}

/** bodyOf returns the request body of a draft. */
export function bodyOf(draft: Draft): Record<string, unknown> {
  return {
    name: draft.name.trim(),
    kind: draft.kind,
    ...credentialsOf(draft),
    regions: draft.regions,
    namePrefixes: prefixesOf(draft),
  };
}

/** aboutOf identifies what a proof covers: the credentials, the Regions and the External ID. */
export function aboutOf(draft: Draft, externalId: string): string {
  return JSON.stringify([draft.kind, credentialsOf(draft), draft.regions, externalId]);
}

/** changesOf returns only the changed members of a connection. The form never changes the kind. */
export function changesOf(draft: Draft, connection: SavedConnection): Record<string, unknown> {
  const now: Record<string, unknown> = { ...connection };
  return Object.fromEntries(
    Object.entries(bodyOf(draft)).filter(([name, value]) => written(value) !== written(now[name])),
  );
}

/** reachOf returns the request body of a test: everything but the name. */
export function reachOf(draft: Draft, connection: SavedConnection | null): Record<string, unknown> {
  const whole = connection ? changesOf(draft, connection) : bodyOf(draft);
  return Object.fromEntries(Object.entries(whole).filter(([member]) => member !== 'name'));
}

/** needsProof reports whether saving a draft requires a test. A new name or fence does not. */
export function needsProof(draft: Draft, connection: SavedConnection | null): boolean {
  if (!connection) return true;
  const changed = changesOf(draft, connection);
  return ['roleArn', 'accessKeyId', 'regions'].some((name) => name in changed);
}

/** fenceOf identifies the fence of a draft: a test counts the alarms within it. */
export function fenceOf(draft: Draft): string {
  return JSON.stringify(prefixesOf(draft).toSorted());
}

/** Lists of Regions and prefixes have no order. */
function written(value: unknown): string | undefined {
  return JSON.stringify(Array.isArray(value) ? value.toSorted() : value);
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

function credentialsOf(draft: Draft): Record<string, unknown> {
  switch (draft.kind) {
    case 'aws-role':
      return { roleArn: draft.roleArn.trim() };
    case 'aws-user':
      if (draft.accessKeyId === '') return {};
      return { accessKeyId: draft.accessKeyId.trim(), secretAccessKey: draft.secretAccessKey };
  }
}

/** prefixesOf parses the prefixes and removes duplicates. */
export function prefixesOf(draft: Draft): string[] {
  const typed = draft.namePrefixes.split(/[,\n]/).map((prefix) => prefix.trim());
  return [...new Set(typed.filter((prefix) => prefix !== ''))];
}

/** The name is the part after the last slash; a path may precede it. */
function roleNameOf(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}

function isRoleArn(arn: string, partition: string): boolean {
  return (
    arn.startsWith(`arn:${partition}:iam::`) && /^arn:[a-z-]+:iam::\d{12}:role\/\S+$/.test(arn)
  );
}
