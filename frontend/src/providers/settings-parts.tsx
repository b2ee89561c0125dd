import type { ReactElement, ReactNode } from 'react';
import { AccountAccess, AccountPlaces, NameFence } from '../cloudwatch/settings/cells';
import { ConnectionFields as AccountFields } from '../cloudwatch/settings/connection-fields';
import { Consequences as AccountConsequences } from '../cloudwatch/settings/consequences';
import { guideWords as accountWords } from '../cloudwatch/settings/guide-words';
import { SetUp as AccountSetUp } from '../cloudwatch/settings/set-up';
import { TrustAdvice } from '../cloudwatch/settings/trust-advice';
import { FolderPlaces, RuleFence, StackAccess } from '../grafana/settings/cells';
import { StackConsequences } from '../grafana/settings/consequences';
import { RightsAdvice } from '../grafana/settings/rights-advice';
import { StackSetUp } from '../grafana/settings/set-up';
import { StackFields } from '../grafana/settings/stack-fields';
import { Leftovers as StackLeftovers, reachOf as reachOfStack } from '../grafana/settings/removal';
import type { ConnectionFieldsProps } from '../settings/fields-props';
import type { Line } from '../settings/proof/lines';
import type { Names } from '../settings/proof/words';
import { text } from '../text/en';
import { listed } from '../text/plural';
import type { ConnectionKind } from '../wire/kind';
import type { ListedConnection, SavedConnection } from '../wire/settings';
import type { LinkSettings } from './link-settings';

export { ExternalId as SpaceSections, REISSUE } from '../cloudwatch/settings/external-id';
export { settingsFor } from '../cloudwatch/settings/rotation/settings-for';
export { Partition as Reach } from '../cloudwatch/settings/partition';
export { KindChoice } from './kind-choice';

interface OfConnection {
  connection: SavedConnection;
}

interface OfTest {
  kind: ConnectionKind;
  settings: LinkSettings;
  lines: readonly Line[];
}

/** GuideWords are the words of the guide that depend on the kind of the connection. */
export interface GuideWords {
  title: string;
  intro: string;
  test: string;
}

/** guideWords are the words of the guide for a kind. */
export function guideWords(kind: ConnectionKind): GuideWords {
  return kind === 'grafana' ? text.settings.guide.stacks : accountWords(kind);
}

/** setUpTitle is the title of the folded set-up beside a saved connection. */
export function setUpTitle(kind: ConnectionKind): string {
  const { form } = text.settings;
  return kind === 'grafana' ? form.stacks.setUp : form.setUp;
}

/** narrowerWords say what macros show after a change that takes access away from a connection. */
export function narrowerWords(kind: ConnectionKind): string {
  const { form } = text.settings;
  return kind === 'grafana' ? form.stacks.narrower : form.narrower;
}

/** Consequences lists the consequences of linking a connection of this kind. */
export function Consequences({ kind }: { kind: ConnectionKind }): ReactElement {
  return kind === 'grafana' ? <StackConsequences /> : <AccountConsequences kind={kind} />;
}

/** SetUp shows the steps at the provider that a connection needs. */
export function SetUp(props: ConnectionFieldsProps): ReactElement | null {
  const { accounts, stacks } = props.settings;
  const { kind } = props.form.draft;
  if (kind === 'grafana') return stacks ? <StackSetUp {...props} settings={stacks} /> : null;
  return accounts ? <AccountSetUp kind={kind} settings={accounts} /> : null;
}

/** ConnectionFields are the fields of the connection form. */
export function ConnectionFields(props: ConnectionFieldsProps): ReactElement | null {
  const { accounts } = props.settings;
  if (props.form.draft.kind === 'grafana') return <StackFields {...props} />;
  return accounts ? <AccountFields {...props} settings={accounts} /> : null;
}

/** Access shows what a connection reaches, and how. */
export function Access({ connection }: OfConnection): ReactElement {
  return connection.kind === 'grafana' ? (
    <StackAccess connection={connection} />
  ) : (
    <AccountAccess connection={connection} />
  );
}

/** Places shows the places of a connection. */
export function Places({ connection, names }: OfConnection & { names: Names }): ReactElement {
  return connection.kind === 'grafana' ? (
    <FolderPlaces connection={connection} />
  ) : (
    <AccountPlaces connection={connection} names={names} />
  );
}

/** Fence shows the limits of a connection. */
export function Fence({ connection }: OfConnection): ReactElement {
  return connection.kind === 'grafana' ? <RuleFence /> : <NameFence connection={connection} />;
}

/** Advice shows the likely correction at the provider after a failed test. */
export function Advice({ kind, settings, lines }: OfTest): ReactElement | null {
  if (kind === 'grafana') return <RightsAdvice lines={lines} />;
  return settings.accounts ? <TrustAdvice lines={lines} settings={settings.accounts} /> : null;
}

/** mayRenew reports whether a new secret of a connection is an action of its own. */
export function mayRenew({ kind }: SavedConnection): boolean {
  return kind === 'grafana';
}

/** reachOf describes what a connection shows. */
export function reachOf(connection: SavedConnection, names: Names): string {
  if (connection.kind === 'grafana') return reachOfStack(connection);
  const places = connection.regions.map((place) => names.get(place) ?? place);
  return text.settings.removal.reach(connection.account, listed(places));
}

/** Leftovers says what a removal leaves at the provider. */
export function Leftovers({ connection }: { connection: ListedConnection }): ReactNode {
  if (connection.kind === 'grafana') return <StackLeftovers connection={connection} />;
  return text.settings.removal.stays[connection.kind];
}

/** columnsOf are the titles of the columns that depend on the kinds in a list. */
export function columnsOf(connections: readonly ListedConnection[]): {
  account: string;
  places: string;
  fence: string;
} {
  const { stacks, connections: words } = text.settings;
  const known = connections.filter(({ kind }) => kind !== 'unknown');
  const ofStacks = known.filter(({ kind }) => kind === 'grafana');
  if (ofStacks.length === 0) return words.columns;
  return ofStacks.length === known.length
    ? stacks.columns.stacks
    : { ...words.columns, ...stacks.columns.mixed };
}
