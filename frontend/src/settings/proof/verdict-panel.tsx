import type { ReactElement } from 'react';
import type { LinkSettings } from '../../providers/link-settings';
import { Advice } from '../../providers/settings-parts';
import type { Tone } from '../../ui/lozenge';
import { Message } from '../../ui/message';
import type { ConnectionKind } from '../../wire/kind';
import type { TestState } from './run-test';
import { isRemarked, isUnseen, summaryOf, verdictOf, type Verdict } from './verdict';

const tones: Record<Verdict, Tone> = {
  passed: 'success',
  advised: 'caution',
  failed: 'danger',
  inconclusive: 'caution',
  ended: 'caution',
};

/** VerdictPanelProps are a finished test and its connection. */
export interface VerdictPanelProps {
  testState: TestState;
  kind: ConnectionKind;
  settings: LinkSettings;
}

/** VerdictPanel shows the outcome of a test and the next step. */
export function VerdictPanel(props: VerdictPanelProps): ReactElement {
  const { testState, kind, settings } = props;
  const { title, next } = summaryOf(testState, kind);
  const verdict = verdictOf(testState);
  const isClear = !isUnseen(testState) && !isRemarked(testState);
  const tone = verdict === 'passed' && !isClear ? 'information' : tones[verdict];
  if (next === undefined) return <Message tone={tone}>{title}</Message>;
  return (
    <Message tone={tone} title={title}>
      <p>{next}</p>
      {(verdict === 'failed' || verdict === 'advised') && (
        <Advice {...{ kind, settings }} lines={testState.lines} />
      )}
    </Message>
  );
}
