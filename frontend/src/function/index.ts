// The functions that Forge runs itself: what a macro becomes in an export (Forge manifest reference, macro,
// adfExport). They only hand the question on. The backend asks Confluence what the person who exports may see, and
// writes the document.
import { invokeRemote } from '@forge/api';
import { at, configOf, isHistory, isObject, spaceOf } from './payload';
import { staticDocument } from './static-document';

/** exportAlarms returns the document that stands for the alarm macro in an export. It never fails. */
export const exportAlarms = (payload: unknown): Promise<unknown> => exported(payload, {});

/** exportBadge returns the document that stands for the inline badge. It never fails. */
export const exportBadge = (payload: unknown): Promise<unknown> => exported(payload, { layout: 'badge' });

async function exported(payload: unknown, layout: object): Promise<unknown> {
  try {
    const response = await invokeRemote('backend', {
      path: '/v1/exports',
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        spaceId: spaceOf(payload),
        config: { ...configOf(payload), ...layout },
        history: isHistory(payload),
      }),
    });
    const adf = response.ok ? at(await response.json(), 'adf') : undefined;
    return isObject(adf) && at(adf, 'type') === 'doc' ? adf : staticDocument;
  } catch {
    return staticDocument;
  }
}
