import Button from '@atlaskit/button/new';
import { useEffect, useRef, useState, type ReactElement } from 'react';
import { flushSync } from 'react-dom';
import { draftFields, type DraftErrors } from '../../providers/drafts';
import {
  ConnectionFields,
  Consequences,
  guideWords,
  KindChoice,
  SetUp,
} from '../../providers/settings-parts';
import { text } from '../../text/en';
import { focusFirst } from '../../ui/focus';
import { focusWrong } from '../focus-wrong';
import page from '../page.module.css';
import { ProofPanel } from '../proof/proof-panel';
import { SaveBar } from '../save-bar';
import { useConnectionForm, type ConnectionFormProps } from '../use-connection-form';
import { GuideStep } from './guide-step';
import styles from './guide.module.css';

/** The fields of the first step. */
const setUpFields = ['kind', 'stack'] as const;

/** GUIDE_TITLE is the id of the guide's heading, which is focusable. */
export const GUIDE_TITLE = 'guide-title';

/**
 * GuideProps add to the props of a form whether a button opened the guide: then it takes the focus.
 */
export interface GuideProps extends ConnectionFormProps {
  opened: boolean;
}

/**
 * Guide is the wizard that links an account: set up, describe and test, save. Each step unfolds
 * after the one before it.
 */
export function Guide(props: GuideProps): ReactElement {
  const { settings, opened, onCancel } = props;
  const form = useConnectionForm(props);
  const [isSetUp, setIsSetUp] = useState(false);
  const [isReading, setIsReading] = useState(true);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (opened) heading.current?.focus();
  }, [opened]);
  const words = text.settings.guide;
  const { kind } = form.draft;
  const own = guideWords(kind);
  const fields = { form, settings, editing: false };

  const describe = (): void => {
    let wrong: DraftErrors = {};
    flushSync(() => {
      wrong = form.check(setUpFields, form.draft);
    });
    if (Object.keys(wrong).length > 0) {
      focusWrong(wrong);
      return;
    }
    flushSync(() => {
      setIsSetUp(true);
      setIsReading(false);
    });
    focusFirst(draftFields.map((field) => `connection-${field}`));
  };

  return (
    <form
      className={`${page.card} ${styles.guide}`}
      noValidate
      aria-labelledby={GUIDE_TITLE}
      aria-busy={form.saving}
      onSubmit={(event) => {
        event.preventDefault();
        void form.save().then(focusWrong);
      }}
    >
      <div className={page.bar}>
        <h2 className={styles.heading} id={GUIDE_TITLE} ref={heading} tabIndex={-1}>
          {words.title}
        </h2>
        {onCancel && (
          <Button spacing="compact" onClick={onCancel}>
            {text.settings.form.cancel}
          </Button>
        )}
        <p className={styles.intro}>{own.intro}</p>
      </div>
      <div className={styles.consequences}>
        <h3 className={styles.subheading}>{words.consequences.title}</h3>
        <Consequences kind={kind} />
      </div>
      <ol className={styles.steps}>
        <GuideStep
          number={1}
          title={own.title}
          open={isReading || setUpFields.some((field) => form.errors[field] !== undefined)}
          onToggle={isSetUp ? () => setIsReading(!isReading) : undefined}
        >
          <KindChoice {...fields} />
          <SetUp {...fields} />
          <div>
            <Button appearance={isSetUp ? 'default' : 'primary'} onClick={describe}>
              {words.next}
            </Button>
          </div>
        </GuideStep>
        <GuideStep number={2} title={words.describe.title} open={isSetUp} done={form.proved}>
          <ConnectionFields {...fields} />
          <p className={styles.text}>{own.test}</p>
          <ProofPanel
            {...{ settings, kind, proving: form.proving }}
            onTest={() => void form.test().then(focusWrong)}
          />
        </GuideStep>
        <GuideStep number={3} title={words.save.title} open={form.proved || form.problem !== null}>
          <SaveBar form={form} label={text.settings.form.saveNew} onCancel={undefined} />
        </GuideStep>
      </ol>
    </form>
  );
}
