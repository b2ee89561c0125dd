// These parts of the configuration form depend on the provider of the chosen connections.
import type { ReactElement } from 'react';
import { PastedMessage as ConsoleMessage } from '../cloudwatch/config/pasted-message';
import type { Form } from '../config/form';
import { StackMessage } from '../grafana/config/pasted-message';
import type { Pickable } from '../wire/connections';
import type { Pasted } from './links';

export { NarrowFields, WhichFields } from '../cloudwatch/config/question-fields';
export { RegionSelect as PlaceSelect } from '../cloudwatch/region-select';
export { RulesFields } from '../grafana/config/rules-fields';
export { TokenNote } from '../grafana/config/token-note';

/** PastedMessage shows what the form took from a pasted address, and what it left open. */
export function PastedMessage(props: {
  pasted: Pasted;
  pickable: Pickable;
  spaceKey: string | undefined;
  form: Form;
  onChange: (form: Form) => void;
}): ReactElement {
  const { pasted, pickable, spaceKey } = props;
  if (pasted.stack !== undefined) return <StackMessage link={pasted} {...{ pickable, spaceKey }} />;
  return <ConsoleMessage {...props} pasted={pasted} />;
}
