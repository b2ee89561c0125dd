// @vitest-environment jsdom
import { render, screen, within } from '@testing-library/react';
import userEvent, { type UserEvent } from '@testing-library/user-event';
import { beforeEach, describe, expect, test } from 'vitest';
import { fakeContext, type Call } from '../../../tests/fake-backend';
import { asked, button, failed, isDisabled } from '../../../tests/settings-page';
import {
  enterStack,
  savedStack,
  stackBackend,
  stackSteps,
  validToken,
} from '../../../tests/stack-fixtures';
import { App } from '../../settings/app';
import { text } from '../../text/en';

const words = text.settings;
const { form, testing } = words;
const picker = form.stacks.folders;
const box = (name: string): HTMLElement => screen.getByRole('checkbox', { name });

beforeEach(() => fakeContext({ space: { id: '42' } }));

async function open(action: string): Promise<UserEvent> {
  const user = userEvent.setup();
  render(<App />);
  await user.click(await screen.findByRole('button', { name: `${action} ${savedStack.name}` }));
  return user;
}

const patchOf = (calls: readonly Call[]): unknown =>
  calls.find(({ method }) => method === 'PATCH')?.body?.connection;

describe('the folders of a new connection', () => {
  test('are chosen after a test, and tested again', async () => {
    const calls = stackBackend();
    render(<App />);
    const user = await enterStack();
    expect(screen.getByText(picker.later)).toBeTruthy();
    await user.click(button(testing.test));
    await screen.findByText(testing.passed.grafana);
    await user.click(screen.getByLabelText(picker.some));
    await user.click(button(form.saveNew));
    expect(screen.getByText(form.stacks.wrong.noFolder)).toBeTruthy();
    await user.click(box('Production'));
    expect(box('Team A (in Production)')).toHaveProperty('checked', true);
    expect(box('Team A (in Production)')).toHaveProperty('disabled', true);
    expect(screen.getByText(picker.changed)).toBeTruthy();
    expect(screen.queryByRole('button', { name: form.saveNew })).toBeNull();
    await user.click(button(testing.test));
    await screen.findByText(testing.passed.grafana);
    expect(asked(calls)).toEqual([...stackSteps, ...stackSteps]);
    await user.click(button(form.saveNew));
    await screen.findByText(words.linked('Grafana example'));
    const saved = calls.find(({ path }) => path === '/v1/connections');
    expect(saved?.body?.connection).toMatchObject({
      folders: [{ uid: 'prod', title: 'Production' }],
    });
  });

  test('belong to the stack and the token that found them', async () => {
    stackBackend();
    render(<App />);
    const user = await enterStack();
    await user.click(button(testing.test));
    await screen.findByText(testing.passed.grafana);
    await user.clear(screen.getByLabelText(form.stacks.token.label));
    expect(screen.getByText(picker.later)).toBeTruthy();
  });

  test('are searched from twenty on', async () => {
    const many = Array.from({ length: 20 }, (_, at) => ({ uid: `f-${at}`, title: `Folder ${at}` }));
    stackBackend({ steps: { folders: { folders: many } } });
    render(<App />);
    const user = await enterStack();
    await user.click(button(testing.test));
    await screen.findByText(testing.passed.grafana);
    await user.click(screen.getByLabelText(picker.some));
    const group = within(screen.getByRole('group', { name: picker.tree }));
    expect(group.getAllByRole('checkbox')).toHaveLength(20);
    await user.type(screen.getByRole('searchbox', { name: picker.search }), 'der 1');
    expect(group.getAllByRole('checkbox')).toHaveLength(11);
    expect(screen.getByText(picker.found(11))).toBeTruthy();
  });
});

