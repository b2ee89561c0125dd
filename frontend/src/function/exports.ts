// What a macro becomes in an export (Forge manifest reference, macro, adfExport). The functions
// only hand the question on. The backend asks Confluence what the person who exports may see, and
// writes the document.
import { at, configOf, isHistory, isObject, spaceOf } from './payload';
import { staticDocument } from './static-document';

/** Ask is one call of the backend, as a deployment target makes it. */
export type Ask = (options: {
  path: string;
  method: string;
  headers: Record<string, string>;
  body: string;
}) => Promise<{ ok: boolean; json: () => Promise<unknown> }>;

/** exporter returns what exports a macro of that layout. It never fails. */
export function exporter(ask: Ask, layout: object): (payload: unknown) => Promise<unknown> {
  return async (payload) => {
    try {
      const response = await ask({
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
  };
}
