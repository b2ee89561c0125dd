// @vitest-environment jsdom
import { screen } from '@testing-library/react';
import { beforeEach, describe, expect, test } from 'vitest';
import { fakeContext } from '../../../../tests/fake-backend';
import { open, rotating, rotationBackend, tested } from '../../../../tests/rotation-page';
import { wireSettings } from '../../../../tests/settings-fixtures';
import { button, isDisabled } from '../../../../tests/settings-page';
import { text } from '../../../text/en';

const { externalId, rotation: words } = text.settings;
const path = '/v1/settings/rotation';

beforeEach(() => fakeContext({ space: { id: '42' } }));

describe('the end of a rotation', () => {
  test('comes with a replacement at once', async () => {
    rotationBackend(rotating('moved'));
    const user = await open();
    await user.click(button(externalId.issue));
    expect(screen.getByRole('alertdialog').textContent).toContain(externalId.endsRotation);
  });

  test.each([
    ['waits', 'waiting'],
    ['may wait', 'on its way'],
  ])('names what %s, and ends after confirmation', async (_, state) => {
    const ended = { ...wireSettings, externalId: 'pw-site-new' };
    const { calls } = rotationBackend(rotating(state), {
      [`${path}/end`]: { status: 200, body: ended },
    });
    const user = await open();
    await user.click(button(words.end));
    const dialog = screen.getByRole('alertdialog', { name: words.ask });
    expect(dialog.textContent).toContain('Payments production');
    expect(document.activeElement).toBe(button(words.no));
    expect(isDisabled(words.yes)).toBe(true);
    await user.click(screen.getByLabelText(words.confirm));
    await user.click(button(words.yes));
    expect(await screen.findByText(words.over)).toBeTruthy();
    expect(calls.at(-1)?.body).toEqual({ spaceId: '42', begun: '2026-11-20T10:00:00.123Z' });
  });

  test('stops nothing where every connection has moved', async () => {
    rotationBackend(rotating('moved'));
    const user = await open();
    await user.click(button(words.end));
    expect(screen.getByText(words.stopsNothing)).toBeTruthy();
    expect(isDisabled(words.yes)).toBe(false);
    await user.click(button(words.no));
    expect(await screen.findByRole('button', { name: words.end })).toBeTruthy();
  });

  test.each([
    ['waiting', { step: 'assume', code: 'trust_neither_id' }, words.stops, true],
    ['moved', { step: 'assume', code: 'trust_needs_new_id' }, words.stops, true],
    ['moved', { step: 'alarms', code: 'aws_alarms_denied' }, words.failing, false],
  ])('names a connection that is %s and failed with %o', async (state, result, why, asks) => {
    rotationBackend(tested(rotating(state), result.step, result.code));
    const user = await open();
    await user.click(button(words.end));
    const dialog = screen.getByRole('alertdialog', { name: words.ask });
    expect(dialog.textContent).toContain(why);
    expect(dialog.textContent).toContain('Payments production');
    expect(isDisabled(words.yes)).toBe(asks);
  });

  test('by another admin is loaded', async () => {
    const error = { code: 'conflict', message: 'It is not the current one.' };
    const { now } = rotationBackend(rotating('settled'), {
      [`${path}/end`]: { status: 409, body: { error } },
    });
    const user = await open();
    await user.click(button(words.end));
    now.settings = wireSettings;
    await user.click(button(words.yes));
    expect(await screen.findByText(words.conflict)).toBeTruthy();
    expect(await screen.findByText(words.why)).toBeTruthy();
  });
});
