const KEY = 'pagewatch.inline';

let refused = false;

/**
 * streamsRefused reports whether a stream could not be opened earlier in this tab. The page then asks for
 * whole answers at once. Web storage holds this one flag and nothing else; where the browser refuses
 * storage to frames, the module remembers for as long as the frame lives.
 */
export function streamsRefused(): boolean {
  try {
    return refused || sessionStorage.getItem(KEY) !== null;
  } catch {
    return refused;
  }
}

/** rememberRefusal keeps the tab from trying to stream again. */
export function rememberRefusal(): void {
  refused = true;
  try {
    sessionStorage.setItem(KEY, '1');
  } catch {
    // Refused storage is fine: the module remembers.
  }
}

/** testOnlyForget makes the tab new again. */
export function testOnlyForget(): void {
  refused = false;
  sessionStorage.clear();
}
