// @vitest-environment jsdom
import { router } from '@forge/bridge';
import { render, screen } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { text } from '../../text/en';
import { AdminNote } from './admin-note';

const { admin, adminPage } = text.macro.linked;
const address = 'https://site.example/wiki/spaces/PAY/settings/apps/a/e/pagewatch';

test('leads to the settings of the space, and says who may change them', async () => {
  vi.mocked(router.getUrl).mockResolvedValueOnce(new URL(address));
  const { container } = render(<AdminNote spaceKey="PAY" />);
  const link = await screen.findByRole('link', { name: adminPage });
  expect(link.getAttribute('href')).toBe(address);
  expect(container.textContent).toBe(`${admin} ${adminPage}.`);
  expect(router.getUrl).toHaveBeenCalledWith({
    target: 'module',
    moduleKey: 'space-settings',
    spaceKey: 'PAY',
  });
});

test.each([
  ['knows no address', 'PAY', null],
  ['names no space', undefined, new URL(address)],
])('is a text where the platform %s', async (_, spaceKey, url) => {
  vi.mocked(router.getUrl).mockReset().mockResolvedValue(url);
  const { container } = render(<AdminNote spaceKey={spaceKey} />);
  await vi.waitFor(() =>
    expect(router.getUrl).toHaveBeenCalledTimes(spaceKey === undefined ? 0 : 1),
  );
  expect(container.textContent).toBe(`${admin} ${adminPage}.`);
  expect(screen.queryByRole('link')).toBeNull();
});
