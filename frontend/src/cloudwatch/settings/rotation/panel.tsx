import Button from '@atlaskit/button/new';
import { useId, useState, type ReactElement } from 'react';
import { Copyable } from '../../../settings/copyable';
import type { Loaded } from '../../../settings/api';
import { text } from '../../../text/en';
import { longDay } from '../../../ui/ago';
import { useNow } from '../../../ui/use-now';
import type { Settings } from '../../../wire/settings';
import type { Rotation } from '../../wire/rotation';
import type { Setup } from '../../wire/setup';
import { ReadyFile } from '../ready-file';
import { EndRotation } from './end';
import { Moves } from './moves';
import styles from './rotation.module.css';
import { needsFormer } from './standing';

/** DAY_MS is a day in milliseconds. */
export const DAY_MS = 86_400_000;

/** RotationPanelProps are a rotation in progress, and the callbacks for what an admin does. */
export interface RotationPanelProps {
  loaded: Loaded;
  rotation: Rotation;
  onEnded: (settings: Settings) => void;
  onConflict: (words: string) => void;
}

/** RotationPanel shows what is left to do in a rotation, and how far each connection is. */
export function RotationPanel(props: RotationPanelProps): ReactElement {
  const { loaded, rotation } = props;
  const words = text.settings.rotation;
  const [ending, setEnding] = useState(false);
  const endId = useId();
  const now = useNow(DAY_MS / 24);
  const waits = needsFormer(rotation.connections);
  const { accounts } = loaded.settings;
  const keep = (): void => {
    setEnding(false);
    requestAnimationFrame(() => document.getElementById(endId)?.focus());
  };
  return (
    <section className={styles.panel} aria-label={words.running}>
      <div>
        <h3 className={styles.title}>{words.running}</h3>
        <p className={styles.hint}>
          {words.left(
            Math.max(1, Math.ceil((rotation.until - now) / DAY_MS)),
            longDay(rotation.until),
          )}
        </p>
      </div>
      <ol className={styles.steps}>
        <li>
          {words.both}
          {waits && (
            <Ready setup={rotation.setup} value={rotation.externalIds} help={words.valueHelp} />
          )}
        </li>
        <li>{words.test}</li>
        <li>
          {words.clean}
          {!waits && accounts && (
            <Ready setup={accounts.setup} value={accounts.externalId} help={words.newHelp} />
          )}
        </li>
      </ol>
      <Moves connections={loaded.settings.connections} moves={rotation.connections} />
      {ending ? (
        <EndRotation {...props} onKept={keep} />
      ) : (
        <div>
          <Button id={endId} onClick={() => setEnding(true)}>
            {words.end}
          </Button>
        </div>
      )}
    </section>
  );
}

/** Ready offers what a step puts into AWS: the trust policy, and the value for the templates. */
function Ready(props: { setup: Setup; value: string; help: string }): ReactElement {
  const words = text.settings.rotation;
  const trust = props.setup.files.find(({ id }) => id === 'trust');
  return (
    <>
      {trust && <ReadyFile file={trust} label={words.trust} />}
      <Copyable label={words.value} help={props.help} value={props.value} />
    </>
  );
}
