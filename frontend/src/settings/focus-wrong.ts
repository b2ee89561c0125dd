import { draftFields, type DraftErrors } from '../providers/drafts';
import { focusFirst } from '../ui/focus';

/** focusWrong moves to the first wrong field. The errors are painted before the promise that carries them is settled. */
export function focusWrong(errors: DraftErrors): void {
  focusFirst(
    draftFields
      .filter((field) => errors[field] !== undefined)
      .map((field) => `connection-${field}`),
  );
}
