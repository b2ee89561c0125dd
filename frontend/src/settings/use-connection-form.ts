import { useState } from 'react';
import { flushSync } from 'react-dom';
import { problemIn } from '../platform/backend';
import {
  aboutOf,
  bodyOf,
  changesOf,
  draftFields,
  draftOf,
  errorsFrom,
  errorsOf,
  fenceOf,
  needsProof as needsProofOf,
  placesIn,
  reachedBy,
  reachOf,
  validateDraft,
  withName,
  type Draft,
  type DraftErrors,
} from '../providers/drafts';
import type { LinkSettings } from '../providers/link-settings';
import type { FoundFolder } from '../wire/folder';
import type { Problem } from '../wire/problem';
import type { ListedConnection, SavedConnection } from '../wire/settings';
import { createConnection, updateConnection, type Space, type Tested } from './api';
import { uncounted } from './proof/lines';
import { isStale, type TestState } from './proof/run-test';
import { useProof, type Proving } from './proof/use-proof';

/** ConnectionFormProps are the input of a form. `connection` is null for a new one. */
export interface ConnectionFormProps {
  space: Space;
  settings: LinkSettings;
  /** All connections of the space. */
  connections: readonly ListedConnection[];
  connection: SavedConnection | null;
  /** Whether the form is for a new secret of the saved connection. */
  renewing?: boolean;
  onDone: (name: string) => void;
  onCancel?: (() => void) | undefined;
}

/** ConnectionForm is the state of a form and its actions. */
export interface ConnectionForm {
  draft: Draft;
  errors: DraftErrors;
  saving: boolean;
  problem: Problem | null;
  /** The test of the current draft. */
  proving: Proving;
  /** Whether saving the draft requires a complete proof. */
  needsProof: boolean;
  /** Whether that proof exists. */
  proved: boolean;
  /** The folders to choose from; null before a test has found them. */
  found: readonly FoundFolder[] | null;
  change: (draft: Draft) => void;
  /** check shows the errors of some fields of a draft, and returns them. */
  check: (fields: readonly (keyof Draft)[], draft: Draft) => DraftErrors;
  /** test and save return the errors by field. */
  test: () => Promise<DraftErrors>;
  save: () => Promise<DraftErrors>;
}

/** useConnectionForm creates a connection, or changes a saved one: fill in, test, save. */
export function useConnectionForm(props: ConnectionFormProps): ConnectionForm {
  const { space, settings, connections, connection } = props;
  const [draft, setDraft] = useState(() => draftOf(connection, settings, props.renewing));
  const [errors, setErrors] = useState<DraftErrors>({});
  const [saving, setSaving] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [asked, setAsked] = useState<string | null>(null);
  const [seen, setSeen] = useState<Seen | null>(null);
  const proof = useProof();

  const about = aboutOf(draft, settings);
  // A result covers only what was tested.
  const tested = proof.about === about ? proof : { ...proof, testState: null, running: false };
  // A changed fence needs no new test, but invalidates the counts of alarms.
  const fence = fenceOf(draft);
  const proving = asked === fence ? tested : withoutCounts(tested);
  const proved = proving.testState?.complete === true;
  const needsProof = needsProofOf(draft, connection);

  const refuse = (wrong: DraftErrors, other: Problem | null = null): DraftErrors => {
    setErrors(wrong);
    setProblem(isWrong(wrong) ? null : other);
    return wrong;
  };

  const validate = (edited: Draft): DraftErrors =>
    validateDraft(edited, settings, { connection, connections }, Date.now());

  const check: ConnectionForm['check'] = (fields, edited) => {
    const all = validate(edited);
    const wrong = Object.fromEntries(fields.flatMap((it) => (all[it] ? [[it, all[it]]] : [])));
    setErrors((shown) => ({ ...shown, ...wrong }));
    return wrong;
  };

  const test = async (): Promise<DraftErrors> => {
    const wrong = refuse(validate(draft));
    if (isWrong(wrong)) return wrong;
    const { kind } = draft;
    const places = placesIn(draft);
    setAsked(fence);
    const testState = await proof.start({
      space,
      tested: testedOf(draft, connection),
      kind,
      places,
      about,
    });
    if (!testState) return {};
    if (testState.found) setSeen({ by: reachedBy(draft), folders: testState.found });
    const failures = errorsIn(testState);
    // A field may appear with its error, and takes the focus next.
    flushSync(() => refuse(failures));
    if (testState.ended && isWrong(failures)) proof.drop(); // no step has judged the field
    return failures;
  };

  const save = async (): Promise<DraftErrors> => {
    const wrong = refuse(validate(draft));
    if (isWrong(wrong) || (needsProof && !proved)) return wrong;
    setSaving(true);
    try {
      await store({
        space,
        draft,
        connection,
        proof: needsProof ? proving.testState?.proof : undefined,
      });
    } catch (thrown) {
      const refused = problemIn(thrown);
      if (isStale(refused.code)) proof.drop();
      setSaving(false);
      return refuse(errorsFrom(refused.field, refused.message), refused);
    }
    props.onDone(draft.name.trim());
    return {};
  };

  const change = (edited: Draft): void => {
    const next = connection ? edited : withName(edited, draft);
    if (aboutOf(next, settings) !== about) proof.drop();
    setDraft(next);
    refuse({});
  };

  const found = seen?.by === reachedBy(draft) ? seen.folders : null;
  const state = { draft, errors, saving, problem, proving, needsProof, proved, found };
  return { ...state, change, check, test, save };
}

/** Seen is the folders that a test found, and what it asked with. */
interface Seen {
  by: string;
  folders: readonly FoundFolder[];
}

/** errorsIn returns the errors of a finished test that a field of the form can mend. */
function errorsIn({ ended, lines }: TestState): DraftErrors {
  if (ended) return errorsFrom(ended.field, ended.message);
  for (const { progress } of lines)
    if (progress.state === 'failed') return errorsOf(progress.problem);
  return {};
}

/** isWrong reports whether any field is wrong. */
function isWrong(errors: DraftErrors): boolean {
  return draftFields.some((field) => errors[field] !== undefined);
}

function withoutCounts(proving: Proving): Proving {
  const { testState } = proving;
  return testState
    ? { ...proving, testState: { ...testState, lines: uncounted(testState.lines) } }
    : proving;
}

function testedOf(draft: Draft, connection: SavedConnection | null): Tested {
  const reach = reachOf(draft, connection);
  return connection ? { id: connection.id, connection: reach } : { connection: reach };
}

interface Storing {
  space: Space;
  draft: Draft;
  connection: SavedConnection | null;
  proof: string | undefined;
}

async function store({ space, draft, connection, proof }: Storing): Promise<void> {
  const proved = proof === undefined ? {} : { proof };
  if (!connection) return createConnection(space, { ...proved, connection: bodyOf(draft) });
  const changes = changesOf(draft, connection);
  if (Object.keys(changes).length > 0)
    await updateConnection(space, connection.id, { ...proved, connection: changes });
}
