import type { ReactElement } from 'react';
import type { FormErrors } from '../../config/form-errors';
import { rulesConfig } from '../../text/grafana/en-config';
import { IconButton } from '../../ui/icon-button';
import type { Matcher } from '../../wire/alerts';
import { OPS } from './check';
import styles from './rules-fields.module.css';
import type { FieldOf } from './selection-errors';

interface RowProps {
  index: number;
  matcher: Matcher;
  /** Suggestions. */
  names: readonly string[];
  values: readonly string[];
  errors: FormErrors;
  fieldOf: FieldOf;
  onChange: (matcher: Matcher) => void;
  onRemove: () => void;
}

/** LabelRow is the name of a label, how it compares, and its value. */
export function LabelRow(props: RowProps): ReactElement {
  const { index, matcher, names, values, errors, fieldOf, onChange, onRemove } = props;
  const [name, op, value] = (['name', 'op', 'value'] as const).map((it) =>
    fieldOf(`${it}${index}`),
  );
  const wrong = [name, op, value].flatMap((field) => errors[field ?? ''] ?? []);
  const error = `config-${name}-error`;
  return (
    <div className={styles.row}>
      <Suggested
        id={`config-${name}`}
        label={rulesConfig.labelName(index + 1)}
        error={errors[name ?? ''] === undefined ? undefined : error}
        text={matcher.name}
        suggestions={names}
        onText={(text) => onChange({ ...matcher, name: text })}
      />
      <select
        id={`config-${op}`}
        className={styles.op}
        aria-label={rulesConfig.labelOp(index + 1)}
        value={matcher.op}
        onChange={(event) => onChange({ ...matcher, op: event.target.value })}
      >
        {OPS.map((it) => (
          <option key={it} value={it}>
            {rulesConfig.ops[it]}
          </option>
        ))}
      </select>
      <Suggested
        id={`config-${value}`}
        label={rulesConfig.labelValue(index + 1)}
        error={errors[value ?? ''] === undefined ? undefined : error}
        text={matcher.value}
        suggestions={values}
        onText={(text) => onChange({ ...matcher, value: text })}
      />
      <IconButton label={rulesConfig.removeLabel(index + 1)} onClick={onRemove}>
        <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true" focusable="false">
          <path d="M2 2l8 8M10 2l-8 8" stroke="currentColor" strokeWidth="1.5" />
        </svg>
      </IconButton>
      {wrong.length > 0 && (
        <div id={error} className={styles.error}>
          {wrong.join(' ')}
        </div>
      )}
    </div>
  );
}

/** Suggested is a text input with suggestions, which the browser shows. */
function Suggested(props: {
  id: string;
  label: string;
  error: string | undefined;
  text: string;
  suggestions: readonly string[];
  onText: (text: string) => void;
}): ReactElement {
  const { id, label, error, text, suggestions } = props;
  return (
    <>
      <input
        id={id}
        className={styles.text}
        aria-label={label}
        aria-describedby={error}
        aria-invalid={error !== undefined}
        list={`${id}-seen`}
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={(event) => props.onText(event.target.value)}
      />
      <datalist id={`${id}-seen`}>
        {suggestions.map((it) => (
          <option key={it} value={it} />
        ))}
      </datalist>
    </>
  );
}
