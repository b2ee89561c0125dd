import { text } from '../../text/en';

/** offeredName returns the name that an ARN offers; "" without an account. */
export function offeredName(roleArn: string): string {
  const account = /^arn:[a-z-]+:iam::(\d{12}):/.exec(roleArn.trim())?.[1];
  return account === undefined ? '' : text.settings.form.offeredName(account);
}
