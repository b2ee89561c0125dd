// @vitest-environment jsdom
import { render, screen } from '@testing-library/react';
import userEvent, { type UserEvent } from '@testing-library/user-event';
import { beforeEach, expect, test } from 'vitest';
import { fakeContext } from '../../tests/fake-backend';
import { asked, button, isDisabled, settingsBackend } from '../../tests/settings-page';
import { text } from '../text/en';
import { App } from './app';

const { form, saved, testing } = text.settings;

beforeEach(() => fakeContext({ space: { id: '42' } }));

async function edit(name: string): Promise<UserEvent> {
  const user = userEvent.setup();
  render(<App />);
  await user.click(await screen.findByRole('button', { name: `Edit ${name}` }));
  return user;
}

test('a name and a fence are saved without a test', async () => {
  const calls = settingsBackend();
  const user = await edit('Payments production');
  await user.type(screen.getByLabelText(form.name), ' EU');
  await user.type(screen.getByLabelText(form.prefixes), '{Enter}pay-');
  expect(screen.queryByText(form.narrower)).toBeNull();
  expect(screen.queryByRole('button', { name: testing.test })).toBeNull();
  await user.click(button(form.save));
  expect(await screen.findByText(saved('Payments production EU'))).toBeTruthy();
  expect(calls[1]).toEqual({
    method: 'PATCH',
    path: '/v1/connections/c-1',
    body: {
      spaceId: '42',
      connection: { name: 'Payments production EU', namePrefixes: ['checkout-', 'pay-'] },
    },
  });
});

test('another role is tested first, with the unsaved changes', async () => {
  const calls = settingsBackend();
  const user = await edit('Payments production');
  await user.type(screen.getByLabelText(form.name), ' EU');
  await user.type(screen.getByLabelText(form.roleArn), '-2');
  expect(isDisabled(form.save)).toBe(true);
  await user.click(button(testing.test));
  await screen.findByText(testing.passed['aws-role']);
  const roleArn = 'arn:aws:iam::111122223333:role/pagewatch-alarms-2';
  expect(calls[1]?.body).toEqual({
    spaceId: '42',
    id: 'c-1',
    step: 'principal',
    connection: { roleArn },
  });
  await user.click(button(form.save));
  await screen.findByText(saved('Payments production EU'));
  const patch = calls.find(({ method }) => method === 'PATCH');
  expect(patch?.body?.connection).toEqual({ name: 'Payments production EU', roleArn });
  expect(patch?.body?.proof).toMatch(/composites$/);
});

test('a removed Region requires a test and shows a warning', async () => {
  settingsBackend();
  const user = await edit('Payments production');
  await user.type(screen.getByLabelText(form.regions), '{Backspace}');
  expect(screen.getByText(form.narrower)).toBeTruthy();
  expect(isDisabled(form.save)).toBe(true);
});

test('a narrower fence shows a warning', async () => {
  settingsBackend();
  const user = await edit('Payments production');
  await user.type(screen.getByLabelText(form.prefixes), 'eu');
  expect(screen.getByText(form.narrower)).toBeTruthy();
  expect(isDisabled(form.save)).toBe(false);
});

test('keys are rotated in place', async () => {
  const calls = settingsBackend();
  const user = await edit('Old keys');
  expect(screen.getByText(form.keep)).toBeTruthy();
  await user.type(screen.getByLabelText(form.accessKeyId), 'AKIAEXAMPLEEXAMPLE12');
  await user.type(screen.getByLabelText(form.secret), 'new-secret');
  await user.click(button(testing.test));
  await screen.findByText(testing.passed['aws-user']);
  expect(asked(calls)).toEqual(['identity', 'alarms eu-central-1', 'composites']);
  await user.click(button(form.save));
  await screen.findByText(saved('Old keys'));
  const patch = calls.find(({ method }) => method === 'PATCH');
  expect(patch?.body?.connection).toEqual({
    accessKeyId: 'AKIAEXAMPLEEXAMPLE12',
    secretAccessKey: 'new-secret',
  });
});

test('closing returns the focus to the button that opened it', async () => {
  settingsBackend();
  const user = await edit('Old keys');
  await user.click(button(form.cancel));
  expect(document.activeElement).toBe(button('Edit Old keys'));
});
