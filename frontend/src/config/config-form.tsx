import Button from '@atlaskit/button/new';
import { useReducer, useState, type ReactElement } from 'react';
import { flushSync } from 'react-dom';
import { isBadge } from '../macro/badge-module';
import { submitConfig } from '../platform/bridge';
import { PastedMessage } from '../providers/config-parts';
import { text } from '../text/en';
import { listed } from '../text/plural';
import { focusFirst } from '../ui/focus';
import { Message } from '../ui/message';
import { ProblemPanel } from '../ui/problem-panel';
import type { Problem } from '../wire/problem';
import { countIn, viewFor } from './answer';
import styles from './app.module.css';
import { ConfigFields } from './config-fields';
import { Footer } from './footer';
import { toConfig, type Form } from './form';
import { learned, unasked } from './learned';
import { pickableFor, whyNone, type Loaded } from './load';
import { Preview } from './preview';
import { PreviewSummary } from './preview-summary';
import { startFrom } from './start';
import { StartMessages } from './start-messages';
import { marked, noneWords } from './marked';
import { useSettled } from './use-settled';
import { fieldsOf, validate } from './validate';

/**
 * The preview has its own controls, so it is outside the form, and the save button refers to the
 * form by id.
 */
const FORM = 'config-form';

/**
 * ConfigForm edits and saves the configuration. What is wrong is marked after a pause, what is still
 * to be chosen on saving, and no longer than it is so.
 */
export function ConfigForm(props: { loaded: Loaded }): ReactElement {
  const { config: stored, where, pasted } = props.loaded;
  const pickable = pickableFor(props.loaded);
  const [start] = useState(() => startFrom(stored, pickable, pasted));
  const [form, setForm] = useState<Form>(start.form);
  const [tried, setTried] = useState<readonly string[]>([]);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [{ answer, known }, learn] = useReducer(learned, unasked);
  const wrong = validate(form, pickable);
  const settled = useSettled(form);
  const errors = marked(wrong, validate(settled, pickable), tried);
  const isValid = Object.keys(wrong).length === 0;
  const config = isValid ? toConfig(form, pickable.connections) : null;
  const view = config && viewFor(config, answer);

  const change = (next: Form): void => {
    const still = validate(next, pickable);
    setForm(next);
    setTried(tried.filter((field) => still[field] !== undefined));
  };

  const save = (): void => {
    flushSync(() => setTried(Object.keys(wrong)));
    const first = fieldsOf(form).filter((field) => wrong[field] !== undefined);
    if (first.length > 0) {
      focusFirst(first.map((field) => `config-${field}`));
      return;
    }
    submitConfig(toConfig(form, pickable.connections)).catch(() =>
      setProblem({ code: 'ui_not_saved', ...text.problems.notSaved }),
    );
  };

  return (
    <main className={styles.page}>
      <h1 className="visually-hidden">{text.config.title}</h1>
      <PreviewSummary config={config} view={view} none={noneWords(wrong)} />
      <form
        id={FORM}
        className={styles.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        {!stored && pasted && (
          <PastedMessage
            pasted={pasted}
            pickable={pickable}
            spaceKey={where.spaceKey}
            form={form}
            onChange={change}
          />
        )}
        {!stored && !pasted && where.link !== undefined && (
          <Message tone="caution">{text.macro.linked.unreadable}</Message>
        )}
        <StartMessages start={start} />
        {pickable.unknown.length > 0 && (
          <Message tone="information">
            {text.config.unknown(
              listed(pickable.unknown.map(({ name }) => name || text.config.unnamed)),
            )}
          </Message>
        )}
        {problem && <ProblemPanel problem={problem} />}
        <ConfigFields
          form={form}
          errors={errors}
          pickable={pickable}
          whyNone={whyNone(props.loaded)}
          countOf={(source) => (config ? countIn(config, view, source) : undefined)}
          known={known}
          inline={isBadge(where.module)}
          onChange={change}
        />
      </form>
      <Preview config={config} none={noneWords(wrong)} where={where} onAnswer={learn} />
      <Footer>
        <Button appearance="primary" type="submit" form={FORM}>
          {text.config.save}
        </Button>
      </Footer>
    </main>
  );
}
