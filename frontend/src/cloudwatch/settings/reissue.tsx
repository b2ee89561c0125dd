import { useState, type ReactElement } from 'react';
import { problemIn } from '../../platform/backend';
import { reissueExternalId, type Loaded } from '../../settings/api';
import { Confirmation } from '../../settings/confirmation';
import { text } from '../../text/en';
import type { Problem } from '../../wire/problem';
import type { Settings } from '../../wire/settings';
import { Names, type IdUsers } from './id-users';

/**
 * ReissueProps are the current External ID, the connections that use it, and the callbacks for the
 * outcome.
 */
export interface ReissueProps {
  loaded: Loaded;
  users: IdUsers;
  current: string;
  onKept: () => void;
  onIssued: (settings: Settings, words: string) => void;
  /** Another admin has issued a new one first. */
  onConflict: (words: string) => void;
}

/** Reissue names what a new External ID breaks, and issues one after confirmation. */
export function Reissue(props: ReissueProps): ReactElement {
  const { loaded, users, current, onKept, onIssued, onConflict } = props;
  const { space, settings } = loaded;
  const words = text.settings.externalId;
  const [issuing, setIssuing] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);

  const issue = async (): Promise<void> => {
    setIssuing(true);
    try {
      const issued = await reissueExternalId(space, current);
      onIssued(issued, `${words.done} ${words.next}`);
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
      isHarmless={false}
      isBusy={issuing}
      problem={problem}
      onNo={onKept}
      onYes={() => void issue()}
      breaks={
        <>
          {users.roles.length > 0 && <p>{words.breaks}</p>}
          <Names title={words.concerned} connections={users.roles} />
          <Names title={words.unknown} connections={users.unknown} />
        </>
      }
    >
      {settings.accounts?.rotation && <p>{words.endsRotation}</p>}
      <p>{words.back}</p>
    </Confirmation>
  );
}
