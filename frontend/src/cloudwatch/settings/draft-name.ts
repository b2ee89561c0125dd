import { text } from '../../text/en';

/** The most characters of a name. */
const MOST = 80;

/** Scripts and emoji need joiners and two selectors; the backend decides where they may stand. */
const invisible =
  /\p{Cc}|(?!\u200c|\u200d|\ufe0e|\ufe0f)[\p{Cf}\p{Default_Ignorable_Code_Point}]|(?! )\p{Z}|\u2800/u;

/** wrongName returns the error of a name, if any. The backend has the last word. */
export function wrongName(name: string, taken: readonly string[]): string | undefined {
  const { wrong } = text.settings.form;
  const own = name.trim();
  if (own === '') return wrong.name;
  if (Array.from(own).length > MOST) return wrong.nameLong(MOST);
  if (invisible.test(own)) return wrong.nameInvisible;
  const isTaken = taken.some((other) => other.toLowerCase() === own.toLowerCase());
  return isTaken ? wrong.nameTaken : undefined;
}

interface Named {
  name: string;
  roleArn: string;
}

/**
 * withName offers the account in a new role ARN as the name, in place of no name or of the one
 * offered before.
 */
export function withName<Draft extends Named>(draft: Draft, before: Draft): Draft {
  const isOwn = draft.name !== '' && draft.name !== offeredName(before.roleArn);
  if (draft.roleArn === before.roleArn || isOwn) return draft;
  return { ...draft, name: offeredName(draft.roleArn) };
}

/** offeredName returns the name that an ARN offers; "" without an account. */
function offeredName(roleArn: string): string {
  const account = /^arn:[a-z-]+:iam::(\d{12}):/.exec(roleArn.trim())?.[1];
  return account === undefined ? '' : text.settings.form.offeredName(account);
}
