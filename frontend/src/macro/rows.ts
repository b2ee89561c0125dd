import type { Alarm } from '../wire/alarm';
import { keyOf } from './changes';
import type { SourceView } from './model';
import { namesOf, type Names } from './names';
import type { Live } from './runner';
import { byUrgency } from './standing';

/** Row is one alarm where it stands in a view. */
export interface Row {
  key: string;
  alarm: Alarm;
  source: SourceView;
  names: Names;
  /** The state at the refresh before, where it was another; "" for an alarm that was not there. */
  was: string | undefined;
}

/** rowsOf lists every alarm of a view, most urgent first. */
export function rowsOf({ view, changes }: Live): Row[] {
  const rows = view.flatMap((source, place) => {
    const names = namesOf(view, source.asked);
    return source.alarms.map((alarm) => {
      const key = keyOf(place, alarm);
      return { key, alarm, source, names, was: changes.get(key) };
    });
  });
  return rows.sort((a, b) => byUrgency(a.alarm, b.alarm));
}
