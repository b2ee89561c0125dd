import { text } from '../text/en';
import type { Problem } from '../wire/problem';
import type { SourceRecord } from '../wire/records';
import type { Item } from './item';
import type { Standing } from './standing';
import type { SourceView, View } from './view';

// The first answer of a source has a hundred items; further pages are views of their own, with
// calls of their own. A refresh asks for the first page alone: asking for every page that was ever
// opened would cost the account a call for each, each time. So the items of further pages stay on
// the page as they were, each with its own age, until the reader asks for more again. They go when
// the provider has no more than it answers at once.

/** wantsMore marks a source whose next items are being asked for. */
export function wantsMore(view: View, index: number): View {
  return at(view, index, (source) => ({ ...source, more: { asking: true } }));
}

/**
 * append puts the answer to "more" behind the items of a source. What fails or breaks off leaves the rest as
 * it was, still cut: the next try begins where this one did. The age is that of the older part.
 */
export function append(view: View, index: number, page: SourceView): View {
  return at(view, index, (source) => {
    const { header, items, problem = broken } = page;
    if (!source.header || !header || page.status !== 'answered') {
      return { ...source, more: { asking: false, problem } };
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

/** joined puts a page behind the items of a source. What is older goes where it came anew, or has to be gone. */
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

/** Holding is what a source has, and what of it came with "more". */
export type Holding = Pick<SourceView, 'items' | 'further'>;

/** keptUnder is what stays of a source that begins a new answer: the further pages, where there still are any. */
export function keptUnder(next: SourceRecord, { items, further, header }: SourceView): Holding {
  if (!further || !header || !next.truncated) return { items: [], further: undefined };
  return {
    items: items.filter(({ key }) => further.has(key)),
    further: new Map([...further].map(([key, asOf]) => [key, asOf ?? header.asOf])),
  };
}

/** withItem adds an item that has come. One that was kept from a further page gives way to it. */
export function withItem({ items, further }: Holding, item: Item): Holding {
  const { key } = item;
  if (further?.has(key) !== true) return { items: [...items, item], further };
  const remaining = new Map(further);
  remaining.delete(key);
  return { items: [...items.filter((it) => it.key !== key), item], further: remaining };
}

/** olderAsOf is as of when an item is that stems from an answer before that of its source; undefined for any other. */
export function olderAsOf(
  { further }: Pick<SourceView, 'further'>,
  { key }: Item,
): number | undefined {
  return further?.get(key) ?? undefined;
}

/** standingIn is what an item lets a reader believe. An OK that stems from an answer before has that for a caveat. */
export function standingIn(source: Pick<SourceView, 'further'>, item: Item): Standing {
  const { standing } = item;
  return standing === 'ok' && olderAsOf(source, item) !== undefined ? 'doubtful' : standing;
}

/** current lists the items that are as old as their source. */
export function current(source: Holding): readonly Item[] {
  if (!source.further) return source.items;
  return source.items.filter((item) => olderAsOf(source, item) === undefined);
}

const broken: Problem = { code: 'ui_cut', message: text.macro.moreFailed };

function at(view: View, index: number, change: (source: SourceView) => SourceView): View {
  return view.map((source, it) => (it === index ? change(source) : source));
}
