// @vitest-environment jsdom
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, test } from 'vitest';
import { fakeContext } from '../../../tests/fake-backend';
import { emptySettings } from '../../../tests/settings-fixtures';
import { button, fillForm, newArn, settingsBackend } from '../../../tests/settings-page';
import { text } from '../../text/en';
import { App } from '../app';

const words = text.settings;
const { form, testing } = words;
const arnField = (): HTMLElement => screen.getByLabelText(form.roleArn);

beforeEach(() => fakeContext({ space: { id: '42' } }));

describe('the guide', () => {
  test('shows the missing fields and makes no call', async () => {
    const calls = settingsBackend({ settings: emptySettings });
    render(<App />);
    await screen.findByText(words.guide.intro);
    await userEvent.click(button(words.guide.next));
    await userEvent.click(button(testing.test));
    for (const error of [form.wrong.roleArn('aws'), form.wrong.name, form.wrong.regions])
      expect(screen.getByText(error)).toBeTruthy();
    expect(document.activeElement).toBe(arnField());
    expect(calls).toHaveLength(1);
  });

  test('shows a name that another connection has, before any call', async () => {
    const calls = settingsBackend();
    render(<App />);
    const user = await fillForm();
    await user.clear(screen.getByLabelText(form.name));
    await user.paste('old KEYS');
    await user.click(button(testing.test));
    expect(screen.getByText(form.wrong.nameTaken)).toBeTruthy();
    expect(document.activeElement).toBe(screen.getByLabelText(form.name));
    expect(calls).toHaveLength(1);
  });

  test('offers the account in the ARN as the name', async () => {
    settingsBackend({ settings: emptySettings });
    render(<App />);
    await screen.findByText(words.guide.intro);
    const user = userEvent.setup();
    await user.click(button(words.guide.next));
    expect(document.activeElement).toBe(arnField());
    await user.paste(newArn);
    expect(screen.getByDisplayValue('Account 111122223333')).toBe(screen.getByLabelText(form.name));
  });

  test('unfolds one step after the other, and the first one again', async () => {
    settingsBackend({ settings: emptySettings });
    render(<App />);
    await screen.findByText(words.guide.intro);
    expect(screen.queryByLabelText(form.roleArn)).toBeNull();
    await userEvent.click(button(words.guide.next));
    expect(screen.queryByText(words.guide.role.intro)).toBeNull();
    expect(button(words.guide.role.title).getAttribute('aria-expanded')).toBe('false');
    await userEvent.click(button(words.guide.role.title));
    expect(screen.getByText(words.guide.role.intro)).toBeTruthy();
    expect(arnField()).toBeTruthy();
  });
});
