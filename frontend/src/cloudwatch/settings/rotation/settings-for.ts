import type { AccountSettings } from '../../wire/account-settings';

/**
 * settingsFor returns the settings for the role of one connection. Unless it has moved in a
 * rotation, its trust policy has to accept both External IDs.
 */
export function settingsFor(settings: AccountSettings, id: string | undefined): AccountSettings {
  const { rotation } = settings;
  const move = rotation?.connections.find((it) => it.id === id);
  return rotation && (move?.state === 'waiting' || move?.state === 'unknown')
    ? { ...settings, setup: rotation.setup, formerExternalId: rotation.formerExternalId }
    : settings;
}
