import { useState, type ReactElement } from 'react';
import { text } from '../../text/en';
import { IconButton } from '../../ui/icon-button';
import { isNarrowed } from '../../wire/query';
import { askedWords } from '../filter-words';
import { rowsOf } from '../rows';
import { Block } from './block';
import { BriefBody } from './brief';
import type { ShapeProps } from './shape';
import styles from './strip.module.css';

/**
 * Strip is one line for the top of a page, which unfolds to the list of Brief. It begins unfolded if
 * a message for the reader would be out of sight otherwise.
 */
export function Strip(props: ShapeProps): ReactElement {
  const [isOpen, open] = useState(Boolean(props.notice));
  const toggle = (): void => open(!isOpen);
  return (
    <Block
      {...props}
      body={BriefBody}
      showsAllStates
      between={isOpen ? undefined : <Names {...props} onPress={toggle} />}
      isFolded={!isOpen}
      tools={
        <IconButton
          label={isOpen ? text.macro.strip.close : text.macro.strip.open}
          expanded={isOpen}
          onClick={toggle}
        >
          <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true" focusable="false">
            <path
              fill="none"
              stroke="currentColor"
              strokeWidth="1.5"
              strokeLinecap="round"
              strokeLinejoin="round"
              d={isOpen ? 'M2.5 7.5 6 4l3.5 3.5' : 'M2.5 4.5 6 8l3.5-3.5'}
            />
          </svg>
        </IconButton>
      }
    />
  );
}

/**
 * Names fill the line with what matters most: the names of firing or pending items, or else why
 * nothing is known, or what the verdict covers. They end where the line ends; a press shows them all.
 */
function Names(props: ShapeProps & { onPress: () => void }): ReactElement {
  const { view, liveView, tally, query } = props;
  const urgent = tally.verdict === 'pending' ? 'pending' : 'firing';
  const named = rowsOf(view, liveView.live.changes).filter(({ item }) => item.standing === urgent);
  const asked = askedWords(query, view);
  const other = [
    tally.firstProblem ?? '',
    tally.absent.length > 0
      ? text.macro.absent(tally.absent, isNarrowed({ ...query, names: undefined }))
      : '',
    tally.verdict === 'firing' ? '' : asked,
  ].filter((words) => words !== '');
  const words = [named.map(({ item }) => item.name).join(', '), ...other]
    .filter((it) => it !== '')
    .join('. ');
  return (
    <button
      type="button"
      className={styles.names}
      tabIndex={-1}
      title={words}
      onClick={props.onPress}
    >
      <bdi>{words}</bdi>
    </button>
  );
}
