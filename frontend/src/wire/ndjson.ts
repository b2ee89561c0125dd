/**
 * readLines yields the non-empty lines of a UTF-8 byte stream as they arrive, whatever its chunks.
 * It yields a last line without a newline too. Leaving the loop early cancels the stream.
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
    // The loop has ended: the error of a failed cancel has no receiver.
    await reader.cancel().catch(() => undefined);
  }
}
