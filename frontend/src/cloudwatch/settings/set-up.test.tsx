// @vitest-environment jsdom
import { router } from '@forge/bridge';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, test, vi } from 'vitest';
import { accountSettings as settings } from '../../../tests/settings-fixtures';
import { text } from '../../text/en';
import { SetUp } from './set-up';

const { copy } = text.settings;
const words = text.settings.guide.role;
const { setup } = settings;

const panel = (): string => screen.getByRole('tabpanel').textContent;
const tab = (name: string): HTMLElement => screen.getByRole('tab', { name });

describe('the values for AWS', () => {
  test('are shown and copied', async () => {
    const user = userEvent.setup();
    render(<SetUp kind="aws-role" settings={settings} />);
    expect(screen.getByText(words.action)).toBeTruthy();
    await user.click(tab(words.tabs.policies));
    await user.click(screen.getByRole('button', { name: copy.label(words.externalId) }));
    expect(await navigator.clipboard.readText()).toBe('pw-site-space');
    expect(await screen.findByText(copy.done(words.externalId))).toBeTruthy();
  });

  test('show a failed copy', async () => {
    const user = userEvent.setup();
    render(<SetUp kind="aws-role" settings={settings} />);
    vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new DOMException('denied'));
    await user.click(tab(words.tabs.policies));
    await user.click(screen.getByRole('button', { name: copy.label(words.principal) }));
    expect(await screen.findByText(copy.failed)).toBeTruthy();
  });

  test('open the published template through the platform', async () => {
    render(<SetUp kind="aws-role" settings={settings} />);
    await userEvent.click(screen.getByRole('button', { name: words.quickCreate }));
    expect(router.open).toHaveBeenCalledWith(setup.quickCreate);
  });

  test('have no such button without a published template', () => {
    render(
      <SetUp
        kind="aws-role"
        settings={{ ...settings, setup: { ...setup, quickCreate: undefined } }}
      />,
    );
    expect(screen.queryByRole('button', { name: words.quickCreate })).toBeNull();
    expect(panel()).toContain(words.how.cloudformation);
  });

  test('name the prefix of role names', () => {
    render(<SetUp kind="aws-role" settings={{ ...settings, rolePrefix: 'Pagewatch' }} />);
    expect(screen.getByText(words.prefix('Pagewatch'), { exact: false })).toBeTruthy();
  });

  test('for a user are the permissions alone', () => {
    render(<SetUp kind="aws-user" settings={settings} />);
    expect(screen.getByText(words.files.permissions)).toBeTruthy();
    expect(screen.queryByText(words.files.trust)).toBeNull();
  });
});

describe('the set-up methods', () => {
  test('are chosen by pointing', async () => {
    render(<SetUp kind="aws-role" settings={settings} />);
    expect(panel()).toContain('Resources: {}');
    await userEvent.click(tab(words.tabs.policies));
    expect(panel()).toContain('sts:ExternalId');
    expect(panel()).toContain(words.files.permissions);
    expect(panel()).not.toContain('Resources: {}');
  });

  test('are chosen by keyboard', async () => {
    const user = userEvent.setup();
    render(<SetUp kind="aws-role" settings={settings} />);
    tab(words.tabs.cloudformation).focus();
    for (const [key, name] of [
      ['{ArrowRight}', words.tabs.terraform],
      ['{End}', words.tabs.policies],
      ['{ArrowRight}', words.tabs.cloudformation],
      ['{ArrowLeft}', words.tabs.policies],
      ['{ArrowLeft}', words.tabs.cli],
      ['{Home}', words.tabs.cloudformation],
    ] as const) {
      await user.keyboard(key);
      expect(document.activeElement).toBe(tab(name));
      expect(tab(name).getAttribute('aria-selected')).toBe('true');
    }
    await user.keyboard('x');
    expect(tab(words.tabs.cloudformation).getAttribute('aria-selected')).toBe('true');
  });

  test('without a text of the backend are not available', () => {
    const files = setup.files.filter(({ id }) => id !== 'terraform');
    render(<SetUp kind="aws-role" settings={{ ...settings, setup: { ...setup, files } }} />);
    expect(screen.queryByRole('tab', { name: words.tabs.terraform })).toBeNull();
    expect(screen.getAllByRole('tab')).toHaveLength(3);
  });
});
