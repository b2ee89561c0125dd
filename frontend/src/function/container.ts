// The functions that Forge runs itself, in the app whose backend is a container service.
import { invokeService } from '@forge/api';
import { exporter, type Ask } from './exports';

const ask: Ask = (options) => invokeService('pagewatch', options);

/** exportAlarms returns the document that stands for the alarm macro in an export. */
export const exportAlarms = exporter(ask, {});

/** exportBadge returns the document that stands for the inline badge. */
export const exportBadge = exporter(ask, { layout: 'badge' });
