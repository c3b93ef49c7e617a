// Whether the page is dark: JupyterLab says so; anywhere else a page is dark if its letters are light.

/** @returns {"light" | "dark"} */
export function pageTheme() {
  const { jpThemeLight } = document.body.dataset;
  const isDark = jpThemeLight ? jpThemeLight === "false" : luminance(getComputedStyle(document.body).color) > 0.5;
  return isDark ? "dark" : "light";
}

/**
 * How light a colour is, from 0 to 1, however it is written: a browser paints it.
 * @param {string} color
 */
function luminance(color) {
  const paper = new OffscreenCanvas(1, 1).getContext("2d");
  if (!paper) return 0;
  paper.fillStyle = color;
  paper.fillRect(0, 0, 1, 1);
  const [red, green, blue] = paper.getImageData(0, 0, 1, 1).data;
  return (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255;
}

/**
 * Hear when the page becomes dark or light; returns how to stop. Hosts mark it on the page, or follow the system.
 * @param {(theme: "light" | "dark") => void} listener
 * @returns {Kit.Stop}
 */
export function watchTheme(listener) {
  let theme = pageTheme();
  function look() {
    const now = pageTheme();
    if (now !== theme) listener(now);
    theme = now;
  }
  const marks = new MutationObserver(look);
  for (const place of [document.documentElement, document.body]) marks.observe(place, { attributes: true });
  const wish = matchMedia("(prefers-color-scheme: dark)");
  wish.addEventListener("change", look);
  return () => {
    marks.disconnect();
    wish.removeEventListener("change", look);
  };
}

/**
 * Let the style sheets of a widget know; they look JupyterLab's mark up themselves.
 * @param {HTMLElement} root
 */
export function followTheme(root) {
  root.classList.toggle("kvi-dark", pageTheme() === "dark");
  const kept = new WeakRef(root);
  const stop = watchTheme((theme) => {
    const place = kept.deref();
    if (place) place.classList.toggle("kvi-dark", theme === "dark");
    else stop();
  });
}
