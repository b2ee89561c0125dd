import Button from '@atlaskit/button/new';
import type { ReactElement } from 'react';
import type { Form } from '../../config/form';
import { AdminNote } from '../../macro/linked/admin-note';
import { text } from '../../text/en';
import { Message } from '../../ui/message';
import type { Pickable } from '../../wire/connections';
import { candidatesFor } from '../console/candidates';
import { lackWords } from '../console/lack-words';
import { PastedFacts } from '../console/pasted-facts';
import type { Pasted } from '../console/pasted-link';

interface PastedProps {
  pasted: Pasted;
  pickable: Pickable;
  spaceKey: string | undefined;
  form: Form;
  onChange: (form: Form) => void;
}

/**
 * PastedMessage shows what the form took from a pasted address, what the address left open, and
 * whether the author has to choose a connection.
 */
export function PastedMessage(props: PastedProps): ReactElement {
  const { pasted, pickable, spaceKey } = props;
  const words = text.config;
  const { able, lacks } = candidatesFor(pasted, pickable);
  return (
    <Message tone={able.length === 1 && !pasted.isNameUnreadable ? 'information' : 'caution'}>
      <p>{words.pasted}</p>
      <PastedFacts pasted={pasted} placeNames={pickable.placeNames} />
      {lacks && (
        <p>
          <span>{lackWords(lacks, pasted, pickable)}</span>{' '}
          {lacks !== 'offer' && <AdminNote spaceKey={spaceKey} />}
        </p>
      )}
      {able.length > 1 && <p>{words.pastedChoose}</p>}
      <OtherName {...props} />
      <Search {...props} />
    </Message>
  );
}

/** OtherName offers the name whose plus signs are spaces. */
function OtherName({ pasted, form, onChange }: PastedProps): ReactElement | null {
  const { name = '', otherName } = pasted;
  if (otherName === undefined) return null;
  const other = form.names === otherName ? name : otherName;
  return (
    <p>
      {text.config.pastedPlus}{' '}
      <Button spacing="compact" onClick={() => onChange({ ...form, names: other })}>
        {text.config.pastedUse(other)}
      </Button>
    </p>
  );
}

/** Search says how a search of the console differs from a name prefix, and offers none. */
function Search({ pasted, form, onChange }: PastedProps): ReactElement | null {
  const { search } = pasted;
  if (search === undefined) return null;
  return (
    <>
      <p>{text.config.pastedSearch(search)}</p>
      {form.namePrefix !== '' && (
        <p>
          <Button spacing="compact" onClick={() => onChange({ ...form, namePrefix: '' })}>
            {text.config.pastedAll}
          </Button>
        </p>
      )}
    </>
  );
}
