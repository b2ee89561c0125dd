import type { ReactElement } from 'react';
import { rulesConfig } from '../../text/grafana/en-config';
import { listed } from '../../text/plural';
import { Field } from '../../ui/field';
import type { RulesFieldsProps } from './fields-props';
import { LabelFields } from './label-fields';
import { NarrowFields } from './narrow-fields';
import { PickMany } from './pick-many';
import styles from './rules-fields.module.css';
import { nothingSeen, type Choice } from './seen';
import { StatesField } from './states-field';

/** RulesFields choose the alert rules of one source: their folders, labels and states first. */
export function RulesFields(props: RulesFieldsProps): ReactElement {
  const { selection, connection, seen = nothingSeen, errors, fieldOf, count, onChange } = props;
  const fence = connection?.folders ?? [];
  const field = fieldOf('folders');
  return (
    <div className={styles.fields}>
      {count && <div className={styles.count}>{count}</div>}
      <Field
        id={`config-${field}`}
        label={rulesConfig.folders}
        help={
          fence.length === 0
            ? rulesConfig.foldersHelp
            : rulesConfig.foldersFenced(listed(fence.map(({ title }) => title)))
        }
        error={errors[field]}
      >
        {(control) => (
          <PickMany
            control={control}
            offered={foldersOf(fence, seen.folders)}
            chosen={selection.folders}
            none={rulesConfig.noFolders}
            labelOf={({ uid, name }) => name || rulesConfig.uid(uid)}
            onChange={(folders) => onChange({ ...selection, folders })}
          />
        )}
      </Field>
      <LabelFields {...props} />
      <StatesField {...props} />
      <NarrowFields {...props} />
    </div>
  );
}

/** foldersOf lists the folders of the fence, and the others that rules are in, each once. */
function foldersOf(
  fence: readonly { uid: string; title: string }[],
  seen: readonly Choice[],
): Choice[] {
  const shown = new Set(seen.map(({ uid }) => uid));
  const first = fence.filter(({ uid }) => !shown.has(uid));
  return [...first.map(({ uid, title }) => ({ uid, name: title })), ...seen];
}
