import type { AccountSettings } from '../../wire/account-settings';

/**
 * settingsFor returns the settings for the role of one connection. While it waits in a rotation, its
 * trust policy has to accept both External IDs.
 */
export function settingsFor(settings: AccountSettings, id: string | undefined): AccountSettings {
  const { rotation } = settings;
  const move = rotation?.connections.find((it) => it.id === id);
  return rotation && move?.state === 'waiting' ? { ...settings, setup: rotation.setup } : settings;
}
