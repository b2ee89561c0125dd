// @vitest-environment jsdom
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, test } from 'vitest';
import { fakeBackend, fakeContext } from '../../tests/fake-backend';
import { emptySettings, wireSettings } from '../../tests/settings-fixtures';
import { button, paths, settingsBackend } from '../../tests/settings-page';
import { text } from '../text/en';
import { App } from './app';

const words = text.settings;

beforeEach(() => fakeContext({ space: { id: '42' } }));

/** rows returns the rows of the list, without the header. */
async function rows(): Promise<HTMLElement[]> {
  return within(await screen.findByRole('table'))
    .getAllByRole('row')
    .slice(1);
}

const buttonsOf = (row: HTMLElement | undefined): (string | null)[] =>
  within(row ?? document.body)
    .getAllByRole('button')
    .map(({ textContent }) => textContent);

describe('the settings', () => {
  test('refuse a reader who is not an admin in one line', async () => {
    const error = {
      code: 'not_admin',
      message: 'Only administrators of this space can do this.',
      hint: 'Ask a space administrator.',
      requestId: 'r-3',
    };
    fakeBackend(() => ({ status: 403, body: { error } }));
    render(<App />);
    expect((await screen.findByRole('note')).textContent).toBe(`${error.message} ${error.hint}`);
    expect(screen.queryByRole('alert')).toBeNull();
    expect(screen.queryByRole('button')).toBeNull();
  });

  test('offer to try again after a failure', async () => {
    const error = { code: 'store_unavailable', message: 'Not now.', requestId: 'r-3' };
    let failing = true;
    settingsBackend({
      refuse: () => (failing ? { status: 503, body: { error } } : undefined),
    });
    render(<App />);
    expect((await screen.findByRole('alert')).textContent).toContain(error.message);
    failing = false;
    await userEvent.click(button(words.retry));
    expect(await screen.findByRole('table')).toBeTruthy();
  });

  test('of an empty space begin with the guide', async () => {
    settingsBackend({ settings: emptySettings });
    render(<App />);
    expect(await screen.findByRole('form', { name: words.guide.title })).toBeTruthy();
    expect(screen.queryByRole('table')).toBeNull();
    expect(screen.queryByRole('button', { name: words.form.cancel })).toBeNull();
    expect(document.activeElement).toBe(document.body);
  });

  test('show the version of the backend', async () => {
    settingsBackend();
    render(<App />);
    expect((await screen.findByRole('contentinfo')).textContent).toBe(words.version('1.4.0'));
  });

  test('of a space with connections show the list, and the guide on request', async () => {
    settingsBackend();
    render(<App />);
    await userEvent.click(await screen.findByRole('button', { name: words.connections.add }));
    expect(document.activeElement?.textContent).toBe(words.guide.title);
    await userEvent.click(button(words.form.cancel));
    expect(screen.queryByRole('form')).toBeNull();
    expect(document.activeElement).toBe(button(words.connections.add));
  });

  test.each([
    ['aws', words.partition.aws],
    ['aws-us-gov', words.partition['aws-us-gov']],
    ['aws-cn', words.partition['aws-cn']],
    ['aws-iso', words.partition.other('aws-iso')],
  ])('name the partition %s', async (partition, sentence) => {
    settingsBackend({ settings: { ...wireSettings, partition } });
    render(<App />);
    expect(await screen.findByText(sentence)).toBeTruthy();
  });
});

