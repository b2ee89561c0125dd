// @vitest-environment jsdom
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, test } from 'vitest';
import { fakeContext } from '../../tests/fake-backend';
import { wireSettings } from '../../tests/settings-fixtures';
import { button, denied, fillForm, newArn, paths, settingsBackend } from '../../tests/settings-page';
import { text } from '../text/en';
import { App } from './app';

const words = text.settings;

beforeEach(() => fakeContext({ space: { id: '42' } }));

describe('linking an account', () => {
  test('tests every Region in turn, then saves', async () => {
    const asked = settingsBackend();
    render(<App />);
    const user = await fillForm();
    await user.click(button(words.form.link));
    expect(await screen.findByText(words.linked('Staging'))).toBeTruthy();
    expect(paths(asked)).toEqual([
      'GET /v1/settings?spaceId=42',
      'POST /v1/connections/test',
      'POST /v1/connections/test',
      'POST /v1/connections',
      'GET /v1/settings?spaceId=42',
    ]);
    expect(asked[2]?.body).toMatchObject({
      spaceId: '42',
      region: 'us-east-1',
      connection: { roleArn: newArn },
    });
    expect(document.activeElement).toBe(button(words.connections.add));
  });

  test('does not test again what was tested, unless something has changed', async () => {
    const asked = settingsBackend();
    render(<App />);
    const user = await fillForm();
    await user.click(button(words.form.test));
    expect(await screen.findAllByText('42 alarms seen')).toHaveLength(2);
    await user.type(screen.getByLabelText(words.form.prefixes), 'checkout-');
    expect(screen.queryByText('42 alarms seen')).toBeNull();
    await user.click(button(words.form.test));
    await screen.findAllByText('42 alarms seen');
    await user.click(button(words.form.link));
    await screen.findByText(words.linked('Staging'));
    expect(asked.filter(({ path }) => path.endsWith('/test'))).toHaveLength(4);
  });

  test('asks before it saves what failed, and can go back', async () => {
    const asked = settingsBackend({ failing: 'us-east-1' });
    render(<App />);
    const user = await fillForm();
    await user.click(button(words.form.link));
    expect(await screen.findByText(words.form.failedTitle)).toBeTruthy();
    expect(screen.getByText(denied.message)).toBeTruthy();
    expect(screen.getByText(denied.hint)).toBeTruthy();
    expect(paths(asked)).not.toContain('POST /v1/connections');
    await user.click(button(words.form.back));
    await user.click(button(words.form.link));
    await user.click(await screen.findByRole('button', { name: words.form.anyway }));
    expect(await screen.findByText(words.linked('Staging'))).toBeTruthy();
  });

  test('names what is missing and asks nobody', async () => {
    const asked = settingsBackend();
    const user = userEvent.setup();
    render(<App />);
    await user.click(await screen.findByRole('button', { name: words.connections.add }));
    await user.click(button(words.form.link));
    expect(screen.getByText(words.form.wrong.name)).toBeTruthy();
    expect(document.activeElement).toBe(screen.getByLabelText(words.form.name));
    expect(asked).toHaveLength(1);
  });

  test('puts a refusal of the backend on its field', async () => {
    const error = { code: 'invalid_request', message: 'That role is ours.', field: 'connection.roleArn' };
    settingsBackend({
      refuse: ({ path, method }) =>
        method === 'POST' && path === '/v1/connections' ? { status: 400, body: { error } } : undefined,
    });
    render(<App />);
    const user = await fillForm();
    await user.click(button(words.form.link));
    expect(await screen.findByText(error.message)).toBeTruthy();
    expect(document.activeElement).toBe(screen.getByLabelText(words.form.roleArn));
  });

  test('takes a call that did not get through for a failed Region', async () => {
    settingsBackend({
      refuse: ({ path }) => (path.endsWith('/test') ? new Error('The invocation timed out') : undefined),
    });
    render(<App />);
    const user = await fillForm();
    await user.click(button(words.form.test));
    expect(await screen.findAllByText(text.problems.timeout.message)).toHaveLength(2);
  });

  test('with keys sends them once and never shows them', async () => {
    const asked = settingsBackend();
    render(<App />);
    const user = await fillForm();
    await user.click(screen.getByLabelText(new RegExp(`^${words.form.user.slice(0, 13)}`)));
    await user.type(screen.getByLabelText(words.form.accessKeyId), 'AKIAEXAMPLEEXAMPLE12');
    const secret = screen.getByLabelText(words.form.secret);
    expect(secret.getAttribute('type')).toBe('password');
    await user.type(secret, 'keep-me-secret');
    await user.click(button(words.form.link));
    await screen.findByText(words.linked('Staging'));
    const saved = asked.find(({ method, path }) => method === 'POST' && path === '/v1/connections');
    expect(saved?.body).toMatchObject({
      connection: { kind: 'aws-user', secretAccessKey: 'keep-me-secret' },
    });
    expect(saved?.body?.connection).not.toHaveProperty('roleArn');
    expect(document.body.innerHTML).not.toContain('keep-me-secret');
  });

  test('offers no keys where the operator forbids them', async () => {
    settingsBackend({
      refuse: ({ method }) =>
        method === 'GET' ? { status: 200, body: { ...wireSettings, awsUserAllowed: false } } : undefined,
    });
    const user = userEvent.setup();
    render(<App />);
    await user.click(await screen.findByRole('button', { name: words.connections.add }));
    expect(screen.queryByText(words.form.user)).toBeNull();
  });
});
