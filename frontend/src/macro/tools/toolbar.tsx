import { useId, type ReactElement } from 'react';
import { text } from '../../text/en';
import { GROUPINGS, type Grouping } from '../../wire/macro-config';
import { headline, hidesGap, verdictWord } from '../bar/headline';
import type { Row } from '../rows';
import type { ShapeProps } from '../shapes/shape';
import { asCsv, asMarkdown, type Heading } from './copied-text';
import { CopyButtons } from './copy-buttons';
import { WITHIN } from './filter';
import styles from './toolbar.module.css';
import type { Reader } from './use-reader';

/** From this number of alarms on a search helps. */
const SEARCHABLE = 20;

interface ToolbarProps extends ShapeProps {
  rows: readonly Row[];
  shown: readonly Row[];
  /** The filters of the shown rows, "" for none. */
  asked: string;
}

/** Toolbar is the reader's search, grouping and copies. It makes no call. */
export function Toolbar(props: ToolbarProps): ReactElement {
  const { reader, rows, shown } = props;
  return (
    <div className={styles.toolbar} role="group" aria-label={text.macro.tools.label}>
      {(rows.length >= SEARCHABLE || reader.filter.search !== '') && <Search {...props} />}
      <Select
        label={text.macro.tools.within}
        options={WITHIN.map((id) => ({ id, label: text.macro.tools.withins[id] }))}
        chosen={reader.filter.within}
        onChoose={(it) => reader.within(WITHIN.find((id) => id === it) ?? 'any')}
      />
      <OwnerSelect {...props} />
      <Select
        label={text.macro.tools.group}
        options={groupingsFor(rows, reader.groupBy).map((id) => ({
          id,
          label: text.macro.tools.groups[id],
        }))}
        chosen={reader.groupBy}
        onChoose={(it) => reader.group(GROUPINGS.find((id) => id === it) ?? 'source')}
      />
      {shown.length > 0 && (
        <CopyButtons
          markdown={() => asMarkdown(shown, headingOf(props))}
          csv={() => asCsv(shown)}
        />
      )}
    </div>
  );
}

/** groupingsFor leaves out what no row has. */
function groupingsFor(rows: readonly Row[], chosen: Grouping): Grouping[] {
  const lacks = (id: 'folder' | 'severity'): boolean =>
    chosen !== id && rows.every(({ item }) => item[id] === undefined);
  return GROUPINGS.filter((id) => (id !== 'folder' && id !== 'severity') || !lacks(id));
}

/** Search says beside the field how many rows match. */
function Search(props: {
  reader: Reader;
  rows: readonly Row[];
  shown: readonly Row[];
}): ReactElement {
  const { reader, rows, shown } = props;
  const words = text.macro.tools;
  return (
    <span className={styles.searching}>
      <input
        className={styles.search}
        type="search"
        value={reader.filter.search}
        placeholder={words.search}
        aria-label={words.search}
        onChange={(event) => reader.search(event.target.value)}
      />
      <span role="status" className={styles.matching}>
        {reader.filter.search !== '' && text.macro.matching(shown.length, rows.length)}
      </span>
    </span>
  );
}

/** OwnerSelect chooses an owner, if the descriptions of the items name any. */
function OwnerSelect({
  reader,
  rows,
}: {
  reader: Reader;
  rows: readonly Row[];
}): ReactElement | null {
  const owners = [...new Set(rows.flatMap(({ item }) => item.owner ?? []))];
  if (owners.length === 0) return null;
  const words = text.macro.tools;
  // An option's value tells an owner from "all", whatever the owner is called.
  const options = owners
    .sort((a, b) => a.localeCompare(b))
    .map((owner, index) => ({ id: String(index), label: owner }));
  const chosen = owners.findIndex((owner) => owner === reader.filter.owner);
  return (
    <Select
      label={words.owner}
      options={[{ id: '', label: words.anyOwner }, ...options]}
      chosen={chosen < 0 ? '' : String(chosen)}
      onChoose={(id) => reader.owner(id === '' ? null : (owners[Number(id)] ?? null))}
    />
  );
}

function Select(props: {
  label: string;
  options: readonly { id: string; label: string }[];
  chosen: string;
  onChoose: (id: string) => void;
}): ReactElement {
  const id = useId();
  return (
    <span className={styles.group}>
      <label htmlFor={id}>{props.label}</label>
      <select
        id={id}
        className={styles.select}
        value={props.chosen}
        onChange={(event) => props.onChoose(event.target.value)}
      >
        {props.options.map((option) => (
          <option key={option.id} value={option.id}>
            {option.label}
          </option>
        ))}
      </select>
    </span>
  );
}

/** headingOf returns the heading of a copied table: the verdict, the gaps and the filters. */
function headingOf({ tally, asked }: ToolbarProps): Heading {
  const gap = hidesGap(tally) ? `; ${text.macro.incomplete}` : '';
  return {
    headline: `${verdictWord(tally)}: ${headline(tally)}${gap}`,
    asOf: tally.asOf,
    asked,
  };
}
