import type { ReactElement } from 'react';
import type { Line } from '../../settings/proof/lines';
import { text } from '../../text/en';
import type { StepId } from '../../wire/test-step';
import type { AccountSettings } from '../wire/account-settings';
import { diagnose } from './diagnosis';
import { Policies } from './policies';

/**
 * TrustAdvice shows the likely error in the trust policy after a failed test, and its correction.
 */
export function TrustAdvice(props: {
  lines: readonly Line[];
  settings: AccountSettings;
}): ReactElement {
  const { lines, settings } = props;
  const fault = diagnose(lines);
  const failed = (id: StepId): boolean =>
    lines.some(({ step, progress }) => step === id && progress.state === 'failed');
  return (
    <>
      {fault && <Policies fault={fault} settings={settings} />}
      {(failed('assume') || failed('refuse-former')) && (
        <>
          <p>{text.settings.testing.diagnosis.compare}</p>
          <Policies fault={null} settings={settings} />
        </>
      )}
    </>
  );
}
