// The texts of a lesson that are in the page and can be seen, in their order.

const BLOCKS = "h1,h2,h3,h4,p,li,dt,dd,th,td,caption,legend,label,summary,figcaption,blockquote";
// Code, pictures, what only a screen reader is told, and what is to be pressed.
const PASSED_OVER =
  "script,style,svg,button,select,.kvi-hidden,[aria-hidden=true],.jp-InputArea-editor,.jp-InputPrompt,.jp-InternalAnchorLink,.js-plotly-plot";

/**
 * @param {Element} root
 * @returns {Lab.TextBlock[]}
 */
export function textBlocks(root) {
  /** @type {Map<Element, Text[]>} */
  const found = new Map();
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = /** @type {Element} */ (node.parentElement);
    const block = parent.closest(BLOCKS);
    if (!block || !/\p{L}|\p{N}/u.test(node.textContent ?? "") || !isRead(parent)) continue;
    found.set(block, [...(found.get(block) ?? []), /** @type {Text} */ (node)]);
  }
  return [...found].map(([element, nodes]) => ({
    element,
    nodes,
    text: spoken(nodes.map(({ data }) => data).join("")),
  }));
}

/** @param {Element} element */
const isRead = (element) => !element.closest(PASSED_OVER) && element.checkVisibility({ visibilityProperty: true });

/**
 * A voice would call each little picture by its name. Every letter keeps its place.
 * @param {string} text
 */
const spoken = (text) => text.replace(/\p{Extended_Pictographic}\uFE0F?/gu, ({ length }) => " ".repeat(length));

/**
 * The part of a block's text, as the page can mark it.
 * @param {Lab.TextBlock} block
 * @param {number} start
 * @param {number} end
 */
export function rangeIn({ nodes }, start, end) {
  const range = new Range();
  let before = 0;
  for (const node of nodes) {
    const { length } = node;
    if (start >= before && start <= before + length) range.setStart(node, start - before);
    if (end >= before && end <= before + length) {
      range.setEnd(node, end - before);
      break;
    }
    before += length;
  }
  return range;
}
