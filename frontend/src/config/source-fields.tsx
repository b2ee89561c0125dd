import Button from '@atlaskit/button/new';
import Select from '@atlaskit/select';
import type { ReactElement } from 'react';
import { PlaceSelect, RulesFields, TokenNote } from '../providers/config-parts';
import { PLACES } from '../providers/questions';
import { text } from '../text/en';
import { Field } from '../ui/field';
import { placesOf, type PickableConnection } from '../wire/connections';
import type { UnknownConnection } from '../wire/kind';
import { MAX_SOURCES, placeOf, type Source } from '../wire/macro-config';
import styles from './app.module.css';
import type { ConfigFieldsProps } from './fields-props';
import { isUnknown, sourcesOf, withConnection, type Part } from './form';
import { nth } from './validate';

/** SourceFields choose the connections and their places. */
export function SourceFields(props: ConfigFieldsProps): ReactElement {
  const { form, onChange } = props;
  const { parts } = form;
  const put = (index: number, part: Part): void =>
    onChange({ ...form, parts: parts.map((it, at) => (at === index ? part : it)) });
  return (
    <>
      {parts.map((part, index) => (
        <div key={index} className={styles.part}>
          <ConnectionField {...props} part={part} index={index} onPart={(it) => put(index, it)} />
          <AskedFields {...props} part={part} index={index} onPart={(it) => put(index, it)} />
          {index > 0 && (
            <div>
              <Button
                spacing="compact"
                onClick={() => onChange({ ...form, parts: parts.filter((_, at) => at !== index) })}
              >
                {text.config.removeSource(index + 1)}
              </Button>
            </div>
          )}
        </div>
      ))}
      {parts.length < MAX_SOURCES && props.pickable.connections.length > 1 && (
        <div>
          <Button
            spacing="compact"
            onClick={() =>
              onChange({ ...form, parts: [...parts, { connection: null, places: [] }] })
            }
          >
            {text.config.addSource}
          </Button>
        </div>
      )}
    </>
  );
}

interface PartProps extends ConfigFieldsProps {
  part: Part;
  index: number;
  onPart: (part: Part) => void;
}

type Option = PickableConnection | UnknownConnection;

function labelOf({ kind, name }: Option): string {
  return kind === 'unknown' ? text.config.unknownOption(name || text.config.unnamed) : name;
}

function ConnectionField(props: PartProps): ReactElement {
  const { part, index, errors, pickable, whyNone, onPart } = props;
  const field = nth('connection', index);
  const none = index === 0 && part.connection === null ? whyNone : undefined;
  const options: Option[] = [...pickable.connections, ...pickable.unknown];
  return (
    <Field
      id={`config-${field}`}
      label={text.config.nth(text.config.connection, index + 1)}
      help={index === 0 && part.connection === null ? text.config.connectionHelp : reminder(props)}
      error={errors[field] && (none ?? errors[field])}
    >
      {({ id, describedBy, invalid }) => (
        <Select<Option>
          inputId={id}
          descriptionId={describedBy ?? ''}
          isInvalid={invalid}
          options={options}
          getOptionLabel={labelOf}
          getOptionValue={(option) => option.id ?? labelOf(option)}
          isOptionDisabled={({ kind }) => kind === 'unknown'}
          value={options.find(({ id }) => id !== undefined && id === part.connection) ?? null}
          onChange={(picked) => {
            if (picked && picked.kind !== 'unknown') onPart(withConnection(part, picked));
          }}
          placeholder={text.config.choose}
          noOptionsMessage={() => (options.length === 0 ? none : undefined) ?? text.config.noOption}
        />
      )}
    </Field>
  );
}

/** reminder says that the chosen connection needs a new token; undefined where none is near its end. */
function reminder({ part, pickable }: PartProps): ReactElement | undefined {
  const day = pickable.connections.find(({ id }) => id === part.connection)?.expires;
  return day === undefined ? undefined : <TokenNote day={day} />;
}

/** AskedFields choose what a source asks for: places, or alert rules. */
function AskedFields(props: PartProps): ReactElement {
  const { part, index, errors, pickable, known, onPart } = props;
  const { connection, selection } = part;
  if (!selection) return <PlacesField {...props} />;
  return (
    <RulesFields
      selection={selection}
      connection={pickable.connections.find(({ id }) => id === connection)}
      seen={known.get(connection ?? '')}
      errors={errors}
      fieldOf={(name) => nth(name, index)}
      count={countsOf(props)}
      onChange={(next) => onPart({ ...part, selection: next })}
    />
  );
}

function PlacesField(props: PartProps): ReactElement {
  const { part, index, errors, pickable, onPart } = props;
  const field = nth(PLACES, index);
  const connection = pickable.connections.find(({ id }) => id === part.connection);
  const kept = isUnknown(part.connection, pickable) ? part.places : [];
  const ids = connection ? placesOf(connection) : kept;
  const offered = ids.map((id) => ({ id, name: pickable.placeNames.get(id) ?? id }));
  return (
    <Field
      id={`config-${field}`}
      label={text.config.nth(text.config.places, index + 1)}
      help={countsOf(props) ?? (index === 0 ? text.config.placesHelp(MAX_SOURCES) : undefined)}
      error={errors[field]}
    >
      {(control) => (
        <PlaceSelect
          control={control}
          offered={offered}
          chosen={part.places}
          onChange={(places) => onPart({ ...part, places })}
        />
      )}
    </Field>
  );
}

/**
 * countsOf says how many alarms each source of a part has now; undefined until the preview asks.
 */
function countsOf({ form, part, pickable, countOf }: PartProps): ReactElement | undefined {
  const sources = madeOf(part);
  const lines = sources.flatMap((source) => {
    const words = countOf(source);
    const place = placeOf(source);
    const name = pickable.placeNames.get(place) ?? place;
    if (words === undefined) return [];
    return [{ place, words: sources.length === 1 ? words : text.config.counts.at(name, words) }];
  });
  if (lines.length === 0) return undefined;
  return (
    <ul
      className={styles.counts}
      data-alone={form.parts.flatMap(madeOf).length === 1}
      aria-label={text.config.countsOf}
    >
      {lines.map(({ place, words }) => (
        <li key={place}>{words}</li>
      ))}
    </ul>
  );
}

function madeOf(part: Part): Source[] {
  return part.connection === null ? [] : sourcesOf(part, []);
}
