// @vitest-environment jsdom
import { screen, within } from '@testing-library/react';
import { beforeEach, describe, expect, test } from 'vitest';
import { fakeContext } from '../../../../tests/fake-backend';
import { open, rotating, rotationBackend } from '../../../../tests/rotation-page';
import { button } from '../../../../tests/settings-page';
import { text } from '../../../text/en';

const { connections, externalId } = text.settings;
const { role } = text.settings.guide;

beforeEach(() => fakeContext({ space: { id: '42' } }));

describe('in a rotation, the page', () => {
  test('shows both External IDs, and what each is for', async () => {
    rotationBackend(rotating('waiting'));
    await open();
    const shown = (name: string): string | null => screen.getByRole('group', { name }).textContent;
    expect(shown(externalId.newValue)).toContain('pw-site-new');
    expect(shown(externalId.formerValue)).toContain('pw-site-space');
    expect(screen.queryByText(externalId.intro)).toBeNull();
    expect(screen.getAllByRole('button', { name: /^Test Payments production/ })).toHaveLength(1);
  });

  test.each([
    ['waiting', true],
    ['on its way', true],
    ['moved', false],
    ['settled', false],
  ])('a role that is %s has to accept both: %s', async (state, needsBoth) => {
    rotationBackend(rotating(state));
    const user = await open();
    await user.click(button(`${connections.edit} Payments production`));
    await user.click(screen.getByText(text.settings.form.setUp));
    await user.click(screen.getByRole('tab', { name: role.tabs.policies }));
    const form = within(screen.getByRole('form'));
    const [policy] = form.getAllByRole('group', { name: role.files.trust });
    expect(policy?.textContent.includes('"pw-site-new","pw-site-space"')).toBe(needsBoth);
    expect(form.queryByText(role.both) !== null).toBe(needsBoth);
    expect(form.queryByText(role.externalIdHelp) !== null).toBe(!needsBoth);
    expect(form.queryByRole('group', { name: externalId.formerValue }) !== null).toBe(needsBoth);
  });

  test('gives a new connection the new External ID alone', async () => {
    rotationBackend(rotating('waiting'));
    const user = await open();
    await user.click(button(connections.add));
    await user.click(screen.getByRole('tab', { name: role.tabs.policies }));
    const only = screen.getByRole('group', { name: role.externalId });
    expect(only.textContent).toContain('pw-site-new');
    expect(screen.queryByText(role.both)).toBeNull();
  });
});
