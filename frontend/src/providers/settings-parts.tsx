import type { ReactElement } from 'react';
import { Consequences as AccountConsequences } from '../cloudwatch/settings/consequences';
import { AccountAccess, NameFence } from '../cloudwatch/settings/cells';
import { ConnectionFields as AccountFields } from '../cloudwatch/settings/connection-fields';
import { guideWords as accountWords } from '../cloudwatch/settings/guide-words';
import { KindField } from '../cloudwatch/settings/kind-field';
import { Partition } from '../cloudwatch/settings/partition';
import { SetUp as AccountSetUp } from '../cloudwatch/settings/set-up';
import { TrustAdvice } from '../cloudwatch/settings/trust-advice';
import type { ConnectionFieldsProps } from '../settings/fields-props';
import type { Line } from '../settings/proof/lines';
import type { ConnectionKind } from '../wire/kind';
import type { SavedConnection } from '../wire/settings';
import { providerOf, type Provider } from './kinds';
import type { LinkSettings } from './link-settings';

export { ExternalId as SpaceSections, REISSUE } from '../cloudwatch/settings/external-id';
export { settingsFor } from '../cloudwatch/settings/rotation/settings-for';
export { KindField as KindChoice, Partition as Reach };

interface OfKind {
  kind: ConnectionKind;
  settings: LinkSettings;
}

interface OfConnection {
  connection: SavedConnection;
}

interface OfTest extends OfKind {
  lines: readonly Line[];
}

interface SettingsParts {
  guideWords: (kind: ConnectionKind) => { title: string; test: string };
  Consequences: (props: { kind: ConnectionKind }) => ReactElement;
  SetUp: (props: OfKind) => ReactElement;
  Fields: (props: ConnectionFieldsProps) => ReactElement;
  Access: (props: OfConnection) => ReactElement;
  Fence: (props: OfConnection) => ReactElement;
  Advice: (props: OfTest) => ReactElement | null;
}

const parts = {
  cloudwatch: {
    guideWords: accountWords,
    Consequences: AccountConsequences,
    SetUp: AccountSetUp,
    Fields: AccountFields,
    Access: AccountAccess,
    Fence: NameFence,
    Advice: TrustAdvice,
  },
} as const satisfies Record<Provider, SettingsParts>;

/** Consequences lists the consequences of linking a connection of this kind. */
export function Consequences(props: { kind: ConnectionKind }): ReactElement {
  const { Consequences: Own } = parts[providerOf[props.kind]];
  return <Own {...props} />;
}

/** guideWords are the words of the guide that depend on the kind of the connection. */
export function guideWords(kind: ConnectionKind): { title: string; test: string } {
  return parts[providerOf[kind]].guideWords(kind);
}

/** SetUp shows the steps at the provider that a connection of this kind needs. */
export function SetUp(props: OfKind): ReactElement {
  const { SetUp: Own } = parts[providerOf[props.kind]];
  return <Own {...props} />;
}

/** ConnectionFields are the fields of the connection form. */
export function ConnectionFields(props: ConnectionFieldsProps): ReactElement {
  const { Fields } = parts[providerOf[props.form.draft.kind]];
  return <Fields {...props} />;
}

/** Access shows the account and the identity of a connection. */
export function Access(props: OfConnection): ReactElement {
  const { Access: Own } = parts[providerOf[props.connection.kind]];
  return <Own {...props} />;
}

/** Fence shows the limits of a connection. */
export function Fence(props: OfConnection): ReactElement {
  const { Fence: Own } = parts[providerOf[props.connection.kind]];
  return <Own {...props} />;
}

/** Advice shows the likely correction at the provider after a failed test. */
export function Advice(props: OfTest): ReactElement | null {
  const { Advice: Own } = parts[providerOf[props.kind]];
  return <Own {...props} />;
}
