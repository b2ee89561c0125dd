import { text } from '../text/en';
import type { Problem } from '../wire/problem';
import type { SourceRecord } from '../wire/records';
import type { Item } from './item';
import { takesAway } from './refusals';
import type { SourceView, View } from './view';

// The first answer of a source has up to a hundred items. Each further page is a separate request,
// with calls that the account pays for. A refresh therefore requests the first page only. The items
// of further pages stay, each with its age, until the reader requests them again. They go when the
// first page is no longer truncated.

/** wantsMore marks a source as waiting for its next page. */
export function wantsMore(view: View, index: number): View {
  return at(view, index, (source) => ({ ...source, more: { asking: true } }));
}

/**
 * append adds a further page to the items of a source. A failed or partial page leaves the source
 * as it was, still truncated, and the next attempt starts from the same cursor. The age is that of
 * the older part.
 */
export function append(view: View, index: number, page: SourceView): View {
  return at(view, index, (source) => {
    const { header, items, problem = broken, notBefore } = page;
    if (takesAway(problem)) return refused(source, problem);
    if (!source.header || !header || page.status !== 'answered') {
      return { ...source, more: { asking: false, problem }, notBefore };
    }
    const asOf = Math.min(source.header.asOf, header.asOf);
    return {
      ...source,
      header: { ...header, source: index, asOf },
      more: undefined,
      ...joined(source, items, header.truncated),
    };
  });
}

/**
 * joined appends a page to the items of a source. An older item goes if the page has it too, or if
 * the page is the last and lacks it.
 */
function joined(source: SourceView, page: readonly Item[], moreToCome: boolean): Holding {
  const further = new Map(source.further);
  const first = new Set(source.items.map(({ key }) => key).filter((key) => !further.has(key)));
  const came = page.filter(({ key }) => !first.has(key));
  for (const [key, asOf] of further) if (asOf !== null && !moreToCome) further.delete(key);
  const kept = source.items.filter(({ key }) => first.has(key) || further.has(key));
  for (const { key } of came) further.set(key, null);
  const anew = new Set(came.map(({ key }) => key));
  return { items: [...kept.filter(({ key }) => !anew.has(key)), ...came], further };
}

/** Holding is the items of a source and which of them came from further pages. */
export type Holding = Pick<SourceView, 'items' | 'further'>;

/**
 * keptUnder returns the items that stay when a source begins a new answer: those of further pages,
 * if the new answer is truncated too.
 */
export function keptUnder(next: SourceRecord, { items, further, header }: SourceView): Holding {
  if (!further || !header || !next.truncated) return { items: [], further: undefined };
  return {
    items: items.filter(({ key }) => further.has(key)),
    further: new Map([...further].map(([key, asOf]) => [key, asOf ?? header.asOf])),
  };
}

/**
 * withPrevious adds the items of the previous answer that a new, partial answer lacks. Each has its
 * own age.
 */
export function withPrevious(source: SourceView): SourceView {
  const { items, further, previous } = source;
  if (!previous) return source;
  const came = new Set(items.map(({ key }) => key));
  const lacking = previous.items.filter(({ key }) => !came.has(key));
  const ages = lacking.map(
    ({ key }) => [key, previous.further?.get(key) ?? previous.asOf] as const,
  );
  return {
    ...source,
    items: [...items, ...lacking],
    further: new Map([...(further ?? []), ...ages]),
    previous: undefined,
  };
}

/**
 * withFiring adds the answer to the request for all firing items of a truncated source. An older
 * firing item that a whole answer lacks does not fire any more: its new state is unknown, and it
 * goes. A refusal takes the source away.
 */
export function withFiring(view: View, index: number, page: SourceView): View {
  return at(view, index, (source) => {
    const { problem, notBefore } = page;
    if (problem && takesAway(problem)) return refused(source, problem);
    if (page.status !== 'answered' || !page.header)
      return { ...source, firing: 'failed', notBefore };
    const whole = !page.header.truncated;
    const further = new Map(source.further);
    const came = new Map(page.items.map((item) => [item.key, item]));
    const over = ({ key, standing }: Item): boolean =>
      whole && standing === 'firing' && (further.get(key) ?? null) !== null;
    const kept = source.items.filter((item) => !came.has(item.key) && !over(item));
    const known = new Set(source.items.map(({ key }) => key));
    for (const key of came.keys()) if (!known.has(key) || further.has(key)) further.set(key, null);
    return {
      ...source,
      items: [...kept, ...page.items],
      further,
      firing: whole ? 'whole' : 'failed',
    };
  });
}

/** refused ends the right to a source. Only its names stay. */
export function refused(source: SourceView, problem: Problem): SourceView {
  const { name, placeName } = source.header ?? source.sent ?? {};
  const { asked } = source;
  return { ...nothing, asked, status: 'refused', problem, sent: { name, placeName } };
}

/** Every member is here: a source is changed in place while its answer arrives. */
const nothing = {
  items: [],
  header: undefined,
  further: undefined,
  previous: undefined,
  more: undefined,
  firing: undefined,
  notBefore: undefined,
};

/** withItem adds a new item. It replaces the same item of a further page. */
export function withItem({ items, further }: Holding, item: Item): Holding {
  const { key } = item;
  if (further?.has(key) !== true) return { items: [...items, item], further };
  const remaining = new Map(further);
  remaining.delete(key);
  return { items: [...items.filter((it) => it.key !== key), item], further: remaining };
}

const broken: Problem = { code: 'ui_cut', message: text.macro.moreFailed };

function at(view: View, index: number, change: (source: SourceView) => SourceView): View {
  return view.map((source, it) => (it === index ? change(source) : source));
}
