import type { Alarm } from '../cloudwatch/wire/alarm';
import { keyOf } from './changes';
import { looks, type Look } from './looks';
import { namesOf, type Names } from './names';
import { olderAsOf, standingIn } from './pages';
import type { Live } from './runner';
import { byUrgency } from './standing';
import type { SourceView } from './view';

/** Row is one alarm where it stands in a view. */
export interface Row {
  key: string;
  alarm: Alarm;
  source: SourceView;
  names: Names;
  /** The state at the refresh before, where it was another; "" for an alarm that was not there. */
  was: string | undefined;
  /** As of when it is, in milliseconds since 1970, where it is older than the answer of its source. */
  olderAsOf?: number | undefined;
}

/** lookOfRow is the look of an alarm's state. What is older than the answer around it is not green. */
export function lookOfRow({ alarm, source }: Row): Look {
  return looks[standingIn(source, alarm)];
}

/** rowsOf lists every alarm of a view, most urgent first. */
export function rowsOf({ view, changes }: Live): Row[] {
  const rows = view.flatMap((source, place) => {
    const names = namesOf(view, source.asked);
    return source.alarms.map((alarm) => {
      const key = keyOf(place, alarm);
      return { key, alarm, source, names, was: changes.get(key), olderAsOf: olderAsOf(source, alarm) };
    });
  });
  return rows.sort((a, b) => byUrgency(a.alarm, b.alarm));
}
