import Button from '@atlaskit/button/new';
import { useLayoutEffect, useRef, type ReactElement } from 'react';
import { text } from '../../text/en';
import type { ConnectionKind } from '../../wire/kind';
import { placeNames, type Settings } from '../../wire/settings';
import { linesOf } from './lines';
import styles from './proof-panel.module.css';
import { StepList } from './step-list';
import type { Proving } from './use-proof';
import { summaryOf, verdictOf } from './verdict';
import { VerdictPanel } from './verdict-panel';

/** ProofPanelProps are a test, what it is of, and how to begin it. */
export interface ProofPanelProps {
  proving: Proving;
  settings: Settings;
  kind: ConnectionKind;
  onTest: () => void;
}

/** ProofPanel shows all steps of a test before, while and after it runs, and the buttons that drive it. */
export function ProofPanel(props: ProofPanelProps): ReactElement {
  const { proving, settings, kind } = props;
  const { testState, running } = proving;
  const result = useRef<HTMLDivElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  const ended = testState !== null && !running;
  // With the paint, so that the focus never stands on nothing.
  useLayoutEffect(() => {
    if (ended && isFree(panel.current)) result.current?.focus();
  }, [ended]);
  // One line stands for all places until a test begins, so that choosing one moves no button below.
  const lines = testState?.lines ?? linesOf(kind, ['']);
  const { title, next } = ended ? summaryOf(testState, kind) : { title: '' };
  return (
    <div className={styles.panel} ref={panel}>
      <StepList
        lines={lines}
        names={placeNames(settings)}
        summary={`${title} ${next ?? ''}`.trim()}
        onStopWaiting={proving.stopWaiting}
      />
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
      <Buttons {...props} />
    </div>
  );
}

/** Whoever has gone on to a field, or to another part of the page, while a test ran is left there. */
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
      {/* Not disabled: the focus stays on it. Not loading: its words would vanish. */}
      <Button aria-disabled={running} onClick={running ? undefined : onTest}>
        {running ? words.testing : testState === null ? words.test : words.again}
      </Button>
    </div>
  );
}
