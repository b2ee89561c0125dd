import type { ReactElement } from 'react';
import { text } from '../../text/en';
import { looks, type Look } from '../looks';
import type { Asked } from '../use-question';
import { BadgeButton } from './badge';
import type { Open } from './shape';

type Unasked = Exclude<Asked, { state: 'asked' }>;

/** BadgeNote is the badge of a macro without a question. Its list has the same note, in full. */
export function BadgeNote(props: { asked: Unasked; open: Open }): ReactElement {
  const { asked, open } = props;
  const { look, word, why } = noteOf(asked);
  return (
    <BadgeButton
      look={look}
      word={word}
      sentence={text.macro.badge.label([word, ...why].join('. '))}
      verdict="unknown"
      busy={asked.state === 'reading'}
      open={open}
      otherwise={() => undefined}
    />
  );
}

interface Note {
  look: Look;
  word: string;
  why: string[];
}

function noteOf(asked: Unasked): Note {
  const { words } = text.macro.badge;
  const neutral: Look = { tone: 'neutral', shape: 'diamond' };
  switch (asked.state) {
    case 'reading':
      return { look: neutral, word: words.asking, why: [] };
    case 'unconfigured':
    case 'linked': {
      const { title, body } = text.macro[asked.state === 'linked' ? 'linked' : 'notConfigured'];
      return { look: neutral, word: words.notSetUp, why: [title, body] };
    }
    case 'unreadable':
      return { look: looks.unknown, word: words.unknown, why: [asked.problem.message] };
  }
}
