import Button from '@atlaskit/button/new';
import type { ReactElement } from 'react';
import { openPage } from '../../platform/bridge';
import { Copyable } from '../../settings/copyable';
import styles from '../../settings/guide/guide.module.css';
import page from '../../settings/page.module.css';
import { text } from '../../text/en';
import { Tabs, type Tab } from '../../ui/tabs';
import type { AccountKind } from '../../wire/kind';
import type { AccountSettings } from '../wire/account-settings';
import type { Setup } from '../wire/setup';
import { ReadyFile } from './ready-file';

type FileId = keyof typeof text.settings.guide.role.files;

/** SetUp shows the values that AWS needs for a connection of this kind. */
export function SetUp(props: { kind: AccountKind; settings: AccountSettings }): ReactElement {
  switch (props.kind) {
    case 'aws-role':
      return <SetUpRole settings={props.settings} />;
    case 'aws-user':
      return <SetUpUser settings={props.settings} />;
  }
}

/** SetUpRole shows the values for a role, with every method to enter them. */
function SetUpRole(props: { settings: AccountSettings }): ReactElement {
  const { settings } = props;
  const { rolePrefix } = settings;
  const words = text.settings.guide.role;
  return (
    <>
      <div className={styles.texts}>
        <p className={styles.text}>
          {words.intro} {rolePrefix !== '' && words.prefix(rolePrefix)}
        </p>
        {settings.formerExternalId !== undefined && <p className={styles.text}>{words.both}</p>}
        <Permission />
      </div>
      <Tabs label={words.ways} tabs={tabsOf(settings)} />
    </>
  );
}

/** SetUpUser shows the one policy of an IAM user. */
function SetUpUser(props: { settings: AccountSettings }): ReactElement {
  return (
    <>
      <p className={styles.text}>{text.settings.guide.user.intro}</p>
      <Permission />
      <Ready setup={props.settings.setup} id="permissions" />
    </>
  );
}

function Permission(): ReactElement {
  const { permission, action, star } = text.settings.guide.role;
  return (
    <p className={styles.text}>
      {permission} <code>{action}</code> {star}
    </p>
  );
}

/** A method is available if the backend has a text for it. */
function tabsOf(settings: AccountSettings): Tab[] {
  const { setup } = settings;
  const { tabs, how } = text.settings.guide.role;
  const there = (id: FileId): boolean => setup.files.some((file) => file.id === id);
  const all: Tab[] = [
    { id: 'cloudformation', title: tabs.cloudformation, content: <CloudFormation setup={setup} /> },
    {
      id: 'terraform',
      title: tabs.terraform,
      content: <Way how={how.terraform} setup={setup} id="terraform" />,
    },
    { id: 'cli', title: tabs.cli, content: <Way how={how.cli} setup={setup} id="cli" /> },
  ];
  const policies: Tab = {
    id: 'trust',
    title: tabs.policies,
    content: <Policies settings={settings} />,
  };
  return [...all, policies].filter(({ id }) => files.some((known) => known === id && there(known)));
}

const files: readonly FileId[] = ['cloudformation', 'terraform', 'cli', 'trust', 'permissions'];

function CloudFormation(props: { setup: Setup }): ReactElement {
  const { quickCreate } = props.setup;
  const { how, quickCreate: open } = text.settings.guide.role;
  if (quickCreate === undefined)
    return <Way how={how.cloudformation} setup={props.setup} id="cloudformation" />;
  return (
    <>
      <p className={styles.text}>{how.quick}</p>
      <div>
        <Button appearance="primary" onClick={() => void openPage(quickCreate)}>
          {open}
        </Button>
      </div>
      <Way how={how.orCloudformation} setup={props.setup} id="cloudformation" />
    </>
  );
}

/** Policies are for a role that is made by hand, with the values in them for a form of AWS. */
function Policies({ settings }: { settings: AccountSettings }): ReactElement {
  const { principalArn, setup } = settings;
  const words = text.settings.guide.role;
  return (
    <>
      <Way how={words.how.policies} setup={setup} id="trust" />
      <Ready setup={setup} id="permissions" />
      <div className={page.pair}>
        <ExternalIds settings={settings} />
        <Copyable label={words.principal} help={words.principalHelp} value={principalArn} />
      </div>
    </>
  );
}

/** ExternalIds shows what the role has to ask for. */
function ExternalIds({ settings }: { settings: AccountSettings }): ReactElement {
  const { externalId, formerExternalId } = settings;
  const { role } = text.settings.guide;
  const words = text.settings.externalId;
  if (formerExternalId === undefined)
    return <Copyable label={role.externalId} help={role.externalIdHelp} value={externalId} />;
  return (
    <>
      <Copyable label={words.newValue} help={role.newHelp} value={externalId} />
      <Copyable label={words.formerValue} help={role.formerHelp} value={formerExternalId} />
    </>
  );
}

function Way(props: { how: string; setup: Setup; id: FileId }): ReactElement {
  return (
    <>
      <p className={styles.text}>{props.how}</p>
      <Ready setup={props.setup} id={props.id} />
    </>
  );
}

function Ready(props: { setup: Setup; id: FileId }): ReactElement | null {
  const file = props.setup.files.find(({ id }) => id === props.id);
  return file ? <ReadyFile file={file} label={text.settings.guide.role.files[props.id]} /> : null;
}
