// Export documents of a macro (Forge manifest reference, macro, adfExport). The functions only
// forward the question. The backend asks Confluence what the exporting person may see, and writes
// the document.
import { at, configOf, isHistory, isObject, linkOf, spaceOf } from './payload';
import { staticDocument } from './static-document';

/** Ask is one call of the backend by a deployment target. */
export type Ask = (options: {
  path: string;
  method: string;
  headers: Record<string, string>;
  body: string;
}) => Promise<{ ok: boolean; json: () => Promise<unknown> }>;

/** exporter returns the export function of a layout. It never fails. */
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
          link: linkOf(payload),
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
