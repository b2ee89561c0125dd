import { screen } from '@testing-library/react';
import userEvent, { type UserEvent } from '@testing-library/user-event';
import { text } from '../src/text/en';
import { fakeBackend, type Call, type Reply } from './fake-backend';
import { wireSettings } from './settings-fixtures';

/** denied is how AWS refuses a role. */
export const denied = {
  code: 'aws_assume_denied',
  message: 'AWS refused to lend the role.',
  hint: 'Check the trust policy.',
};

/** newArn is the role of the account that fillForm describes. */
export const newArn = 'arn:aws:iam::111122223333:role/new';

/** settingsBackend answers the settings, lets tests fail in one Region, and takes everything else for done. */
export function settingsBackend(
  options: { failing?: string; refuse?: (call: Call) => Reply | undefined } = {},
): Call[] {
  return fakeBackend((call) => options.refuse?.(call) ?? answer(call, options.failing));
}

/** fillForm opens the form and describes an account in two Regions. */
export async function fillForm(): Promise<UserEvent> {
  const user = userEvent.setup();
  const { connections, form } = text.settings;
  await user.click(await screen.findByRole('button', { name: connections.add }));
  await user.click(screen.getByLabelText(form.name));
  await user.paste('Staging');
  await user.click(screen.getByLabelText(form.roleArn));
  await user.paste(newArn);
  await user.type(screen.getByLabelText(form.regions), 'frankfurt{Enter}');
  await user.type(screen.getByLabelText(form.regions), 'virginia{Enter}');
  return user;
}

/** button finds a button by its whole name. */
export function button(name: string): HTMLElement {
  return screen.getByRole('button', { name });
}

/** paths lists calls as "METHOD path". */
export function paths(calls: readonly Call[]): string[] {
  return calls.map(({ method, path }) => `${method} ${path}`);
}

function answer(call: Call, failing: string | undefined): Reply {
  const region = call.body?.region;
  if (call.path.endsWith('/test')) {
    return region === failing
      ? { status: 200, body: { outcome: 'failed', region, error: denied } }
      : { status: 200, body: { outcome: 'ok', region, alarms: 42, truncated: false } };
  }
  if (call.method === 'DELETE') {
    const erased = { id: 'c-1', name: 'Payments production', records: ['secret', 'metadata'] };
    return { status: 200, body: { erased } };
  }
  return call.method === 'GET'
    ? { status: 200, body: wireSettings }
    : { status: 201, body: { connection: {} } };
}
