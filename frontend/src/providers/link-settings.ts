// What a provider needs to link, test and edit a connection is part of the settings.
export type { AccountSettings as LinkSettings } from '../cloudwatch/wire/account-settings';
