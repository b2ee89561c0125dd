/** The time that the browser has to start the download. */
const KEEP_MS = 10_000;

/** download saves a text as a file. The sandbox of the platform's frame allows downloads. */
export function download(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'application/octet-stream' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), KEEP_MS);
}

/** downloadReceipt saves a signed receipt as a file named for its subject and the UTC day. */
export function downloadReceipt(
  kind: 'test' | 'removal',
  name: string,
  receipt: object,
  at: number,
): void {
  const day = new Date(at).toISOString().slice(0, 10);
  download(
    `pagewatch-${kind}-${fileName(name)}-${day}.json`,
    `${JSON.stringify(receipt, null, 2)}\n`,
  );
}

/** fileName keeps the characters of a name that every file system accepts. */
export function fileName(name: string): string {
  const plain = name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
  return plain === '' ? 'connection' : plain;
}
