// @vitest-environment jsdom
import { router } from '@forge/bridge';
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeContext } from '../../../tests/fake-backend';
import { wireSettings } from '../../../tests/settings-fixtures';
import { asked, button, failed, paths, settingsBackend } from '../../../tests/settings-page';
import {
  enterStack,
  stackBackend,
  stackSteps,
  stacksOnly,
  validToken,
} from '../../../tests/stack-fixtures';
import { App } from '../../settings/app';
import { text } from '../../text/en';

const words = text.settings;
const { form, guide, testing } = words;
const tokenField = (): HTMLElement => screen.getByLabelText(form.stacks.token.label);
const stackField = (): HTMLElement => screen.getByLabelText(form.stacks.stack.label);

beforeEach(() => fakeContext({ space: { id: '42' } }));

/** countClicks counts the clicks of a pointer from now on. */
function countClicks(): () => number {
  let clicks = 0;
  document.addEventListener('click', ({ detail }) => {
    if (detail > 0) clicks++;
  });
  return () => clicks;
}

describe('linking a stack', () => {
  test('tests seven steps and saves, with eight clicks and three fields at most', async () => {
    const calls = stackBackend();
    const clicks = countClicks();
    render(<App />);
    const user = await enterStack();
    expect(screen.getByDisplayValue('Grafana example')).toBe(screen.getByLabelText(form.name));
    await user.click(button(testing.test));
    await screen.findByText(testing.passed.grafana);
    expect(asked(calls)).toEqual(stackSteps);
    expect(calls[1]?.body).toEqual({
      spaceId: '42',
      step: 'stack',
      connection: {
        kind: 'grafana',
        stack: 'example.grafana.net',
        token: validToken,
        folders: [],
      },
    });
    await user.click(button(form.saveNew));
    await screen.findByText(words.linked('Grafana example'));
    expect(clicks()).toBeLessThanOrEqual(8);
    const saved = calls.find(({ path }) => path === '/v1/connections');
    expect(saved?.body?.connection).toMatchObject({ name: 'Grafana example', token: validToken });
    expect(saved?.body?.proof).toBe(stackSteps.join('+'));
    expect(document.body.innerHTML).not.toContain(validToken);
  });

  test('shows the findings of each step', async () => {
    stackBackend();
    render(<App />);
    const user = await enterStack();
    await user.click(button(testing.test));
    await screen.findByText(testing.passed.grafana);
    expect(screen.getByText(`${testing.steps.folders}: 3 folders`)).toBeTruthy();
    expect(screen.getByText(`${testing.steps.alerts}: 12 rules`)).toBeTruthy();
  });

  test('links to the service accounts of a valid address alone', async () => {
    stackBackend();
    render(<App />);
    await userEvent.click(await screen.findByRole('button', { name: words.connections.add }));
    await userEvent.click(screen.getByLabelText(form.stacks.kind, { exact: false }));
    await userEvent.type(stackField(), 'evil-grafana.net');
    expect(screen.queryByRole('link')).toBeNull();
    expect(screen.getByText(guide.stacks.steps.openHow)).toBeTruthy();
    expect(
      within(screen.getByRole('list', { name: guide.stacks.steps.list })).getAllByRole('listitem'),
    ).toHaveLength(8);
    await userEvent.clear(stackField());
    await userEvent.type(stackField(), 'example.grafana.net');
    await userEvent.click(screen.getByRole('link'));
    expect(vi.mocked(router.open)).toHaveBeenLastCalledWith(
      'https://example.grafana.net/org/serviceaccounts',
    );
  });

  test('shows wrong fields before any call, and opens the step of the address', async () => {
    const calls = stackBackend();
    render(<App />);
    const user = await enterStack();
    await user.click(button(guide.stacks.title));
    await user.clear(stackField());
    await user.paste('https://grafana.example.com');
    await user.click(button(guide.stacks.title));
    await user.clear(tokenField());
    await user.paste(validToken.slice(0, 20));
    await user.click(button(testing.test));
    expect(screen.getByText(form.stacks.wrong.stack.elsewhere)).toBeTruthy();
    expect(screen.getByText(form.stacks.wrong.token.incomplete(20))).toBeTruthy();
    expect(document.activeElement).toBe(stackField());
    expect(calls).toHaveLength(1);
  });

  test('sends no space around a pasted token', async () => {
    const calls = stackBackend();
    render(<App />);
    const user = await enterStack();
    await user.clear(tokenField());
    await user.paste(` ${validToken}\n`);
    await user.click(button(testing.test));
    await screen.findByText(testing.passed.grafana);
    expect(calls[1]?.body?.connection).toMatchObject({ token: validToken });
  });

  test.each([
    ['token', 'grafana_token_expired', tokenField],
    ['stack', 'grafana_no_stack', stackField],
  ])('marks the field that a failed %s step is about', async (step, code, field) => {
    const error = { code, message: 'Not this one.', hint: 'Another.' };
    stackBackend({ steps: { [step]: failed(error) } });
    render(<App />);
    const user = await enterStack();
    await user.click(button(testing.test));
    expect(await screen.findByText('Not this one. Another.')).toBeTruthy();
    expect(document.activeElement).toBe(field());
    expect(screen.queryByRole('button', { name: form.saveNew })).toBeNull();
  });

  test('lists the rights after a step that they failed', async () => {
    const error = { code: 'grafana_no_folders', message: 'No folders.' };
    stackBackend({ steps: { folders: failed(error) } });
    render(<App />);
    const user = await enterStack();
    await user.click(button(testing.test));
    expect(await screen.findByText(testing.stacks.faults.scope.title)).toBeTruthy();
    await user.click(button(words.copy.label(guide.stacks.role.actions)));
    expect(await navigator.clipboard.readText()).toMatch(/^alert\.rules:read\nfolders:read\n/);
  });

  test('saves without the renderer', async () => {
    const error = { code: 'grafana_timeout', message: 'Too late.' };
    stackBackend({
      steps: { renderer: { outcome: 'inconclusive', complete: true, error } },
    });
    render(<App />);
    const user = await enterStack();
    await user.click(button(testing.test));
    expect(await screen.findByText(testing.advised.renderer.title)).toBeTruthy();
    await user.click(button(form.saveNew));
    expect(await screen.findByText(words.linked('Grafana example'))).toBeTruthy();
  });
});

