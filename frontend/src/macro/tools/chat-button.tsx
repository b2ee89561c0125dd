import Button from '@atlaskit/button/new';
import type { ReactElement } from 'react';
import { text } from '../../text/en';
import { useCopy } from '../../ui/use-copy';
import type { Row } from '../rows';
import { chatText } from './chat';

/** ChatButton copies the description of an item for a chat. A click generates the text. */
export function ChatButton(props: { row: Row; page?: string | undefined }): ReactElement {
  const { row, page } = props;
  const { outcome, copy } = useCopy();
  const { chat, tools } = text.macro;
  return (
    <>
      <Button
        spacing="compact"
        appearance="subtle"
        aria-label={chat.label(row.item.name)}
        onClick={() => void copy(chatText(row, { now: Date.now(), page }))}
      >
        {chat.button}
      </Button>
      <span role="status" className="small">
        {outcome === 'copied' && tools.copied}
        {outcome === 'failed' && tools.notCopied}
      </span>
    </>
  );
}
