import { useEffect, useRef, type ReactElement } from 'react';
import { ConnectionFields, guideWords, Consequences, SetUp } from '../../providers/settings-parts';
import { text } from '../../text/en';
import { focusWrong } from '../focus-wrong';
import page from '../page.module.css';
import { ProofPanel } from '../proof/proof-panel';
import { SaveBar } from '../save-bar';
import { useConnectionForm, type ConnectionFormProps } from '../use-connection-form';
import { GuideStep } from './guide-step';
import styles from './guide.module.css';

/** GUIDE_TITLE is the id of the guide's heading, which is focusable. */
export const GUIDE_TITLE = 'guide-title';

/**
 * GuideProps add to the props of a form whether a button opened the guide: then it takes the focus.
 */
export interface GuideProps extends ConnectionFormProps {
  opened: boolean;
}

/** Guide is the wizard that links an account: understand, set up, describe, test, save. */
export function Guide(props: GuideProps): ReactElement {
  const { settings, opened } = props;
  const form = useConnectionForm(props);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (opened) heading.current?.focus();
  }, [opened]);
  const words = text.settings.guide;
  const { kind } = form.draft;
  const own = guideWords(kind);

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
      <div>
        <h2 className={styles.heading} id={GUIDE_TITLE} ref={heading} tabIndex={-1}>
          {words.title}
        </h2>
        <p className={page.intro}>{words.intro}</p>
      </div>
      <ol className={styles.steps}>
        <GuideStep number={1} title={words.consequences.title}>
          <Consequences kind={kind} />
        </GuideStep>
        <GuideStep number={2} title={own.title}>
          <SetUp {...{ kind, settings }} />
        </GuideStep>
        <GuideStep number={3} title={words.describe.title}>
          <ConnectionFields form={form} settings={settings} editing={false} />
        </GuideStep>
        <GuideStep number={4} title={words.test.title} done={form.proved}>
          <p className={styles.text}>{own.test}</p>
          <ProofPanel
            {...{ settings, kind, proving: form.proving }}
            onTest={() => void form.test().then(focusWrong)}
          />
        </GuideStep>
        <GuideStep number={5} title={words.save.title}>
          <SaveBar form={form} label={text.settings.form.saveNew} onCancel={props.onCancel} />
        </GuideStep>
      </ol>
    </form>
  );
}
