import { render, screen } from '@testing-library/react';
import userEvent, { type UserEvent } from '@testing-library/user-event';
import { createElement } from 'react';
import { App } from '../src/settings/app';
import { text } from '../src/text/en';
import type { Call, Reply } from './fake-backend';
import { trustPolicy, wireSettings } from './settings-fixtures';
import { failed, settingsBackend } from './settings-page';

const both = {
  ...trustPolicy.Statement[0],
  Condition: { StringEquals: { 'sts:ExternalId': ['pw-site-new', 'pw-site-space'] } },
};

/** rotating returns settings in a rotation, in which the role has this state. */
export function rotating(state: string): typeof wireSettings & { rotation: object } {
  const files = wireSettings.setup.files.map((file) =>
    file.id === 'trust' ? { ...file, text: JSON.stringify({ Statement: [both] }) } : file,
  );
  return {
    ...wireSettings,
    externalId: 'pw-site-new',
    rotation: {
      begun: '2026-11-20T10:00:00.123Z',
      until: new Date(Date.now() + 29.5 * 86_400_000).toISOString(),
      setup: { roleName: 'R', externalIds: 'pw-site-new,pw-site-space', files },
      connections: [{ id: 'c-1', state }],
    },
  };
}

/** tested returns settings in which the role's last test failed at a step. */
export function tested(settings: typeof wireSettings, step: string, code: string): object {
  const at = '2026-11-21T10:00:00Z';
  const results = [{ step, outcome: 'failed', code, at }];
  const [role, ...others] = settings.connections;
  return {
    ...settings,
    connections: [{ ...role, test: { at, outcome: 'failed', results } }, ...others],
  };
}

/** rotationBackend answers with settings that a test may replace, and records the calls. */
export function rotationBackend(
  first: object,
  answers: Partial<Record<string, Reply>> = {},
): { calls: Call[]; now: { settings: object } } {
  const now = { settings: first };
  const calls = settingsBackend({
    refuse: (call: Call) => {
      const reply = answers[call.path];
      if (reply) return reply;
      return call.method === 'GET' && call.path.startsWith('/v1/settings')
        ? { status: 200, body: now.settings }
        : undefined;
    },
    steps: { 'refuse-former': failed({ code: 'trust_former_id', message: 'It lets in both.' }) },
  });
  return { calls, now };
}

/** open renders the settings page, and waits for its answer. */
export async function open(): Promise<UserEvent> {
  const user = userEvent.setup();
  render(createElement(App));
  await screen.findByRole('heading', { name: text.settings.externalId.title });
  return user;
}
