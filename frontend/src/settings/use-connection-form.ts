import { useState } from 'react';
import { problemIn } from '../platform/backend';
import type { Problem } from '../wire/problem';
import type { LinkedConnection, Settings } from '../wire/settings';
import { createConnection, updateConnection, type Space, type Tested } from './api';
import { bodyOf, changesOf, draftOf, errorsFrom, validateDraft, type Draft, type DraftErrors } from './draft';
import { passed, type RegionTest } from './test-run';
import { useTests } from './use-tests';

/** ConnectionFormProps are what a form needs. `connection` is null where a new account is linked. */
export interface ConnectionFormProps {
  space: Space;
  settings: Settings;
  connection: LinkedConnection | null;
  onDone: (name: string) => void;
  onCancel: () => void;
}

/** Phase is what the form is doing. Saving may test first; "asking" is whether to save although a Region failed. */
export type Phase = 'editing' | 'testing' | 'asking' | 'saving';

/** ConnectionForm is the state of a form and what can be done with it. */
export interface ConnectionForm {
  draft: Draft;
  errors: DraftErrors;
  tests: RegionTest[];
  phase: Phase;
  problem: Problem | null;
  change: (draft: Draft) => void;
  /** test and save return the fields that are wrong, the first one first. */
  test: () => Promise<DraftErrors>;
  save: () => Promise<DraftErrors>;
  saveAnyway: () => Promise<DraftErrors>;
  back: () => void;
}

/** useConnectionForm links an account, or changes a linked one: fill in, test, save. */
export function useConnectionForm(props: ConnectionFormProps): ConnectionForm {
  const { space, settings, connection } = props;
  const [draft, setDraft] = useState(() => draftOf(connection));
  const [errors, setErrors] = useState<DraftErrors>({});
  const [phase, setPhase] = useState<Phase>('editing');
  const [problem, setProblem] = useState<Problem | null>(null);
  const { tests, start, drop } = useTests();

  const check = (): DraftErrors => {
    const wrong = validateDraft(draft, settings, connection !== null);
    setErrors(wrong);
    setProblem(null);
    return wrong;
  };

  const test = async (): Promise<DraftErrors> => {
    const wrong = check();
    if (isWrong(wrong)) return wrong;
    setPhase('testing');
    await start({ space, tested: testedOf(draft, connection), regions: draft.regions });
    setPhase('editing');
    return {};
  };

  const saveAnyway = async (): Promise<DraftErrors> => {
    setPhase('saving');
    try {
      await store(space, draft, connection);
    } catch (thrown) {
      const refused = problemIn(thrown);
      const named = errorsFrom(refused.field, refused.message);
      setErrors(named);
      setProblem(isWrong(named) ? null : refused);
      setPhase('editing');
      return named;
    }
    props.onDone(draft.name.trim());
    return {};
  };

  const save = async (): Promise<DraftErrors> => {
    const wrong = check();
    if (isWrong(wrong)) return wrong;
    if (reachesOtherwise(draft, connection) && !passed(tests)) {
      setPhase('saving');
      const good = await start({ space, tested: testedOf(draft, connection), regions: draft.regions });
      if (!good) {
        setPhase('asking');
        return {};
      }
    }
    return saveAnyway();
  };

  const change = (next: Draft): void => {
    // A result is true of exactly what was tested.
    if (JSON.stringify({ ...next, name: '' }) !== JSON.stringify({ ...draft, name: '' })) drop();
    setDraft(next);
    setErrors({});
    setPhase('editing');
  };

  return {
    draft,
    errors,
    tests,
    phase,
    problem,
    change,
    test,
    save,
    saveAnyway,
    back: () => setPhase('editing'),
  };
}

/** isWrong reports whether any field is wrong. */
export function isWrong(errors: DraftErrors): boolean {
  return Object.keys(errors).length > 0;
}

function testedOf(draft: Draft, connection: LinkedConnection | null): Tested {
  if (connection) return { id: connection.id, connection: changesOf(draft, connection) };
  return { connection: bodyOf(draft) };
}

/** A new name or fence needs no new test. */
function reachesOtherwise(draft: Draft, connection: LinkedConnection | null): boolean {
  if (!connection) return true;
  const changed = changesOf(draft, connection);
  return ['roleArn', 'accessKeyId', 'regions'].some((name) => name in changed);
}

async function store(space: Space, draft: Draft, connection: LinkedConnection | null): Promise<void> {
  if (!connection) return createConnection(space, bodyOf(draft));
  const changes = changesOf(draft, connection);
  if (Object.keys(changes).length > 0) await updateConnection(space, connection.id, changes);
}
