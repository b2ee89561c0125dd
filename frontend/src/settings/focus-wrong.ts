import { draftFields, type DraftErrors } from '../providers/drafts';
import { focusFirst } from '../ui/focus';

/**
 * focusWrong focuses the first field with an error. The errors are painted before their promise
 * settles.
 */
export function focusWrong(errors: DraftErrors): void {
  focusFirst(
    draftFields
      .filter((field) => errors[field] !== undefined)
      .map((field) => `connection-${field}`),
  );
}
