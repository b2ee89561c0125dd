// @vitest-environment jsdom
import { act, fireEvent, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeContext } from '../../tests/fake-backend';
import { trustPolicy } from '../../tests/settings-fixtures';
import {
  accepted,
  asked,
  button,
  denied,
  failed,
  settingsBackend,
} from '../../tests/settings-page';
import { text } from '../text/en';
import { App } from './app';

const { testing } = text.settings;
const throttled = { code: 'aws_throttled', message: 'AWS is busy.' };

beforeEach(() => fakeContext({ space: { id: '42' } }));

/** testPayments starts the test of the first connection. */
async function testPayments(): Promise<void> {
  render(<App />);
  await userEvent.click(await screen.findByRole('button', { name: 'Test Payments production' }));
}

describe('the test of a saved connection', () => {
  test('sends only its id, and reloads the list', async () => {
    const calls = settingsBackend();
    await testPayments();
    await screen.findByText(testing.passed['aws-role']);
    expect(calls[1]?.body).toEqual({ spaceId: '42', id: 'c-1', step: 'principal' });
    expect(asked(calls)).toHaveLength(9);
    expect(calls.at(-1)?.method).toBe('GET');
    await userEvent.click(button(testing.close));
    expect(document.activeElement).toBe(button('Test Payments production'));
  });

  test('can be repeated', async () => {
    const calls = settingsBackend({ steps: { assume: failed(denied) } });
    await testPayments();
    await userEvent.click(await screen.findByRole('button', { name: testing.again }));
    await screen.findByText(testing.failed);
    expect(asked(calls)).toEqual(['principal', 'assume', 'principal', 'assume']);
  });

  test('resumes after an inconclusive step', async () => {
    const steps: Record<string, object> = {
      'refuse-random': { outcome: 'inconclusive', error: throttled },
    };
    const calls = settingsBackend({ steps });
    await testPayments();
    expect(await screen.findByText(testing.inconclusive)).toBeTruthy();
    expect(screen.getByText(throttled.message)).toBeTruthy();
    const before = asked(calls).length;
    delete steps['refuse-random'];
    await userEvent.click(button(testing.resume));
    await screen.findByText(testing.passed['aws-role']);
    expect(asked(calls).slice(before)).toEqual([
      'refuse-random',
      'alarms eu-central-1',
      'alarms us-east-1',
      'composites',
    ]);
  });

  test('shows the error in the trust policy and its correction', async () => {
    const calls = settingsBackend({
      steps: { 'refuse-foreign': failed(accepted), 'refuse-sibling': failed(accepted) },
    });
    await testPayments();
    const { diagnosis } = testing;
    expect(await screen.findByText(diagnosis.faults['any-pagewatch-id'])).toBeTruthy();
    expect(screen.getByRole('group', { name: diagnosis.wrong }).textContent).toContain('"pw-*"');
    const right = screen.getByRole('group', { name: diagnosis.right }).textContent;
    expect(JSON.parse(`{${right}}`)).toEqual({ Condition: trustPolicy.Statement[0]?.Condition });
    expect(button(`Copy ${diagnosis.what}`)).toBeTruthy();
    expect(asked(calls)).not.toContain('alarms eu-central-1');
  });

  test('announces results one by one', async () => {
    settingsBackend({ steps: { assume: failed(denied) } });
    await testPayments();
    await screen.findByText(testing.failed);
    const announced = screen.getAllByRole('status').map(({ textContent }) => textContent);
    expect(announced).toContain(
      `${testing.states.failed}: ${testing.steps.assume}. ${testing.failed} ${testing.failedNext}`,
    );
    expect(document.activeElement?.contains(screen.getByText(testing.failed))).toBe(true);
  });
});

describe('a new role', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());
  const pass = (ms: number): Promise<unknown> => act(() => vi.advanceTimersByTimeAsync(ms));

  test('is retried with a countdown that is not announced, and can be stopped', async () => {
    const calls = settingsBackend({ steps: { assume: { ...failed(denied), retryAfter: 5 } } });
    render(<App />);
    await pass(0);
    fireEvent.click(button('Test Payments production'));
    await pass(0);
    expect(screen.getByText(testing.patience.again(5, 60))).toBeTruthy();
    await pass(1000);
    expect(screen.getByText(testing.patience.again(4, 59))).toBeTruthy();
    const live = screen.getAllByRole('status').map(({ textContent }) => textContent.trim());
    expect(live).toContain(
      `${testing.states.pausing}: ${testing.steps.assume}. ${testing.patience.announcement(1)}`,
    );
    expect(
      within(screen.getByRole('list', { name: testing.list })).queryByRole('status'),
    ).toBeNull();
    await pass(4000);
    expect(asked(calls)).toEqual(['principal', 'assume', 'assume']);
    expect(screen.getByText(testing.patience.again(5, 55))).toBeTruthy();
    fireEvent.click(button(testing.patience.stop));
    await pass(0);
    expect(screen.getByText(testing.failed)).toBeTruthy();
    expect(asked(calls)).toHaveLength(3);
  });
});
