// @vitest-environment jsdom
import { render, screen } from '@testing-library/react';
import { beforeEach, describe, expect, test } from 'vitest';
import { fakeContext } from '../../tests/fake-backend';
import { emptySettings } from '../../tests/settings-fixtures';
import {
  asked,
  button,
  denied,
  failed,
  fillForm,
  isDisabled,
  newArn,
  paths,
  settingsBackend,
} from '../../tests/settings-page';
import { text } from '../text/en';
import { App } from './app';

const words = text.settings;
const { form, testing } = words;
const arnField = (): HTMLElement => screen.getByLabelText(form.roleArn);
const userKind = (): HTMLElement => screen.getByLabelText(form.user, { exact: false });

beforeEach(() => fakeContext({ space: { id: '42' } }));

describe('linking an account', () => {
  test('tests every step, then saves with the proof', async () => {
    const calls = settingsBackend();
    render(<App />);
    const user = await fillForm();
    expect(screen.queryByRole('button', { name: form.saveNew })).toBeNull();
    expect(screen.queryByRole('list', { name: testing.list })).toBeNull();
    await user.click(button(testing.test));
    expect(await screen.findByText(testing.passed['aws-role'])).toBeTruthy();
    expect(asked(calls)).toEqual([
      'principal',
      'assume',
      'refuse-missing',
      'refuse-random',
      'refuse-foreign',
      'refuse-sibling',
      'alarms eu-central-1',
      'alarms us-east-1',
      'composites',
    ]);
    expect(calls[2]?.body).toEqual({
      spaceId: '42',
      step: 'assume',
      proof: 'principal',
      connection: {
        kind: 'aws-role',
        roleArn: newArn,
        regions: ['eu-central-1', 'us-east-1'],
        namePrefixes: [],
      },
    });
    await user.click(button(form.saveNew));
    expect(await screen.findByText(words.linked('Staging'))).toBeTruthy();
    expect(paths(calls).slice(-2)).toEqual(['POST /v1/connections', 'GET /v1/settings?spaceId=42']);
    const saved = calls.at(-2)?.body;
    expect(saved?.connection).toMatchObject({ name: 'Staging', roleArn: newArn });
    expect(saved?.proof).toMatch(/^principal\+assume.*composites$/);
    expect(document.activeElement).toBe(button(words.connections.add));
  });

  test('describes what each step proved', async () => {
    settingsBackend({
      steps: {
        'alarms eu-central-1': { alarms: 0, namePrefix: 'a-' },
        'alarms us-east-1': { alarms: 1, truncated: true, namePrefix: 'a-' },
        composites: { composites: 'none-seen' },
      },
    });
    render(<App />);
    const user = await fillForm();
    await user.click(button(testing.test));
    await screen.findByText(testing.unseen['aws-role']);
    expect(screen.queryByText(testing.passed['aws-role'])).toBeNull();
    const texts = screen.getAllByRole('status').map(({ textContent }) => textContent);
    expect(texts.join()).toContain(`${testing.states.inconclusive}: ${testing.steps.composites}`);
    for (const sentence of [
      testing.steps['refuse-sibling'],
      'Alarms can be read in Europe (Frankfurt): 0 alarms with names that begin with “a-”',
      testing.noneBegins,
      'Alarms can be read in US East (N. Virginia): more than 1 alarm with names that begin with “a-”',
      `Composite alarms: ${testing.composites['none-seen']}`,
    ]) {
      expect(screen.getByText(sentence)).toBeTruthy();
    }
  });

  test('keeps the proof after a change of name or fence, and drops it with the role', async () => {
    settingsBackend();
    render(<App />);
    const user = await fillForm();
    await user.click(button(testing.test));
    await screen.findByText(testing.passed['aws-role']);
    expect(screen.getByText('Alarms can be read in Europe (Frankfurt): 42 alarms')).toBeTruthy();
    await user.type(screen.getByLabelText(form.prefixes), 'checkout-');
    expect(screen.getByText('Alarms can be read in Europe (Frankfurt)')).toBeTruthy();
    await user.type(screen.getByLabelText(form.name), ' EU');
    expect(isDisabled(form.saveNew)).toBe(false);
    await user.type(arnField(), 'er');
    expect(screen.queryByRole('button', { name: form.saveNew })).toBeNull();
    expect(screen.queryByText(testing.passed['aws-role'])).toBeNull();
    expect(screen.queryByRole('list', { name: testing.list })).toBeNull();
  });

  test.each<[string, (user: Awaited<ReturnType<typeof fillForm>>) => Promise<void>]>([
    ['a Region', (user) => user.type(screen.getByLabelText(form.regions), '{Backspace}')],
    [
      'the kind',
      async (user) => {
        await user.click(button(words.guide.role.title));
        await user.click(userKind());
      },
    ],
  ])('drops the proof after a change of %s', async (_, change) => {
    settingsBackend();
    render(<App />);
    const user = await fillForm();
    await user.click(button(testing.test));
    await screen.findByText(testing.passed['aws-role']);
    await change(user);
    expect(screen.queryByRole('button', { name: form.saveNew })).toBeNull();
  });

  test('stops at a failed step, shows why, and focuses it', async () => {
    const calls = settingsBackend({ steps: { assume: failed(denied) } });
    render(<App />);
    const user = await fillForm();
    await user.click(button(testing.test));
    expect(await screen.findByText(testing.failed)).toBeTruthy();
    expect(screen.getByText(denied.message)).toBeTruthy();
    expect(screen.getByText(denied.hint)).toBeTruthy();
    expect(screen.getByText(denied.requestId)).toBeTruthy();
    const { diagnosis } = testing;
    expect(screen.getByRole('group', { name: diagnosis.right }).textContent).toContain(
      'sts:ExternalId',
    );
    expect(button(`Copy ${diagnosis.what}`)).toBeTruthy();
    expect(screen.getAllByText(testing.states.untried)).toHaveLength(7);
    expect(asked(calls)).toEqual(['principal', 'assume']);
    expect(screen.queryByRole('button', { name: form.saveNew })).toBeNull();
    expect(document.activeElement?.contains(screen.getByText(testing.failed))).toBe(true);
  });

  test('requires a name before saving', async () => {
    const calls = settingsBackend();
    render(<App />);
    const user = await fillForm();
    await user.click(button(testing.test));
    await screen.findByText(testing.passed['aws-role']);
    await user.clear(screen.getByLabelText(form.name));
    await user.click(button(form.saveNew));
    expect(screen.getByText(form.wrong.name)).toBeTruthy();
    expect(document.activeElement).toBe(screen.getByLabelText(form.name));
    expect(paths(calls)).not.toContain('POST /v1/connections');
  });
});

