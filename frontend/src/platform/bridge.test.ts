import { router } from '@forge/bridge';
import { expect, test, vi } from 'vitest';
import { settingsAddress } from './bridge';

test('the address of the settings is null where the platform refuses it', async () => {
  vi.mocked(router.getUrl).mockRejectedValueOnce(new Error('an unknown place'));
  expect(await settingsAddress('PAY')).toBeNull();
});
