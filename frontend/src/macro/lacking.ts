import { ruleNarrowings } from '../providers/questions';
import { text } from '../text/en';
import { isolated } from './tools/isolated';
import { isEmpty, type Received, type Verdict } from './verdict';
import type { SourceView, View } from './view';

/**
 * lackingIn names the sources that have to have an item and have none, where others have items and
 * the verdict rests on that. Of several sources with one connection, each has its filters too.
 */
export function lackingIn(view: View, answers: readonly Received[], { reason }: Verdict): string[] {
  const restsOnThem = reason === 'none-match' || reason === 'no-alarms';
  if (!restsOnThem || answers.every(({ items }) => items.length === 0)) return [];
  return view
    .filter((_, index) => answers.slice(index, index + 1).some(isEmpty))
    .map((source) => nameOf(source, view));
}

function nameOf({ asked, header }: SourceView, view: View): string {
  const name = isolated(header?.name ?? text.macro.nameless);
  const isOnly = view.filter((it) => it.asked.connection === asked.connection).length === 1;
  const words = isOnly || !asked.alerts ? '' : ruleNarrowings(asked.alerts).join('; ');
  return words === '' ? name : `${name} (${isolated(words)})`;
}
