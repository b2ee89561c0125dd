// @vitest-environment jsdom
import { screen, within } from '@testing-library/react';
import type { UserEvent } from '@testing-library/user-event';
import { beforeEach, describe, expect, test } from 'vitest';
import { fakeContext } from '../../../../tests/fake-backend';
import { open, rotating, rotationBackend } from '../../../../tests/rotation-page';
import { emptySettings, wireSettings } from '../../../../tests/settings-fixtures';
import {
  asked,
  button,
  failed,
  isDisabled,
  settingsBackend,
} from '../../../../tests/settings-page';
import { text } from '../../../text/en';
import { longDay } from '../../../ui/ago';

const { connections, rotation: words, testing } = text.settings;
const path = '/v1/settings/rotation';

beforeEach(() => fakeContext({ space: { id: '42' } }));

const test1 = `${connections.test} Payments production`;

/** begin opens the confirmation of a rotation. */
async function begin(user: UserEvent): Promise<HTMLElement> {
  await user.click(button(words.begin));
  return screen.getByRole('alertdialog', { name: words.asking.ask });
}

const panel = (): HTMLElement => screen.getByRole('region', { name: words.running });

describe('a rotation', () => {
  test('begins beside the former External ID, and shows what is left to do', async () => {
    const { calls } = rotationBackend(wireSettings, {
      [path]: { status: 200, body: rotating('waiting') },
    });
    const user = await open();
    expect(screen.getByText(words.why)).toBeTruthy();
    await begin(user);
    await user.click(button(words.asking.yes));
    const until = longDay(Date.now() + 29.5 * 86_400_000);
    expect(await screen.findByText(words.left(30, until))).toBeTruthy();
    expect(calls.at(-1)).toEqual({ method: 'POST', path, body: { spaceId: '42' } });
    expect(panel().textContent).toContain(words.states.waiting.why);
    expect(panel().textContent).toContain('pw-site-new,pw-site-space');
    expect(panel().textContent).toContain('["pw-site-new","pw-site-space"]');
    expect(panel().textContent).not.toContain('Old keys');
    expect(document.activeElement?.contains(panel())).toBe(true);
  });

  test('has nothing to do where another admin removed the last role meanwhile', async () => {
    rotationBackend(wireSettings, { [path]: { status: 200, body: emptySettings } });
    const user = await open();
    await begin(user);
    await user.click(button(words.asking.yes));
    expect(await screen.findByText(words.nothingToMove)).toBeTruthy();
  });

  test('that could not begin shows its error in place', async () => {
    const error = { code: 'store_unavailable', message: 'No answer.', requestId: 'r-7' };
    rotationBackend(wireSettings, { [path]: { status: 503, body: { error } } });
    const user = await open();
    await begin(user);
    await user.click(button(words.asking.yes));
    expect(await screen.findByText(error.message)).toBeTruthy();
    expect(isDisabled(words.asking.yes)).toBe(false);
  });

  test.each(['waiting', 'moved', 'former-accepted', 'settled'] as const)(
    'says what is left to do for a connection that is %s',
    async (state) => {
      rotationBackend(rotating(state));
      await open();
      const list = within(panel()).getByRole('list', { name: words.list });
      expect(list.textContent).toContain(words.states[state].word);
      expect(list.textContent).toContain(words.states[state].why);
    },
  );

  test('shows a state of tomorrow as unknown', async () => {
    rotationBackend(rotating('on its way'));
    await open();
    expect(panel().textContent).toContain(words.states.unknown.why);
  });

  test('moves a connection with its test, and asks with the former External ID last', async () => {
    const { calls, now } = rotationBackend(rotating('waiting'));
    const user = await open();
    now.settings = rotating('former-accepted');
    await user.click(button(test1));
    expect(await screen.findByText(testing.advised['refuse-former'].title)).toBeTruthy();
    expect(asked(calls).slice(-2)).toEqual(['composites', 'refuse-former']);
    expect(screen.getByText('It lets in both.')).toBeTruthy();
    const advice = await screen.findByRole('group', { name: testing.diagnosis.right });
    expect(advice.textContent).toContain('"pw-site-space"');
    expect(await within(panel()).findByText(words.states['former-accepted'].why)).toBeTruthy();
    await user.click(button(testing.close));
    expect(document.activeElement).toBe(button(test1));
  });

  test('advises both External IDs for a role that does not know the new one', async () => {
    const error = { code: 'trust_new_id', message: 'Not yet.', hint: 'Put both in.' };
    settingsBackend({ settings: rotating('waiting'), steps: { assume: failed(error) } });
    const user = await open();
    await user.click(button(test1));
    const advice = await screen.findByRole('group', { name: testing.diagnosis.right });
    expect(advice.textContent).toContain('pw-site-space');
    expect(screen.getByText(error.hint)).toBeTruthy();
  });

  test('that is complete says so beside the result of the last test', async () => {
    const { now } = rotationBackend(rotating('moved'));
    const user = await open();
    now.settings = { ...wireSettings, externalId: 'pw-site-new' };
    await user.click(button(test1));
    expect(await screen.findByText(words.over)).toBeTruthy();
    expect(screen.getByText(testing.advised['refuse-former'].title)).toBeTruthy();
    expect(screen.getByText(words.why)).toBeTruthy();
  });

  test('asks for no former External ID outside of it', async () => {
    const { calls } = rotationBackend(wireSettings);
    const user = await open();
    const row = screen.getByRole('row', { name: /Payments production/ });
    await user.click(within(row).getByRole('button', { name: new RegExp(connections.test) }));
    await screen.findByText(testing.passed['aws-role']);
    expect(asked(calls)).not.toContain('refuse-former');
  });

  test('is remembered in the row of a connection that still accepts the former External ID', async () => {
    const at = '2026-11-20T10:00:00Z';
    const results = [
      { step: 'assume', outcome: 'passed', at },
      { step: 'refuse-former', outcome: 'failed', at },
    ];
    const [role, ...others] = wireSettings.connections;
    rotationBackend({
      ...wireSettings,
      connections: [{ ...role, test: { at, outcome: 'passed', results } }, ...others],
    });
    await open();
    const row = screen.getByRole('row', { name: /Payments production/ });
    expect(within(row).getByText(testing.passedInPart)).toBeTruthy();
    expect(within(row).queryByText(testing.states.passed)).toBeNull();
    expect(row.textContent).toContain(words.removeFormer);
  });

  test('advises nothing where AWS did not say whether it accepts the former External ID', async () => {
    const at = '2026-11-20T10:00:00Z';
    const results = [{ step: 'refuse-former', outcome: 'inconclusive', at }];
    const [role, ...others] = wireSettings.connections;
    rotationBackend({
      ...wireSettings,
      connections: [{ ...role, test: { at, outcome: 'passed', results } }, ...others],
    });
    await open();
    const row = screen.getByRole('row', { name: /Payments production/ });
    expect(row.textContent).toContain(connections.stopped(testing.steps['refuse-former']));
    expect(row.textContent).not.toContain(words.removeFormer);
  });
});
