import type { ReactElement } from 'react';
import { text } from '../../text/en';
import { Message } from '../../ui/message';
import type { ConnectionKind, Settings } from '../../wire/settings';
import { diagnose } from './diagnosis';
import { DiagnosisPanel } from './diagnosis-panel';
import { isStale, type Standing } from './run-test';
import { verdictOf } from './verdict';

/** VerdictPanelProps are a test that has ended and what it was of. */
export interface VerdictPanelProps {
  standing: Standing;
  kind: ConnectionKind;
  settings: Settings;
}

/** VerdictPanel says how a test ended, what is likely wrong, and what to do next. */
export function VerdictPanel(props: VerdictPanelProps): ReactElement {
  const { standing, kind, settings } = props;
  const words = text.settings.testing;
  const fault = diagnose(standing.lines);
  switch (verdictOf(standing)) {
    case 'passed':
      return <Message tone="success">{words.passed[kind]}</Message>;
    case 'failed':
      return fault ? (
        <DiagnosisPanel fault={fault} settings={settings} />
      ) : (
        <Message tone="danger" title={words.failed}>
          <p>{words.failedNext}</p>
        </Message>
      );
    case 'inconclusive':
      return (
        <Message tone="caution" title={words.inconclusive}>
          <p>{words.inconclusiveNext}</p>
        </Message>
      );
    case 'ended':
      return (
        <Message tone="caution" title={words.ended}>
          <p>{endedBecause(standing)}</p>
        </Message>
      );
  }
}

function endedBecause({ ended }: Standing): string {
  const words = text.settings.testing;
  if (!ended) return words.incomplete;
  return isStale(ended.code) ? words.stale : words.endedNext;
}
