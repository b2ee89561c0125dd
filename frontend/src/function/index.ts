// The functions that Forge runs itself, in the app with a remote as its backend.
import { invokeRemote } from '@forge/api';
import { exporter, type Ask } from './exports';

const ask: Ask = (options) => invokeRemote('backend', options);

/** exportAlarms returns the export document of the alarm macro. */
export const exportAlarms = exporter(ask, {});

/** exportBadge returns the export document of the inline badge. */
export const exportBadge = exporter(ask, { layout: 'badge' });
