import Button from '@atlaskit/button/new';
import { useState, type ReactElement } from 'react';
import { problemIn } from '../../platform/backend';
import { reissueExternalId, type Loaded } from '../../settings/api';
import styles from '../../settings/page.module.css';
import { text } from '../../text/en';
import { Choice } from '../../ui/choice';
import { Message } from '../../ui/message';
import { ProblemPanel } from '../../ui/problem-panel';
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
  const [understood, setUnderstood] = useState(harmless);
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
    <div role="alertdialog" aria-label={words.ask} aria-describedby="reissue-breaks">
      <Message tone="danger" title={words.ask}>
        <div id="reissue-breaks">
          {harmless && <p>{words.nobody}</p>}
          {roles.length > 0 && (
            <>
              <p>{words.breaks}</p>
              <Names title={words.concerned} connections={roles} />
            </>
          )}
          {unknown.length > 0 && <Names title={words.unknown} connections={unknown} />}
        </div>
        {settings.accounts?.rotation && <p>{words.endsRotation}</p>}
        <p>{words.back}</p>
        {!harmless && (
          <Choice
            type="checkbox"
            id="reissue-understood"
            name="understood"
            label={words.confirm}
            checked={understood}
            onChange={setUnderstood}
          />
        )}
        {problem && <ProblemPanel problem={problem} />}
        <div className={styles.buttons}>
          <Button autoFocus onClick={onKept} isDisabled={issuing}>
            {words.no}
          </Button>
          <Button
            appearance="danger"
            isDisabled={!understood}
            isLoading={issuing}
            onClick={() => void issue()}
          >
            {words.yes}
          </Button>
        </div>
      </Message>
    </div>
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
