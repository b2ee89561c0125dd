import { fullNameOf, namesOf } from '../names';
import type { Row } from '../rows';
import { groupRows } from '../tools/group';
import type { BodyProps } from './block';
import { folderPlacer, placer } from './place';

/** Section is rows with a title, if there are several sections. */
export interface Section {
  title: string | undefined;
  rows: readonly Row[];
  /** placeOf returns the place of a row, where the title does not name it. */
  placeOf: (row: Row) => string | undefined;
}

/** sectionsOf returns the rows by the reader's grouping. A source without rows has no section. */
export function sectionsOf({ rows, reader, view, config }: BodyProps): Section[] {
  if (rows.length === 0) return [];
  if (reader.groupBy !== 'source') {
    const placeOf = placer(view, reader.groupBy);
    return groupRows(rows, reader.groupBy).map((group) => ({ ...group, placeOf }));
  }
  const folderOf = folderPlacer(view);
  const sections = view.map((source) => {
    const names = namesOf(view, source.asked, config.names);
    return {
      title: view.length === 1 ? undefined : fullNameOf(names, source.asked),
      rows: rows.filter((row) => row.source === source),
      placeOf: folderOf,
    };
  });
  return sections.filter((section) => section.rows.length > 0);
}
