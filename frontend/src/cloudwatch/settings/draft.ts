import { text } from '../../text/en';
import { nameErrors, type Siblings } from '../../settings/name';
import type { AccountKind } from '../../wire/kind';
import type { SavedAccount } from '../../wire/settings';
import type { AccountSettings } from '../wire/account-settings';

/**
 * AccountFields are the fields of an account in the form. A secret in them lives as long as the form
 * is open.
 */
export interface AccountFields {
  roleArn: string;
  accessKeyId: string;
  secretAccessKey: string;
  regions: string[];
  /** As typed: one per line or separated by commas. */
  namePrefixes: string;
}

/** AccountDraft is the input of the form of an account. */
export interface AccountDraft extends AccountFields {
  name: string;
  kind: AccountKind;
}

type Errors = Partial<Record<keyof AccountDraft, string>>;

/** fieldsOf returns the fields of a new or a saved account. It never fills in keys. */
export function fieldsOf(connection: SavedAccount | null): AccountFields {
  return {
    roleArn: connection?.roleArn ?? '',
    accessKeyId: '',
    secretAccessKey: '',
    regions: connection?.regions ?? [],
    namePrefixes: connection?.namePrefixes.join('\n') ?? '',
  };
}

/**
 * validateDraft returns the errors that prevent a test. For a saved connection, empty keys keep the
 * stored ones.
 */
export function validateDraft(
  draft: AccountDraft,
  settings: AccountSettings,
  siblings: Siblings,
): Errors {
  const { wrong } = text.settings.form;
  const errors: Errors = nameErrors(draft.name, siblings);
  if (draft.kind === 'aws-role') {
    const arn = draft.roleArn.trim();
    if (!isRoleArn(arn, settings.partition)) errors.roleArn = wrong.roleArn(settings.partition);
    else if (!roleNameOf(arn).startsWith(settings.rolePrefix))
      errors.roleArn = wrong.rolePrefix(settings.rolePrefix);
  }
  const keepsKeys =
    siblings.connection !== null && draft.accessKeyId === '' && draft.secretAccessKey === '';
  if (draft.kind === 'aws-user' && !keepsKeys) {
    if (!/^[A-Z0-9]{16,128}$/.test(draft.accessKeyId.trim()))
      errors.accessKeyId = wrong.accessKeyId;
    if (draft.secretAccessKey === '') errors.secretAccessKey = wrong.secret;
  }
  if (draft.regions.length === 0) errors.regions = wrong.regions;
  return errors;
}

/** bodyOf returns the request body of a draft. */
export function bodyOf(draft: AccountDraft): Record<string, unknown> {
  return {
    name: draft.name.trim(),
    kind: draft.kind,
    ...credentialsOf(draft),
    regions: draft.regions,
    namePrefixes: prefixesOf(draft),
  };
}

/** aboutOf identifies what a proof covers: the credentials, the Regions and the External ID. */
export function aboutOf(draft: AccountDraft, externalId: string): string {
  return JSON.stringify([draft.kind, credentialsOf(draft), draft.regions, externalId]);
}

/** changesOf returns only the changed members of a connection. The form never changes the kind. */
export function changesOf(draft: AccountDraft, connection: SavedAccount): Record<string, unknown> {
  const now: Record<string, unknown> = { ...connection };
  return Object.fromEntries(
    Object.entries(bodyOf(draft)).filter(([name, value]) => written(value) !== written(now[name])),
  );
}

/** needsProof reports whether saving a draft requires a test. A new name or fence does not. */
export function needsProof(draft: AccountDraft, connection: SavedAccount | null): boolean {
  if (!connection) return true;
  const changed = changesOf(draft, connection);
  return ['roleArn', 'accessKeyId', 'regions'].some((name) => name in changed);
}

/** fenceOf identifies the fence of a draft: a test counts the alarms within it. */
export function fenceOf(draft: AccountDraft): string {
  return JSON.stringify(prefixesOf(draft).toSorted());
}

/** Lists of Regions and prefixes have no order. */
function written(value: unknown): string | undefined {
  return JSON.stringify(Array.isArray(value) ? value.toSorted() : value);
}

function credentialsOf(draft: AccountDraft): Record<string, unknown> {
  switch (draft.kind) {
    case 'aws-role':
      return { roleArn: draft.roleArn.trim() };
    case 'aws-user':
      if (draft.accessKeyId === '') return {};
      return { accessKeyId: draft.accessKeyId.trim(), secretAccessKey: draft.secretAccessKey };
  }
}

/** prefixesOf parses the prefixes and removes duplicates. */
export function prefixesOf(draft: AccountDraft): string[] {
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