describe('keys of a user', () => {
  test('are sent, and never shown', async () => {
    const calls = settingsBackend();
    render(<App />);
    const user = await fillForm();
    await user.click(button(words.guide.role.title));
    await user.click(userKind());
    expect(screen.getByText(words.guide.user.title)).toBeTruthy();
    await user.type(screen.getByLabelText(form.accessKeyId), 'AKIAEXAMPLEEXAMPLE12');
    const secret = screen.getByLabelText(form.secret);
    expect(secret.getAttribute('type')).toBe('password');
    await user.type(secret, 'keep-me-secret');
    await user.click(button(testing.test));
    await screen.findByText(testing.passed['aws-user']);
    expect(asked(calls)).toEqual([
      'identity',
      'alarms eu-central-1',
      'alarms us-east-1',
      'composites',
    ]);
    await user.click(button(form.saveNew));
    await screen.findByText(words.linked('Staging'));
    const saved = calls.find(({ path }) => path === '/v1/connections');
    expect(saved?.body).toMatchObject({
      connection: { kind: 'aws-user', secretAccessKey: 'keep-me-secret' },
    });
    expect(saved?.body?.connection).not.toHaveProperty('roleArn');
    expect(document.body.innerHTML).not.toContain('keep-me-secret');
  });

  test('are not offered where the operator forbids them', async () => {
    settingsBackend({ settings: { ...emptySettings, awsUserAllowed: false } });
    render(<App />);
    await screen.findByText(words.guide.intro);
    expect(screen.queryByText(form.user)).toBeNull();
  });
});
