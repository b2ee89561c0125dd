import Button from '@atlaskit/button/new';
import type { ReactElement } from 'react';
import { Copyable } from '../../settings/copyable';
import { download } from '../../settings/download';
import { text } from '../../text/en';
import type { SetupFile } from '../wire/setup';

/** ReadyFile shows a ready-made text with buttons to copy and download it. */
export function ReadyFile(props: { file: SetupFile; label: string }): ReactElement {
  const { file, label } = props;
  const { role } = text.settings.guide;
  return (
    <Copyable label={label} value={file.text} block>
      <Button
        spacing="compact"
        aria-label={role.downloadOf(label)}
        onClick={() => download(file.name, file.text)}
      >
        {role.download}
      </Button>
    </Copyable>
  );
}
