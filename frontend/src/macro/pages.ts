import { text } from '../text/en';
import type { Alarm } from '../cloudwatch/wire/alarm';
import type { Problem } from '../wire/problem';
import type { SourceRecord } from '../wire/records';
import { alarmKey } from './alarm-key';
import { standingOf, type Standing } from './standing';
import type { SourceView, View } from './view';

// The first answer of a source has a hundred alarms; further pages are views of their own, with calls of their own. A
// refresh asks for the first page alone: asking for every page that was ever opened would cost the AWS account a
// call for each, each time. So the alarms of further pages stay on the page as they were, each with its own age,
// until the reader asks for more again. They go when AWS has no more than it answers at once.

/** wantsMore marks a source whose next alarms are being asked for. */
export function wantsMore(view: View, place: number): View {
  return at(view, place, (source) => ({ ...source, more: { asking: true } }));
}

/**
 * append puts the answer to "more" behind what a source has said already. What fails or breaks off leaves the rest as
 * it was, still cut: the next try begins where this one did. The age is that of the older part.
 */
export function append(view: View, place: number, page: SourceView): View {
  return at(view, place, (source) => {
    const { header, alarms, problem = broken } = page;
    if (!source.header || !header || page.status !== 'answered') {
      return { ...source, more: { asking: false, problem } };
    }
    const asOf = Math.min(source.header.asOf, header.asOf);
    return {
      ...source,
      header: { ...header, source: place, asOf },
      more: undefined,
      ...joined(source, alarms, header.truncated),
    };
  });
}

/** joined puts a page behind the alarms of a source. What is older goes where it came anew, or has to be gone. */
function joined(source: SourceView, page: readonly Alarm[], moreToCome: boolean): Holding {
  const further = new Map(source.further);
  const first = new Set(source.alarms.map(alarmKey).filter((key) => !further.has(key)));
  const came = page.filter((alarm) => !first.has(alarmKey(alarm)));
  for (const [key, asOf] of further) if (asOf !== null && !moreToCome) further.delete(key);
  const kept = source.alarms.filter((alarm) => first.has(alarmKey(alarm)) || further.has(alarmKey(alarm)));
  for (const alarm of came) further.set(alarmKey(alarm), null);
  const anew = new Set(came.map(alarmKey));
  return { alarms: [...kept.filter((alarm) => !anew.has(alarmKey(alarm))), ...came], further };
}

/** Holding is what a source has, and what of it came with "more". */
export type Holding = Pick<SourceView, 'alarms' | 'further'>;

/** keptUnder is what stays of a source that begins a new answer: the further pages, where there still are any. */
export function keptUnder(next: SourceRecord, { alarms, further, header }: SourceView): Holding {
  if (!further || !header || !next.truncated) return { alarms: [], further: undefined };
  return {
    alarms: alarms.filter((alarm) => further.has(alarmKey(alarm))),
    further: new Map([...further].map(([key, asOf]) => [key, asOf ?? header.asOf])),
  };
}

/** withAlarm adds an alarm that has come. One that was kept from a further page gives way to it. */
export function withAlarm({ alarms, further }: Holding, alarm: Alarm): Holding {
  const key = alarmKey(alarm);
  if (further?.has(key) !== true) return { alarms: [...alarms, alarm], further };
  const rest = new Map(further);
  rest.delete(key);
  return { alarms: [...alarms.filter((it) => alarmKey(it) !== key), alarm], further: rest };
}

/** olderAsOf is as of when an alarm is that stems from an answer before that of its source; undefined for any other. */
export function olderAsOf({ further }: Pick<SourceView, 'further'>, alarm: Alarm): number | undefined {
  return further?.get(alarmKey(alarm)) ?? undefined;
}

/** standingIn is what an alarm lets a reader believe. An OK that stems from an answer before has that for a caveat. */
export function standingIn(source: Pick<SourceView, 'further'>, alarm: Alarm): Standing {
  const standing = standingOf(alarm);
  return standing === 'ok' && olderAsOf(source, alarm) !== undefined ? 'doubtful' : standing;
}

/** current lists the alarms that are as old as their source. */
export function current(source: Holding): readonly Alarm[] {
  if (!source.further) return source.alarms;
  return source.alarms.filter((alarm) => olderAsOf(source, alarm) === undefined);
}

const broken: Problem = { code: 'ui_cut', message: text.macro.moreFailed };

function at(view: View, place: number, change: (source: SourceView) => SourceView): View {
  return view.map((source, it) => (it === place ? change(source) : source));
}
