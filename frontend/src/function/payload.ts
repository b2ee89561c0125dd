// What Forge hands to an export function. Only exportType is documented; where the rest stands
// differs between PDF and Word, and was found in published apps.

/** isObject reports whether a value has members. */
export const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null;

/** at returns what stands at a path of members, undefined where something on the way is missing. */
export function at(value: unknown, ...path: string[]): unknown {
  return path.reduce<unknown>((v, key) => (isObject(v) ? Reflect.get(v, key) : undefined), value);
}

const firstObject = (...values: unknown[]): object | undefined => values.find(isObject);

/** configOf returns the macro's configuration, empty where there is none. */
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

/** spaceOf returns the id of the space, undefined where the payload has none. It is a claim; Confluence is asked. */
export function spaceOf(payload: unknown): string | undefined {
  const id =
    at(payload, 'context', 'extension', 'space', 'id') ??
    at(payload, 'context', 'space', 'id') ??
    at(payload, 'context', 'spaceId');
  return typeof id === 'string' || typeof id === 'number' ? String(id) : undefined;
}

/** isHistory reports whether this is not an export that a person asked for, such as a look at the page's history. */
export const isHistory = (payload: unknown): boolean =>
  !['pdf', 'word'].includes(String(at(payload, 'exportType')));
