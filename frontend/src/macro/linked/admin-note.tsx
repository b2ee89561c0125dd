import { useEffect, useState, type ReactElement } from 'react';
import { settingsAddress } from '../../platform/bridge';
import { text } from '../../text/en';
import { OutLink } from '../../ui/out-link';

const { admin, adminPage } = text.macro.linked;

/**
 * AdminNote says who can link an account or change a connection, and where. The place is a link if
 * the platform knows its address.
 */
export function AdminNote({ spaceKey }: { spaceKey: string | undefined }): ReactElement {
  const [address, setAddress] = useState<string | null>(null);
  useEffect(() => {
    if (spaceKey !== undefined) void settingsAddress(spaceKey).then(setAddress);
  }, [spaceKey]);
  return (
    <span>
      {admin} {address === null ? adminPage : <OutLink href={address}>{adminPage}</OutLink>}.
    </span>
  );
}
