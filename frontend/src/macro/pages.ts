import { text } from '../text/en';
import type { Problem } from '../wire/problem';
import type { SourceView, View } from './model';

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
    const known = new Set(source.alarms.map(({ kind, name }) => `${kind} ${name}`));
    const fresh = alarms.filter(({ kind, name }) => !known.has(`${kind} ${name}`));
    const whole = [...source.alarms, ...fresh];
    return { ...source, header: { ...header, source: place, asOf }, alarms: whole, more: undefined };
  });
}

const broken: Problem = { code: 'ui_cut', message: text.macro.moreFailed };

function at(view: View, place: number, change: (source: SourceView) => SourceView): View {
  return view.map((source, it) => (it === place ? change(source) : source));
}
