const KEY = 'pagewatch.inline';

let refused = false;

/**
 * streamsRefused reports whether a stream failed to open earlier in this tab. The page then
 * requests inline answers. Web storage holds this one flag and nothing else. If the browser denies
 * storage to frames, the module keeps the flag for the life of the frame.
 */
export function streamsRefused(): boolean {
  try {
    return refused || sessionStorage.getItem(KEY) !== null;
  } catch {
    return refused;
  }
}

/** rememberRefusal sets the flag: the tab does not try to stream again. */
export function rememberRefusal(): void {
  refused = true;
  try {
    sessionStorage.setItem(KEY, '1');
  } catch {
    // Denied storage is fine: the module keeps the flag.
  }
}

/** testOnlyForget clears the flag. */
export function testOnlyForget(): void {
  refused = false;
  sessionStorage.clear();
}