describe('a deployment', () => {
  test('with stacks alone offers nothing about accounts', async () => {
    const calls = stackBackend({ settings: { ...stacksOnly, connections: [] } });
    render(<App />);
    expect(await screen.findByText(guide.stacks.intro)).toBeTruthy();
    expect(screen.queryByText(words.externalId.title)).toBeNull();
    expect(screen.queryByText(words.partition.aws)).toBeNull();
    expect(screen.queryByRole('radio')).toBeNull();
    await userEvent.type(stackField(), 'example.grafana.net');
    await userEvent.click(button(guide.next));
    expect(document.activeElement).toBe(tokenField());
    await userEvent.paste(validToken);
    await userEvent.click(button(testing.test));
    await screen.findByText(testing.passed.grafana);
    await userEvent.click(button(form.saveNew));
    expect(await screen.findByText(words.linked('Grafana example'))).toBeTruthy();
    expect(paths(calls)).toContain('POST /v1/connections');
  });

  test('with accounts alone offers no stack', async () => {
    settingsBackend({ settings: { ...wireSettings, connections: [] } });
    render(<App />);
    expect(await screen.findByText(guide.intro)).toBeTruthy();
    expect(screen.queryByLabelText(form.stacks.kind, { exact: false })).toBeNull();
  });

  test('that refuses broad tokens says so', async () => {
    const grafana = { forbidBroadTokens: true };
    stackBackend({ settings: { ...stacksOnly, grafana, connections: [] } });
    render(<App />);
    expect(await screen.findByText(guide.stacks.role.forbidden, { exact: false })).toBeTruthy();
  });
});
