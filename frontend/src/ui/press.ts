/**
 * Touch slop in CSS pixels: a pointer that moves further between press and release is a drag, and a
 * drag cancels a press.
 */
const slop = 4;

/** Controls that act on a click. */
const controls =
  'button, a[href], summary, label, input[type="checkbox"], input[type="radio"], [role="option"]';

/**
 * Point is a position on the screen. It does not change when a frame moves under a resting pointer.
 */
interface Point {
  screenX: number;
  screenY: number;
}

interface Press extends Point {
  pointerId: number;
  /** Null if the press was not on a control. */
  control: HTMLElement | null;
}

/** Frames is the channel that carries releases between the frames of the app. */
export type Frames = Pick<BroadcastChannel, 'postMessage' | 'onmessage'>;

/** framesOfApp opens the channel to the other frames, or a no-op without BroadcastChannel. */
export function framesOfApp(): Frames {
  try {
    return new BroadcastChannel('pagewatch/1 releases');
  } catch {
    return { postMessage: () => undefined, onmessage: null };
  }
}

/**
 * keepPresses clicks the pressed control when the layout moves before the release. A closing menu,
 * a new error or a growing frame above may move the control away from a resting pointer. Browsers
 * then dispatch the click to the nearest common ancestor, which has no listener, or send the
 * release to the frame now under the pointer. That frame forwards it.
 */
export function keepPresses(root: Document, frames: Frames): void {
  let press: Press | undefined;
  const release = (at: Point): void => {
    const control = press?.control;
    if (control && press && isAt(press, at)) {
      // After the browser's own click.
      setTimeout(() => control.isConnected && control.click());
    }
    press = undefined;
  };
  root.addEventListener(
    'pointerdown',
    ({ target, button, pointerId, screenX, screenY }) => {
      const control = target instanceof Element && button === 0 ? target.closest(controls) : null;
      press = {
        control: control instanceof HTMLElement ? control : null,
        pointerId,
        screenX,
        screenY,
      };
    },
    true,
  );
  root.addEventListener('pointercancel', () => (press = undefined), true);
  root.addEventListener(
    'pointerup',
    ({ target, pointerId, screenX, screenY }) => {
      if (!press) {
        frames.postMessage({ screenX, screenY });
      } else if (pointerId !== press.pointerId || isHit(press.control, target)) {
        press = undefined;
      } else {
        release({ screenX, screenY });
      }
    },
    true,
  );
  frames.onmessage = ({ data }: MessageEvent<unknown>) => {
    if (isPoint(data)) release(data);
  };
}

/**
 * isHit reports whether the browser itself clicks the control. A label around it forwards its
 * clicks.
 */
function isHit(control: HTMLElement | null, target: EventTarget | null): boolean {
  const area = control?.closest('label') ?? control;
  return target instanceof Node && area?.contains(target) === true;
}

function isAt(press: Point, at: Point): boolean {
  return Math.hypot(press.screenX - at.screenX, press.screenY - at.screenY) <= slop;
}

function isPoint(value: unknown): value is Point {
  return (
    typeof value === 'object' &&
    value !== null &&
    'screenX' in value &&
    'screenY' in value &&
    typeof value.screenX === 'number' &&
    typeof value.screenY === 'number'
  );
}
