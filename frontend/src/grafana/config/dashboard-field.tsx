import type { ReactElement } from 'react';
import { rulesConfig } from '../../text/grafana/en-config';
import { Field } from '../../ui/field';
import type { RulesFieldsProps } from './fields-props';
import styles from './rules-fields.module.css';
import { nothingSeen, type Board } from './seen';

/**
 * DashboardField chooses the rules of a dashboard or of one of its panels. Their titles are not part
 * of an answer, so they are named by their rules.
 */
export function DashboardField(props: RulesFieldsProps): ReactElement {
  const { selection, seen = nothingSeen, errors, fieldOf, onChange } = props;
  const { dashboard: uid, panel } = selection;
  const field = fieldOf('dashboard');
  const chosen = { uid, panel, rules: [] };
  const isKnown = uid === '' || seen.dashboards.some((board) => keyOf(board) === keyOf(chosen));
  const boards: readonly Board[] = isKnown ? seen.dashboards : [...seen.dashboards, chosen];
  return (
    <Field
      id={`config-${field}`}
      label={rulesConfig.dashboard}
      help={rulesConfig.dashboardHelp}
      error={errors[field]}
    >
      {({ id, describedBy, invalid }) => (
        <select
          id={id}
          className={styles.pick}
          aria-describedby={describedBy}
          aria-invalid={invalid}
          value={keyOf(chosen)}
          onChange={(event) => {
            const board = boards.find((it) => keyOf(it) === event.target.value);
            onChange({ ...selection, dashboard: board?.uid ?? '', panel: board?.panel ?? 0 });
          }}
        >
          <option value={keyOf({ uid: '', panel: 0 })}>{rulesConfig.dashboardAny}</option>
          {boards.map((board) => (
            <option key={keyOf(board)} value={keyOf(board)}>
              {nameOf(board)}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

function keyOf({ uid, panel }: Pick<Board, 'uid' | 'panel'>): string {
  return `${uid} ${panel}`;
}

function nameOf({ uid, panel, rules }: Board): string {
  const [first, ...others] = rules;
  if (first === undefined)
    return panel === 0 ? rulesConfig.dashboardUid(uid) : rulesConfig.panelUid(uid, panel);
  const words = panel === 0 ? rulesConfig.dashboardOf : rulesConfig.panelOf;
  return words(first, others.length);
}
