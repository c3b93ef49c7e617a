// What is told to those who listen instead of looking.

/**
 * Of saving, only that it fails and that it works again: all else is seen, and would speak at every pause.
 * @param {(text: string) => void} say
 * @returns {(text: string, hasFailed: boolean) => void}
 */
export function failuresOnly(say) {
  let failure = "";
  return (text, hasFailed) => {
    if (hasFailed ? text !== failure : failure) say(text);
    failure = hasFailed ? text : "";
  };
}
