// What a hand does, told once.

const ECHO = 700; // ms within which the browser plays a mouse for a finger that has been told already

/**
 * A tap comes twice, from the finger and again from the mouse that the browser plays for it: the echo is dropped.
 * @template Mark
 * @param {(mark: Mark) => void} press
 * @returns {(mark: Mark, event: { type: string, timeStamp: number }) => void}
 */
export function oncePerTap(press) {
  let tapped = Number.NEGATIVE_INFINITY;
  return (mark, { type, timeStamp }) => {
    const byFinger = type.startsWith("touch");
    if (!byFinger && timeStamp - tapped < ECHO) return;
    if (byFinger) tapped = timeStamp;
    press(mark);
  };
}
