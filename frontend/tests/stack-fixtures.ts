import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { screen } from '@testing-library/react';
import userEvent, { type UserEvent } from '@testing-library/user-event';
import { text } from '../src/text/en';
import { Fields } from '../src/wire/fields';
import { settingsWithoutAccounts, wireSettings } from './settings-fixtures';
import { button, settingsBackend, type BackendOverrides } from './settings-page';
import type { Call } from './fake-backend';

/** goldenJson reads a golden file that the backend's tests read too. */
export function goldenJson(name: string): unknown {
  return JSON.parse(readFileSync(join(import.meta.dirname, '../../testdata/wire', name), 'utf8'));
}

/** validToken is a token with a right checksum. No file has it in one piece. */
export const validToken = firstToken();

function firstToken(): string {
  const [row] = new Fields(goldenJson('stack-fields.json'), 'golden').list('tokens', (it) => it);
  return new Fields(row, 'row').strings('parts').join('');
}

const grafana = { forbidBroadTokens: false };

/** savedStack is a connection to a stack, limited to one folder. */
export const savedStack = {
  id: 'g-1',
  name: 'Payments Grafana',
  kind: 'grafana',
  stack: 'example.grafana.net',
  folders: [{ uid: 'sand', title: 'Sandbox' }],
  expires: '2999-01-01',
  regions: [],
  namePrefixes: [],
  status: 'ready',
};

/** bothSettings offers accounts and stacks, and has connections of both. */
export const bothSettings = {
  ...wireSettings,
  grafana,
  connections: [...wireSettings.connections, savedStack],
};

/** stacksOnly is the reply of a deployment that offers stacks alone. */
export const stacksOnly = { ...settingsWithoutAccounts, grafana, connections: [savedStack] };

/** What the test of stackBackend finds. */
const folders = [
  { uid: 'prod', title: 'Production' },
  { uid: 'team-a', title: 'Team A', parent: 'prod' },
  { uid: 'sand', title: 'Sandbox' },
];

/** stackSteps lists the steps of a test of a stack. */
export const stackSteps = [
  'stack',
  'token-needed',
  'token',
  'rights',
  'folders',
  'alerts',
  'renderer',
];

/** stackBackend is settingsBackend for stacks: the test finds folders and twelve rules. */
export function stackBackend(overrides: BackendOverrides = {}): Call[] {
  const { settings = bothSettings, steps, ...others } = overrides;
  return settingsBackend({
    ...others,
    settings,
    steps: {
      folders: { folders },
      alerts: { alarms: 12, truncated: false, complete: true },
      renderer: { complete: true },
      ...steps,
    },
  });
}

/** enterStack opens the guide, and fills in a stack and its token. */
export async function enterStack(address = 'https://example.grafana.net/'): Promise<UserEvent> {
  const user = userEvent.setup();
  const { connections, form, guide } = text.settings;
  await user.click(await screen.findByRole('button', { name: connections.add }));
  await user.click(screen.getByLabelText(form.stacks.kind, { exact: false }));
  await user.click(screen.getByLabelText(form.stacks.stack.label));
  if (address !== '') await user.paste(address);
  await user.click(button(guide.next));
  await user.paste(validToken);
  return user;
}
