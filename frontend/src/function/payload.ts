// The payload that Forge passes to an export function. Only exportType is documented. The position
// of the other members differs between PDF and Word; published apps show it.

/** isObject reports whether a value has members. */
export const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null;

/** at returns the value at a path of members, undefined if a member on the path is missing. */
export function at(value: unknown, ...path: string[]): unknown {
  return path.reduce<unknown>((v, key) => (isObject(v) ? Reflect.get(v, key) : undefined), value);
}

const firstObject = (...values: unknown[]): object | undefined => values.find(isObject);

/** configOf returns the macro's configuration, empty without one. */
export function configOf(payload: unknown): object {
  return (
    firstObject(
      at(payload, 'extensionPayload', 'config'),
      at(payload, 'context', 'config'),
      at(payload, 'context', 'extension', 'config'),
      at(payload, 'config'),
    ) ?? {}
  );
}

/** linkOf returns the pasted address that made the macro, undefined for none. */
export function linkOf(payload: unknown): string | undefined {
  const link =
    at(payload, 'extensionPayload', 'autoConvertLink') ??
    at(payload, 'context', 'autoConvertLink') ??
    at(payload, 'context', 'extension', 'autoConvertLink');
  return typeof link === 'string' && link.length <= MAX_LINK ? link : undefined;
}

/** The maximum length of a link in an export. A longer one stays out of it. */
const MAX_LINK = 4096;

/**
 * spaceOf returns the id of the space, undefined if the payload has none. It is an unverified
 * claim; the backend asks Confluence.
 */
export function spaceOf(payload: unknown): string | undefined {
  const id =
    at(payload, 'context', 'extension', 'space', 'id') ??
    at(payload, 'context', 'space', 'id') ??
    at(payload, 'context', 'spaceId');
  return typeof id === 'string' || typeof id === 'number' ? String(id) : undefined;
}

/**
 * isHistory reports whether no person asked for this export, such as a view of the page's history.
 */
export const isHistory = (payload: unknown): boolean =>
  !['pdf', 'word'].includes(String(at(payload, 'exportType')));
