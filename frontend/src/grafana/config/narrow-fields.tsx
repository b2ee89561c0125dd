import Textfield from '@atlaskit/textfield';
import type { ReactElement } from 'react';
import { rulesConfig } from '../../text/grafana/en-config';
import { Field } from '../../ui/field';
import { Fold } from '../../ui/fold';
import { MAX_LIMIT } from './check';
import { DashboardField } from './dashboard-field';
import type { RulesFieldsProps } from './fields-props';
import { PickMany } from './pick-many';
import styles from './rules-fields.module.css';
import { nothingSeen } from './seen';

/** NarrowFields choose single rules, the rules of a dashboard, and how many: in a folded section. */
export function NarrowFields(props: RulesFieldsProps): ReactElement {
  const { selection, seen = nothingSeen, errors, fieldOf, onChange } = props;
  const { rules, dashboard, limit } = selection;
  const [ruleField, boardField, limitField] = ['rules', 'dashboard', 'limit'].map(fieldOf);
  const isUsed = rules.length > 0 || dashboard !== '' || limit !== '';
  const isWrong = [ruleField, boardField, limitField].some((it) => errors[it ?? ''] !== undefined);
  return (
    <Fold className={styles.fold} title={rulesConfig.narrower} needsView={isUsed || isWrong}>
      <div className={styles.fields}>
        <Field
          id={`config-${ruleField}`}
          label={rulesConfig.rules}
          help={rulesConfig.rulesHelp}
          error={errors[ruleField ?? '']}
        >
          {(control) => (
            <PickMany
              control={control}
              offered={seen.rules}
              chosen={rules}
              none={rulesConfig.noRules}
              labelOf={({ uid, name, folder }) => {
                if (name === '') return rulesConfig.uid(uid);
                return folder === undefined ? name : rulesConfig.inFolder(name, folder);
              }}
              onChange={(picked) => onChange({ ...selection, rules: picked })}
            />
          )}
        </Field>
        <DashboardField {...props} />
        <Field
          id={`config-${limitField}`}
          label={rulesConfig.limit}
          help={rulesConfig.limitHelp(MAX_LIMIT)}
          error={errors[limitField ?? '']}
        >
          {({ id, describedBy, invalid }) => (
            <Textfield
              id={id}
              aria-describedby={describedBy}
              isInvalid={invalid}
              inputMode="numeric"
              value={limit}
              onChange={(event) => onChange({ ...selection, limit: event.currentTarget.value })}
            />
          )}
        </Field>
      </div>
    </Fold>
  );
}
