import type { ReactElement } from 'react';
import { stateWords } from '../macro/chosen-state';
import { NarrowFields, WhichFields } from '../providers/config-parts';
import { text } from '../text/en';
import { Fold } from '../ui/fold';
import { KNOWN_STATES } from '../wire/macro-config';
import styles from './app.module.css';
import { Checks } from './checks';
import type { ConfigFieldsProps } from './fields-props';
import { asksPlaces, hasStates } from './form';
import { LookFields } from './look-fields';
import { ShapeField } from './shape-field';
import { SourceFields } from './source-fields';

/**
 * ConfigFields are the fields of the modal: the usual ones, and the others in a collapsed section.
 */
export function ConfigFields(props: ConfigFieldsProps): ReactElement {
  const { form, errors, inline, onChange } = props;
  const isWrong = [errors.states, errors.kinds, errors.actionPrefix, errors.title].some(
    (error) => error !== undefined,
  );
  return (
    <>
      <SourceFields {...props} />
      {asksPlaces(form) && <WhichFields {...props} />}
      {!inline && <ShapeField {...props} />}
      <Fold className={styles.fold} title={text.config.more} needsView={isWrong}>
        <div className={styles.folded}>
          {!inline && hasStates(form) && (
            <Checks
              field="states"
              label={text.config.states}
              help={text.config.statesHelp}
              error={errors.states}
              options={KNOWN_STATES.map((id) => ({ id, label: stateWords[id] }))}
              chosen={form.states}
              onChange={(states) => onChange({ ...form, states })}
            />
          )}
          {asksPlaces(form) && <NarrowFields {...props} />}
          <LookFields {...props} />
        </div>
      </Fold>
    </>
  );
}
