import Button from '@atlaskit/button/new';
import { useState, type ReactElement } from 'react';
import { problemIn } from '../platform/backend';
import { text } from '../text/en';
import { ProblemPanel } from '../ui/problem-panel';
import type { Problem } from '../wire/problem';
import { loadReceipt, type Space } from './api';
import { downloadReceipt } from './download';

/**
 * ReceiptButtonProps are a tested connection and the time of the test (milliseconds since 1970).
 */
export interface ReceiptButtonProps {
  space: Space;
  id: string;
  name: string;
  at: number;
}

/** ReceiptButton downloads the signed receipt of a connection's last test. */
export function ReceiptButton(props: ReceiptButtonProps): ReactElement {
  const { space, id, name, at } = props;
  const words = text.settings.receipts;
  const [loading, setLoading] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);

  const get = async (): Promise<void> => {
    setLoading(true);
    setProblem(null);
    try {
      downloadReceipt('test', name, await loadReceipt(space, id), at);
    } catch (thrown) {
      setProblem(problemIn(thrown));
    }
    setLoading(false);
  };

  return (
    <>
      <Button
        spacing="compact"
        aria-label={words.of(name)}
        isLoading={loading}
        onClick={() => void get()}
      >
        {words.get}
      </Button>
      {problem && <ProblemPanel problem={problem} />}
    </>
  );
}
