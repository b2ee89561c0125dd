import { screen } from '@testing-library/react';
import userEvent, { type UserEvent } from '@testing-library/user-event';
import { text } from '../src/text/en';
import { fakeBackend, type Call, type Reply } from './fake-backend';
import { wireSettings } from './settings-fixtures';

/** denied is the error for a role that AWS refuses. */
export const denied = {
  code: 'aws_assume_denied',
  message: 'AWS refused to lend the role.',
  hint: 'Check the trust policy.',
  requestId: 'r-9',
};

/** accepted is the error for a probe that AWS did not refuse. */
export const accepted = { code: 'trust_random_id', message: 'AWS let a made-up External ID in.' };

/** failed returns the answer of a failed step. */
export const failed = (error: object): object => ({ outcome: 'failed', error });

/** newArn is the role in fillForm. */
export const newArn = 'arn:aws:iam::111122223333:role/new';

/** BackendOverrides are the replies that differ from the defaults. */
export interface BackendOverrides {
  /** The reply to GET /v1/settings. */
  settings?: object;
  /** The members of a step's answer that differ from a pass, by "step" or "step region". */
  steps?: Partial<Record<string, object>>;
  refuse?: (call: Call) => Reply | undefined;
}

/**
 * settingsBackend returns the settings, passes every step of a test, and accepts every other
 * request.
 */
export function settingsBackend(overrides: BackendOverrides = {}): Call[] {
  return fakeBackend((call) => overrides.refuse?.(call) ?? answer(call, overrides));
}

/**
 * fillForm fills in a role with two Regions in the guide, which it opens first if the page has a
 * list.
 */
export async function fillForm(): Promise<UserEvent> {
  const user = userEvent.setup();
  const { connections, form, guide } = text.settings;
  await screen.findByText(text.settings.externalId.intro);
  const opener = screen.queryByRole('button', { name: connections.add });
  if (opener) await user.click(opener);
  await user.click(button(guide.next));
  await user.paste(newArn);
  await user.clear(screen.getByLabelText(form.name));
  await user.paste('Staging');
  await user.type(screen.getByLabelText(form.regions), 'frankfurt{Enter}');
  await user.type(screen.getByLabelText(form.regions), 'virginia{Enter}');
  return user;
}

/** button finds a button by its full name. */
export function button(name: string): HTMLElement {
  return screen.getByRole('button', { name });
}

/** isDisabled reports whether a button is disabled. */
export function isDisabled(name: string): boolean {
  return button(name).hasAttribute('disabled');
}

/** paths lists calls as "METHOD path". */
export function paths(calls: readonly Call[]): string[] {
  return calls.map(({ method, path }) => `${method} ${path}`);
}

/** asked lists the requested steps as "step" or "step region". */
export function asked(calls: readonly Call[]): string[] {
  return calls.filter(({ path }) => path === '/v1/connections/test').map(stepOf);
}

function stepOf({ body }: Call): string {
  const region = typeof body?.region === 'string' ? ` ${body.region}` : '';
  return `${String(body?.step)}${region}`;
}

function answer(call: Call, overrides: BackendOverrides): Reply {
  if (call.path === '/v1/connections/test') return { status: 200, body: passed(call, overrides) };
  if (call.method === 'DELETE') {
    const erased = {
      id: 'c-1',
      name: 'Payments production',
      records: ['secret', 'metadata', 'test'],
    };
    return { status: 200, body: { erased, receipt: { erased: true } } };
  }
  if (call.path.includes('/receipt')) {
    const signature = { algorithm: 'Ed25519', key: 'k', value: 'v' };
    return { status: 200, body: { receipt: { connection: 'c-1' }, signature } };
  }
  if (call.method === 'GET') return { status: 200, body: overrides.settings ?? wireSettings };
  return { status: 201, body: { connection: {} } };
}

/** Each proof lists the steps before it, so that a test can check which proof a request carries. */
function passed(call: Call, overrides: BackendOverrides): object {
  const step = call.body?.step;
  const before = typeof call.body?.proof === 'string' ? `${call.body.proof}+` : '';
  return {
    step,
    outcome: 'passed',
    complete: step === 'composites' || step === 'refuse-former',
    proof: `${before}${stepOf(call)}`,
    ...(step === 'alarms' ? { region: call.body?.region, alarms: 42, truncated: false } : {}),
    ...(step === 'composites' ? { composites: 'seen' } : {}),
    ...overrides.steps?.[stepOf(call)],
  };
}
