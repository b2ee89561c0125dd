// @vitest-environment jsdom
import { screen, waitFor } from '@testing-library/react';
import { beforeEach, describe, expect, test } from 'vitest';
import { fakeContext } from '../../../../tests/fake-backend';
import { open, rotationBackend } from '../../../../tests/rotation-page';
import { wireSettings } from '../../../../tests/settings-fixtures';
import { button } from '../../../../tests/settings-page';
import { text } from '../../../text/en';
import { longDay } from '../../../ui/ago';

const { externalId, rotation: words } = text.settings;

beforeEach(() => fakeContext({ space: { id: '42' } }));

describe('a rotation', () => {
  test('is asked about first: who has to move, and by when', async () => {
    const unknown = { id: 'c-7', name: 'Dashboards', kind: 'tomorrow', status: 'ready' };
    const connections = [...wireSettings.connections, unknown];
    const { calls } = rotationBackend({ ...wireSettings, connections });
    const user = await open();
    await user.click(button(words.begin));
    const dialog = screen.getByRole('alertdialog', { name: words.asking.ask });
    expect(dialog.textContent).toContain(words.asking.now);
    expect(dialog.textContent).toContain(`${words.asking.move}Payments production`);
    expect(dialog.textContent).toContain(`${words.asking.unknown}Dashboards`);
    expect(dialog.textContent).not.toContain('Old keys');
    const now = Date.now();
    const day = longDay(now + 30 * 86_400_000);
    expect(dialog.textContent).toContain(words.asking.drops(30, day));
    await user.click(button(words.asking.no));
    await waitFor(() => expect(document.activeElement).toBe(button(words.begin)));
    expect(calls).toHaveLength(1);
  });

  test('is not offered where no connection uses the External ID', async () => {
    const connections = wireSettings.connections.filter(({ kind }) => kind !== 'aws-role');
    rotationBackend({ ...wireSettings, connections });
    await open();
    for (const name of [words.begin, externalId.issue])
      expect(screen.queryByRole('button', { name })).toBeNull();
    expect(screen.queryByText(words.change)).toBeNull();
  });
});
