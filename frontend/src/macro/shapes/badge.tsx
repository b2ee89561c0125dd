import type { MouseEvent, ReactElement } from 'react';
import { text } from '../../text/en';
import { ago } from '../../ui/ago';
import { Lozenge } from '../../ui/lozenge';
import { useNow } from '../../ui/use-now';
import { agedLook, isOld, lookOf, type Look } from '../looks';
import { refusalOf } from '../refusals';
import type { Verdict } from '../verdict';
import { badgeSentence } from './badge-sentence';
import { badgeWord } from './badge-word';
import styles from './badge.module.css';
import type { Open, ShapeProps } from './shape';

const neutral: Look = { tone: 'neutral', shape: 'diamond' };

/**
 * InlineBadge shows the verdict in a few words, within a sentence. Its name and tooltip have the
 * whole verdict and its age. A stale badge, or one under refresh, is not green, and an old OK shows
 * its age in words. A press opens the list, or refreshes where no list opens.
 */
export function InlineBadge(props: ShapeProps): ReactElement {
  const { liveView, tally, view, refreshing, open } = props;
  const { live, refresh } = liveView;
  const now = useNow(30_000);
  const old = isOld(tally.asOf, now);
  const gap = tally.verdict === 'firing' && tally.atLeast;
  const signedOut = refusalOf(view)?.code === 'no_user';
  const look = signedOut ? neutral : lookOf(tally);
  const { signIn, okOnce, unknown } = text.macro.badge.words;
  let word = signedOut ? signIn : badgeWord(tally, gap);
  if (old && tally.verdict === 'ok' && tally.asOf !== undefined)
    word = okOnce(ago(tally.asOf, now));
  // An old "none in alarm" says nothing of now.
  if (old && tally.reason === 'none-firing') word = unknown;
  return (
    <BadgeButton
      look={refreshing || old ? agedLook(look) : look}
      word={word}
      sentence={badgeSentence(props, { word, gap, now })}
      verdict={tally.verdict}
      busy={live.loading}
      open={open}
      otherwise={refresh}
    />
  );
}

/** BadgeButton is a badge of one size, whatever its words. */
export function BadgeButton(props: {
  look: Look;
  word: string;
  sentence: string;
  verdict: Verdict['verdict'];
  busy: boolean;
  open: Open | undefined;
  /** otherwise is what a press does where no list opens. */
  otherwise: () => void;
}): ReactElement {
  const { look, word, sentence, open, otherwise } = props;
  const press = ({ currentTarget }: MouseEvent<HTMLElement>): void => {
    // The dialog takes the focus from the frame, and no other script knows where it was.
    if (open) open(() => currentTarget.focus()).catch(otherwise);
    else otherwise();
  };
  return (
    <button
      type="button"
      className={styles.badge}
      title={sentence}
      aria-label={sentence}
      aria-haspopup={open && 'dialog'}
      aria-busy={props.busy}
      data-tone={look.tone}
      data-verdict={props.verdict}
      onClick={press}
    >
      <Lozenge {...look} word={word} title={sentence} />
    </button>
  );
}
