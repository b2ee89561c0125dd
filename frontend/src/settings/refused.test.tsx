// @vitest-environment jsdom
import { render, screen } from '@testing-library/react';
import { beforeEach, describe, expect, test } from 'vitest';
import { fakeContext } from '../../tests/fake-backend';
import { asked, button, fillForm, isDisabled, settingsBackend } from '../../tests/settings-page';
import { text } from '../text/en';
import { App } from './app';

const { form, testing } = text.settings;

beforeEach(() => fakeContext({ space: { id: '42' } }));

describe('a connection that the backend refuses', () => {
  test.each([
    ['connection.roleArn', form.roleArn],
    ['connection.name', form.name],
    ['connection.regions[0]', form.regions],
  ])('puts a refusal of %s on its field', async (field, label) => {
    const error = { code: 'invalid_request', message: 'That is taken.', field };
    settingsBackend({
      refuse: ({ path }) =>
        path === '/v1/connections' ? { status: 400, body: { error } } : undefined,
    });
    render(<App />);
    const user = await fillForm();
    await user.click(button(testing.test));
    await screen.findByText(testing.passed['aws-role']);
    await user.click(button(form.saveNew));
    expect(await screen.findByText(error.message)).toBeTruthy();
    expect(document.activeElement).toBe(screen.getByLabelText(label));
  });

  test('puts what a test refuses on its field too', async () => {
    const error = {
      code: 'invalid_request',
      message: 'That role belongs to Pagewatch.',
      field: 'connection.roleArn',
    };
    settingsBackend({
      refuse: ({ path }) => (path.endsWith('/test') ? { status: 400, body: { error } } : undefined),
    });
    render(<App />);
    const user = await fillForm();
    await user.click(button(testing.test));
    expect(await screen.findByText(error.message)).toBeTruthy();
    expect(screen.queryByText(testing.ended)).toBeNull();
    expect(screen.queryByRole('list', { name: testing.list })).toBeNull();
    expect(document.activeElement).toBe(screen.getByLabelText(form.roleArn));
  });

  test.each(['proof_required', 'proof_invalid'])(
    'offers to test again on %s and keeps the input',
    async (code) => {
      const error = { code, message: 'The test is too old.' };
      const calls = settingsBackend({
        refuse: ({ path }) =>
          path === '/v1/connections' ? { status: 400, body: { error } } : undefined,
      });
      render(<App />);
      const user = await fillForm();
      await user.click(button(testing.test));
      await screen.findByText(testing.passed['aws-role']);
      await user.click(button(form.saveNew));
      expect(await screen.findByText(testing.stale)).toBeTruthy();
      expect(screen.getByDisplayValue('Staging')).toBeTruthy();
      expect(isDisabled(form.saveNew)).toBe(true);
      await user.click(button(testing.again));
      await screen.findByText(testing.passed['aws-role']);
      expect(asked(calls)).toHaveLength(18);
      expect(calls.at(-9)?.body).not.toHaveProperty('proof');
    },
  );
});
