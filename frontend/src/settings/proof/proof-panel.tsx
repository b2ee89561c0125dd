import Button from '@atlaskit/button/new';
import { useLayoutEffect, useRef, type ReactElement } from 'react';
import type { LinkSettings } from '../../providers/link-settings';
import { text } from '../../text/en';
import type { ConnectionKind } from '../../wire/kind';
import { placeNames } from '../../wire/settings';
import styles from './proof-panel.module.css';
import { StepList } from './step-list';
import type { Proving } from './use-proof';
import { summaryOf, verdictOf } from './verdict';
import { VerdictPanel } from './verdict-panel';

/** ProofPanelProps are a test, its connection, and the callback that starts it. */
export interface ProofPanelProps {
  proving: Proving;
  settings: LinkSettings;
  kind: ConnectionKind;
  onTest: () => void;
}

/**
 * ProofPanel tests a connection: the buttons, which never move, then the outcome and the steps, once
 * a test runs.
 */
export function ProofPanel(props: ProofPanelProps): ReactElement {
  const { proving, settings, kind } = props;
  const { testState, running } = proving;
  const result = useRef<HTMLDivElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  const ended = testState !== null && !running;
  // In the same paint, so that the focus is never on a removed element.
  useLayoutEffect(() => {
    if (ended && isFree(panel.current)) result.current?.focus();
  }, [ended]);
  const { title, next } = ended ? summaryOf(testState, kind) : { title: '' };
  return (
    <div className={styles.panel} ref={panel}>
      <Buttons {...props} />
      {ended && (
        <div
          className={styles.result}
          role="group"
          aria-label={text.settings.testing.title}
          tabIndex={-1}
          ref={result}
        >
          <VerdictPanel testState={testState} kind={kind} settings={settings} />
        </div>
      )}
      <StepList
        lines={testState?.lines ?? []}
        names={placeNames(settings.accounts)}
        summary={next ? `${title.replace(/\.?$/, '.')} ${next}` : title}
        onStopWaiting={proving.stopWaiting}
      />
    </div>
  );
}

/**
 * Reports whether the outcome may take the focus. It may not if the focus moved to a field or to
 * another part of the page during the test.
 */
function isFree(panel: HTMLElement | null): boolean {
  const { activeElement } = document;
  if (activeElement === document.body) return true;
  return (
    activeElement instanceof HTMLButtonElement &&
    panel?.closest('form, section')?.contains(activeElement) === true
  );
}

function Buttons({ proving, onTest }: ProofPanelProps): ReactElement {
  const { testState, running } = proving;
  const words = text.settings.testing;
  const resumable = testState !== null && !running && verdictOf(testState) === 'inconclusive';
  return (
    <div className={styles.buttons}>
      {resumable && (
        <Button appearance="primary" onClick={() => void proving.resume()}>
          {words.resume}
        </Button>
      )}
      {/* Not disabled: it keeps the focus. Not loading: its label would vanish. */}
      <Button
        appearance={testState === null ? 'primary' : 'default'}
        aria-disabled={running}
        onClick={running ? undefined : onTest}
      >
        {running ? words.testing : testState === null ? words.test : words.again}
      </Button>
    </div>
  );
}
