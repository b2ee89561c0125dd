import fc from 'fast-check';

type Path = readonly (string | number)[];

/** paths lists the path of every value in a JSON value, the root first. */
function paths(value: unknown, at: Path = []): Path[] {
  const members = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return [at, ...members.flatMap(([name, member]) => paths(member, [...at, name]))];
}

/** replaced copies a JSON value with the value at a path replaced; undefined removes it. */
function replaced(value: unknown, path: Path, by: unknown): unknown {
  const [name, ...rest] = path;
  if (name === undefined) return by;
  if (Array.isArray(value)) {
    return value.map((it: unknown, i) => (i === Number(name) ? replaced(it, rest, by) : it));
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, it]: [string, unknown]) => {
      const member = key === String(name) ? replaced(it, rest, by) : it;
      return member === undefined ? [] : [[key, member]];
    }),
  );
}

/** names are member names, some of them special in JavaScript. */
const names = fc.constantFrom(
  'type',
  'of',
  'op',
  '__proto__',
  'constructor',
  'toString',
  'valueOf',
  'length',
  'x',
);
const plain = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom('', '9'.repeat(400), -0, 1e308, '\ud800'),
);
const odd = fc.oneof(plain, fc.dictionary(names, plain), fc.constant(undefined));

/** mutated generates a valid JSON value with one or two mutations. */
export function mutated(good: unknown): fc.Arbitrary<unknown> {
  const once = (value: unknown): fc.Arbitrary<unknown> =>
    fc.tuple(fc.constantFrom(...paths(value)), odd).map(([path, by]) => replaced(value, path, by));
  return fc.oneof(once(good), once(good).chain(once));
}

/** frozen deep-freezes a JSON value. */
export function frozen(value: unknown): unknown {
  if (typeof value === 'object' && value !== null)
    Object.values(Object.freeze(value)).forEach(frozen);
  return value;
}
