import type { ReactElement } from 'react';
import type { ConnectionForm } from '../../settings/use-connection-form';
import fields from '../../settings/connection-form.module.css';
import guide from '../../settings/guide/guide.module.css';
import page from '../../settings/page.module.css';
import { text } from '../../text/en';
import type { StackSettings } from '../wire/stack-settings';
import { AccountLink } from './account-link';
import { hostOf } from './host';
import { RightsList } from './rights-list';
import { StackField } from './stack-field';

/** StackSetUpProps are the form, whether it is of a saved connection, and the settings. */
export interface StackSetUpProps {
  form: ConnectionForm;
  settings: StackSettings;
  editing: boolean;
}

/**
 * StackSetUp shows how to make a token: the role of its account, and the steps in Grafana, with links
 * to the stack that is typed.
 */
export function StackSetUp({ form, settings, editing }: StackSetUpProps): ReactElement {
  const { role, steps } = text.settings.guide.stacks;
  const { stack } = form.draft;
  return (
    <>
      {!editing && (
        <div className={fields.fields}>
          <StackField form={form} />
        </div>
      )}
      <ol className={page.list} aria-label={steps.list}>
        <li>
          {hostOf(stack) === '' ? (
            steps.openHow
          ) : (
            <>
              {steps.open} <AccountLink stack={stack} />
            </>
          )}
        </li>
        <li>{steps.add}</li>
        <li>
          {steps.role}
          <ul className={page.list}>
            <li>
              <strong>{role.least}</strong> {role.leastHow}
            </li>
            <li>
              <strong>{role.simple}</strong> {role.simpleHow}
            </li>
          </ul>
          {settings.forbidBroadTokens && role.forbidden}
        </li>
        <li>{steps.token}</li>
        <li>{steps.expiry}</li>
        <li>{steps.copy}</li>
      </ol>
      <details>
        <summary className={guide.summary}>{role.look}</summary>
        <div className={guide.folded}>
          <p className={guide.text}>{role.actionsHelp}</p>
          <RightsList />
        </div>
      </details>
    </>
  );
}
