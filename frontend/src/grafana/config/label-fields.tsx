import Button from '@atlaskit/button/new';
import type { ReactElement } from 'react';
import { flushSync } from 'react-dom';
import { rulesConfig } from '../../text/grafana/en-config';
import { FieldGroup } from '../../ui/field';
import { focusFirst } from '../../ui/focus';
import { MAX_LABELS } from './check';
import type { RulesFieldsProps } from './fields-props';
import { LabelRow } from './label-row';
import { labelNames, nothingSeen } from './seen';

/** LabelFields are the labels that a rule must have, one in a row. */
export function LabelFields(props: RulesFieldsProps): ReactElement {
  const { selection, seen = nothingSeen, errors, fieldOf, onChange } = props;
  const { labels } = selection;
  const field = fieldOf('labels');
  const names = labelNames(seen);
  const add = (): void => {
    const name = labels.some((row) => row.name === 'severity') ? '' : 'severity';
    flushSync(() => onChange({ ...selection, labels: [...labels, { name, op: '=', value: '' }] }));
    const part = name === '' ? 'name' : 'value';
    focusFirst([`config-${fieldOf(`${part}${labels.length}`)}`]);
  };
  const remove = (index: number): void => {
    flushSync(() => onChange({ ...selection, labels: labels.filter((_, at) => at !== index) }));
    focusFirst([`config-${field}`]);
  };
  const hasPattern = labels.some(({ op }) => op === '=~');
  return (
    <FieldGroup
      id={`config-${field}-group`}
      label={rulesConfig.labels}
      help={helpFor(labels.length, hasPattern)}
      error={errors[field]}
    >
      {() => (
        <>
          {labels.map((matcher, index) => (
            <LabelRow
              key={index}
              index={index}
              matcher={matcher}
              names={names}
              values={seen.labels.get(matcher.name) ?? []}
              errors={errors}
              fieldOf={fieldOf}
              onChange={(next) =>
                onChange({
                  ...selection,
                  labels: labels.map((row, at) => (at === index ? next : row)),
                })
              }
              onRemove={() => remove(index)}
            />
          ))}
          {labels.length < MAX_LABELS && (
            <div>
              <Button id={`config-${field}`} spacing="compact" onClick={add}>
                {rulesConfig.addLabel}
              </Button>
            </div>
          )}
        </>
      )}
    </FieldGroup>
  );
}

function helpFor(count: number, hasPattern: boolean): string | undefined {
  if (hasPattern) return rulesConfig.opsHelp;
  return count > 1 ? rulesConfig.labelsHelp : undefined;
}
