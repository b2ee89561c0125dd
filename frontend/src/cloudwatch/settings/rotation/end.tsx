import { useState, type ReactElement } from 'react';
import { problemIn } from '../../../platform/backend';
import type { Loaded } from '../../../settings/api';
import { Confirmation } from '../../../settings/confirmation';
import { text } from '../../../text/en';
import type { Problem } from '../../../wire/problem';
import type { Settings } from '../../../wire/settings';
import type { Rotation } from '../../wire/rotation';
import { Names } from '../id-users';
import { endRotation } from './api';
import { standings, type Standing } from './standing';

/** EndRotationProps are a rotation in progress, and the callbacks for the outcome. */
export interface EndRotationProps {
  loaded: Loaded;
  rotation: Rotation;
  onKept: () => void;
  onEnded: (settings: Settings) => void;
  /** Another admin has ended it first. */
  onConflict: (words: string) => void;
}

/** The connections that show no alarms after the end, until their trust policies are changed. */
const dark: readonly Standing[] = ['waiting', 'dark', 'refused', 'unknown'];

/** EndRotation names what stops if a rotation ends now, and ends it after confirmation. */
export function EndRotation(props: EndRotationProps): ReactElement {
  const { loaded, rotation, onKept, onEnded, onConflict } = props;
  const words = text.settings.rotation;
  const moves = standings(rotation.connections, loaded.settings.connections);
  const stopped = moves.filter(({ standing }) => dark.includes(standing));
  const failing = moves.filter(({ standing }) => standing === 'failing');
  const harmless = stopped.length === 0;
  const [ending, setEnding] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);

  const end = async (): Promise<void> => {
    setEnding(true);
    try {
      onEnded(await endRotation(loaded.space, rotation.begun));
    } catch (thrown) {
      const refused = problemIn(thrown);
      if (refused.code === 'conflict') onConflict(words.conflict);
      else setProblem(refused);
      setEnding(false);
    }
  };

  return (
    <Confirmation
      id="rotation"
      words={words}
      isHarmless={harmless}
      isBusy={ending}
      problem={problem}
      onNo={onKept}
      onYes={() => void end()}
      breaks={
        <>
          <p>{harmless ? words.stopsNothing : words.stops}</p>
          <Names connections={stopped} />
          <Names title={words.failing} connections={failing} />
        </>
      }
    />
  );
}
