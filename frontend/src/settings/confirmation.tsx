import Button from '@atlaskit/button/new';
import { useState, type ReactElement, type ReactNode } from 'react';
import { Choice } from '../ui/choice';
import { Message } from '../ui/message';
import { ProblemPanel } from '../ui/problem-panel';
import type { Problem } from '../wire/problem';
import styles from './page.module.css';

/** ConfirmationProps are a question, what follows from a yes, and the callbacks for the answer. */
export interface ConfirmationProps {
  /** Begins the ids of its elements. */
  id: string;
  /** `confirm` is needed if something breaks. */
  words: { ask: string; confirm?: string; no: string; yes: string };
  /** "danger" if absent. */
  tone?: 'caution' | 'danger';
  /** What breaks. */
  breaks: ReactNode;
  /** Nothing breaks, so the admin need not say that they know. */
  isHarmless: boolean;
  /** More to know before a yes. */
  children?: ReactNode;
  isBusy: boolean;
  problem: Problem | null;
  onNo: () => void;
  onYes: () => void;
}

/**
 * Confirmation asks before a change that stops connections. It is part of the page, not a modal:
 * the frame may be taller than the window.
 */
export function Confirmation(props: ConfirmationProps): ReactElement {
  const { id, words, tone = 'danger', isHarmless, isBusy } = props;
  const [understood, setUnderstood] = useState(isHarmless);
  return (
    <div role="alertdialog" aria-label={words.ask} aria-describedby={`${id}-breaks`}>
      <Message tone={tone} title={words.ask}>
        <div id={`${id}-breaks`}>{props.breaks}</div>
        {props.children}
        {!isHarmless && words.confirm !== undefined && (
          <Choice
            type="checkbox"
            id={`${id}-understood`}
            name="understood"
            label={words.confirm}
            checked={understood}
            onChange={setUnderstood}
          />
        )}
        {props.problem && <ProblemPanel problem={props.problem} />}
        <div className={styles.buttons}>
          <Button autoFocus onClick={props.onNo} isDisabled={isBusy}>
            {words.no}
          </Button>
          <Button
            appearance={tone === 'danger' ? 'danger' : 'primary'}
            isDisabled={!understood}
            isLoading={isBusy}
            onClick={props.onYes}
          >
            {words.yes}
          </Button>
        </div>
      </Message>
    </div>
  );
}