describe('the list', () => {
  test('shows the access and actions of each connection; a pending one has only removal', async () => {
    settingsBackend();
    render(<App />);
    const [first, second, third] = await rows();
    expect(first?.textContent).toContain('Europe (Frankfurt)');
    expect(first?.textContent).toContain('111122223333');
    expect(
      within(first ?? document.body).getByTitle('arn:aws:iam::111122223333:role/pagewatch-alarms')
        .textContent,
    ).toBe('pagewatch-alarms');
    expect(buttonsOf(first)).toEqual(['Test', 'Edit', 'Remove', 'Copy', words.receipts.get]);
    expect(within(first ?? document.body).getByRole('rowheader', { name: 'Payments production' }));
    expect(buttonsOf(second)).toEqual(['Remove']);
    expect(second?.textContent).toContain(words.connections.noAccount);
    expect(buttonsOf(third)).toEqual(['Test', 'Edit', 'Remove']);
  });

  test('shows the outcome of the last test', async () => {
    const result = { step: 'alarms', region: 'eu-central-1', outcome: 'inconclusive' };
    const test = {
      at: new Date().toISOString(),
      outcome: 'failed',
      results: [result, { step: 'refuse-missing', outcome: 'failed' }],
    };
    const [connection] = wireSettings.connections;
    const doubtful = { ...test, outcome: 'inconclusive', results: [result] };
    const connections = [
      { ...connection, test },
      { ...connection, id: 'c-9', test: doubtful },
    ];
    settingsBackend({ settings: { ...wireSettings, connections } });
    render(<App />);
    const [first, second] = await rows();
    expect(first?.textContent).toContain(words.testing.states.failed);
    expect(first?.textContent).toContain(
      words.connections.stopped(words.testing.steps['refuse-missing']),
    );
    expect(second?.textContent).toContain(words.testing.states.inconclusive);
    expect(second?.textContent).toContain('Europe (Frankfurt)');
  });

  test('marks untested connections', async () => {
    settingsBackend();
    render(<App />);
    expect(
      (await rows()).map(({ textContent }) => textContent.includes(words.connections.untested)),
    ).toEqual([false, false, true]);
  });
});

describe('removing a connection', () => {
  test('asks for confirmation below its row, and names what is lost', async () => {
    const calls = settingsBackend();
    render(<App />);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Remove Payments production' }),
    );
    const dialog = screen.getByRole('dialog', { name: words.removal.title('Payments production') });
    expect((await rows())[1]?.contains(dialog)).toBe(true);
    for (const loss of [
      'AWS account 111122223333: Europe (Frankfurt) and US East (N. Virginia)',
      words.removal.breaks,
      'its role ARN, its settings and its last test',
      words.removal.stays['aws-role'],
    ]) {
      expect(dialog.textContent).toContain(loss);
    }
    await userEvent.click(button(words.removal.no));
    expect(calls).toHaveLength(1);
    expect(document.activeElement).toBe(button('Remove Payments production'));
    await userEvent.click(button('Remove Payments production'));
    await userEvent.click(button(words.removal.yes));
    const done = words.removal.done(
      'Payments production',
      'its role ARN, its settings and its last test',
    );
    expect(await screen.findByText(done)).toBeTruthy();
    expect(paths(calls)).toContain('DELETE /v1/connections/c-1?spaceId=42');
  });

  test('with keys lists the keys as erased', async () => {
    settingsBackend();
    render(<App />);
    await userEvent.click(await screen.findByRole('button', { name: 'Remove Old keys' }));
    const dialog = screen.getByRole('dialog').textContent;
    expect(dialog).toContain('its access key, its settings and its last test');
    expect(dialog).toContain(words.removal.stays['aws-user']);
    await userEvent.click(button(words.removal.yes));
    expect(await screen.findByText(/Erased: its access key, its settings/)).toBeTruthy();
  });

  test('that is the last one moves to the guide', async () => {
    let removed = false;
    settingsBackend({
      refuse: ({ method }) => {
        if (method === 'GET' && removed) return { status: 200, body: emptySettings };
        removed ||= method === 'DELETE';
        return undefined;
      },
    });
    render(<App />);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Remove Payments production' }),
    );
    await userEvent.click(button(words.removal.yes));
    await screen.findByRole('form', { name: words.guide.title });
    expect(document.activeElement?.textContent).toBe(words.guide.title);
  });

  test('keeps it after a failed removal', async () => {
    const error = { code: 'store_unavailable', message: 'The store does not answer.' };
    settingsBackend({
      refuse: ({ method }) => (method === 'DELETE' ? { status: 503, body: { error } } : undefined),
    });
    render(<App />);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Remove Payments production' }),
    );
    await userEvent.click(button(words.removal.yes));
    expect(await screen.findByText(error.message)).toBeTruthy();
    expect(button('Edit Payments production')).toBeTruthy();
  });
});
