import { useState, type ReactElement } from 'react';
import { problemIn } from '../../platform/backend';
import { reissueExternalId, type Loaded } from '../../settings/api';
import { Confirmation } from '../../settings/confirmation';
import styles from '../../settings/page.module.css';
import { text } from '../../text/en';
import type { Problem } from '../../wire/problem';
import type { ListedConnection, Settings } from '../../wire/settings';

/** ReissueProps are the current External ID and the callbacks for the outcome. */
export interface ReissueProps {
  loaded: Loaded;
  current: string;
  onKept: () => void;
  onIssued: (settings: Settings, words: string) => void;
  /** Another admin has issued a new one first. */
  onConflict: (words: string) => void;
}

/** Reissue names what a new External ID breaks, and issues one after confirmation. */
export function Reissue(props: ReissueProps): ReactElement {
  const { loaded, current, onKept, onIssued, onConflict } = props;
  const { space, settings } = loaded;
  const words = text.settings.externalId;
  const roles = settings.connections.filter(({ kind }) => mayUseExternalId[kind] === 'yes');
  const unknown = settings.connections.filter(({ kind }) => mayUseExternalId[kind] === 'unknown');
  const harmless = roles.length + unknown.length === 0;
  const [issuing, setIssuing] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);

  const issue = async (): Promise<void> => {
    setIssuing(true);
    try {
      const issued = await reissueExternalId(space, current);
      const unused = settings.connections.length === 0;
      onIssued(issued, unused ? words.done : `${words.done} ${words.next}`);
    } catch (thrown) {
      const refused = problemIn(thrown);
      if (refused.code === 'conflict') onConflict(words.conflict);
      else setProblem(refused);
      setIssuing(false);
    }
  };

  return (
    <Confirmation
      id="reissue"
      words={words}
      isHarmless={harmless}
      isBusy={issuing}
      problem={problem}
      onNo={onKept}
      onYes={() => void issue()}
      breaks={
        <>
          {harmless && <p>{words.nobody}</p>}
          {roles.length > 0 && (
            <>
              <p>{words.breaks}</p>
              <Names title={words.concerned} connections={roles} />
            </>
          )}
          {unknown.length > 0 && <Names title={words.unknown} connections={unknown} />}
        </>
      }
    >
      {settings.accounts?.rotation && <p>{words.endsRotation}</p>}
      <p>{words.back}</p>
    </Confirmation>
  );
}

/** Whether connections of a kind present the External ID to AWS. */
const mayUseExternalId = {
  'aws-role': 'yes',
  'aws-user': 'no',
  unknown: 'unknown',
} as const satisfies Record<ListedConnection['kind'], string>;

function Names(props: { title: string; connections: readonly ListedConnection[] }): ReactElement {
  return (
    <>
      <p>{props.title}</p>
      <ul className={styles.names}>
        {props.connections.map(({ id, name }, index) => (
          <li key={id ?? index}>
            <bdi>{name || text.settings.connections.unnamed}</bdi>
          </li>
        ))}
      </ul>
    </>
  );
}