describe('a saved connection', () => {
  test('takes another name and another end of its token without a test', async () => {
    const calls = stackBackend();
    const user = await open('Edit');
    await user.type(screen.getByLabelText(form.name), ' EU');
    await user.clear(screen.getByLabelText(form.stacks.expires.label));
    expect(screen.queryByRole('button', { name: testing.test })).toBeNull();
    await user.click(button(form.save));
    await screen.findByText(words.saved('Payments Grafana EU'));
    expect(patchOf(calls)).toEqual({ name: 'Payments Grafana EU', expires: '' });
  });

  test('takes other folders after a test that finds them', async () => {
    const calls = stackBackend();
    const user = await open('Edit');
    expect(box('Sandbox')).toHaveProperty('checked', true);
    await user.click(button(picker.load));
    await screen.findByText(testing.passed.grafana);
    expect(calls[1]?.body).toEqual({ spaceId: '42', id: 'g-1', step: 'stack', connection: {} });
    await user.click(box('Sandbox'));
    await user.click(box('Team A'));
    expect(screen.getByText(form.stacks.narrower)).toBeTruthy();
    expect(screen.queryByText(form.narrower)).toBeNull();
    expect(isDisabled(form.save)).toBe(true);
    await user.click(button(testing.test));
    await screen.findByText(testing.passed.grafana);
    await user.click(button(form.save));
    await screen.findByText(words.saved(savedStack.name));
    expect(patchOf(calls)).toEqual({ folders: [{ uid: 'team-a', title: 'Team A' }] });
  });

  test('shows all again after a test', async () => {
    const calls = stackBackend();
    const user = await open('Edit');
    await user.click(screen.getByLabelText(picker.all, { exact: false }));
    await user.click(button(testing.test));
    await screen.findByText(testing.passed.grafana);
    await user.click(button(form.save));
    await screen.findByText(words.saved(savedStack.name));
    expect(patchOf(calls)).toEqual({ folders: [] });
  });

  test('names a folder that the token no longer sees', async () => {
    const error = { code: 'grafana_folder_gone', message: 'A folder is gone.' };
    const found = [{ uid: 'prod', title: 'Production' }];
    stackBackend({ steps: { folders: { ...failed(error), folders: found } } });
    const user = await open('Edit');
    await user.click(button(picker.load));
    expect(await screen.findByText(testing.stacks.faults.gone.title)).toBeTruthy();
    await user.click(box(`Sandbox ${picker.gone}`));
    expect(screen.queryByRole('checkbox', { name: /Sandbox/ })).toBeNull();
    expect(box('Production')).toBeTruthy();
  });

  test('needs a token for another stack', async () => {
    const calls = stackBackend();
    const user = await open('Edit');
    await user.clear(screen.getByLabelText(form.stacks.stack.label));
    await user.paste('other.grafana.net');
    await user.click(button(testing.test));
    expect(screen.getByText(form.stacks.wrong.otherStack)).toBeTruthy();
    expect(calls).toHaveLength(1);
  });

  test('takes a new token in place', async () => {
    const calls = stackBackend();
    const user = await open(words.connections.renew);
    expect(document.activeElement?.textContent).toBe(form.stacks.renewTitle(savedStack.name));
    expect(screen.getByText(form.stacks.renewIntro, { exact: false })).toBeTruthy();
    expect(screen.queryByLabelText(form.name)).toBeNull();
    expect(isDisabled(form.save)).toBe(true);
    await user.click(button(testing.test));
    expect(screen.getByText(form.stacks.wrong.token.empty)).toBeTruthy();
    await user.type(screen.getByLabelText(form.stacks.token.label), validToken);
    await user.type(screen.getByLabelText(form.stacks.expires.label), '2999-02-03');
    await user.click(button(testing.test));
    await screen.findByText(testing.passed.grafana);
    await user.click(button(form.save));
    await screen.findByText(words.stacks.renewed(savedStack.name));
    expect(patchOf(calls)).toEqual({ token: validToken, expires: '2999-02-03' });
    expect(calls.find(({ method }) => method === 'PATCH')?.body?.proof).toBe(stackSteps.join('+'));
  });

  test('is removed with the advice to revoke its token', async () => {
    stackBackend();
    const user = await open('Remove');
    const dialog = screen.getByRole('dialog');
    for (const loss of [
      'stack example.grafana.net: Sandbox',
      'its token, its settings and its last test',
      words.removal.stays.grafana,
    ])
      expect(dialog.textContent).toContain(loss);
    expect(within(dialog).getByRole('link').getAttribute('href')).toBe(
      'https://example.grafana.net/org/serviceaccounts',
    );
    await user.click(button(words.removal.yes));
    expect(await screen.findByText(/Erased: its token, its settings/)).toBeTruthy();
  });
});
