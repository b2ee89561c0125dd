import { ownerOf, placesOf, type Pickable, type PickableConnection } from '../../wire/connections';
import { placeOf, type Source } from '../../wire/macro-config';

/**
 * successorOf returns the only connection of this space that reaches the account and a place, or the
 * stack, of the sources of another connection, which is not in this space, as after a page was
 * copied.
 */
export function successorOf(
  sources: readonly Source[],
  { connections }: Pickable,
): PickableConnection | undefined {
  const account = sources.find((source) => source.account !== undefined)?.account;
  if (account === undefined) return undefined;
  const places = sources.map(placeOf);
  const isRules = sources.some(({ alerts }) => alerts);
  const same = connections.filter(
    (it) =>
      ownerOf(it) === account && (isRules || placesOf(it).some((place) => places.includes(place))),
  );
  return same.length === 1 ? same[0] : undefined;
}

/** successorsOf returns the successors of all connections that are not in this space. */
export function successorsOf(sources: readonly Source[], pickable: Pickable): PickableConnection[] {
  const here = [...pickable.connections, ...pickable.unknown].map(({ id }) => id);
  const gone = sources.filter(({ connection }) => !here.includes(connection));
  const ids = new Set(gone.map(({ connection }) => connection));
  const found = [...ids].flatMap(
    (id) =>
      successorOf(
        gone.filter(({ connection }) => connection === id),
        pickable,
      ) ?? [],
  );
  return [...new Set(found)];
}
