/**
 * readLines yields the non-empty lines of a UTF-8 byte stream as they arrive, however the bytes are
 * cut. A last line without its newline is yielded too. Leaving the loop early cancels the stream.
 */
export async function* readLines(stream: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  let pending = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      pending += done ? decoder.decode() : decoder.decode(value, { stream: true });
      const lines = pending.split('\n');
      pending = done ? '' : (lines.pop() ?? '');
      yield* lines.filter((line) => line.trim() !== '');
      if (done) return;
    }
  } finally {
    // The reader is gone: the error of a failed cancel has no receiver.
    await reader.cancel().catch(() => undefined);
  }
}
