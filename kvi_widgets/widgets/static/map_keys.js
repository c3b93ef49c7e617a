// The map by keyboard: up and down a column of boxes, right and left along their links to the other end.

/** @type {Record<string, number>} */
const BESIDE = { ArrowDown: 1, ArrowUp: -1 };
/** @type {Record<string, number>} */
const ONWARD = { ArrowRight: 1, ArrowLeft: -1 };
/** @type {Record<string, number>} */
const ENDS = { Home: 0, End: -1 };
const COLUMNS = ["kpi", "kvi", "strategy"];

/**
 * Where a key leads; nowhere at an end.
 * @param {string} key
 * @param {Kit.Mark} mark where one is
 * @param {string} from the box whose links one walks along
 * @param {Kit.MapNode[]} nodes
 * @param {Kit.DrawnLink[]} links
 * @returns {Kit.Mark | undefined}
 */
export function nextMark(key, mark, from, nodes, links) {
  if (key in ENDS) return nodeMark(nodes.at(ENDS[key]));
  if (mark[0] === "link") {
    if (key in ONWARD) return ["node", ONWARD[key] > 0 ? mark[2] : mark[1]];
    const beside = links.filter(({ kpi, kvi }) => kpi === from || kvi === from);
    const at = beside.findIndex(({ kpi, kvi }) => kpi === mark[1] && kvi === mark[2]);
    return linkMark(beside[at + BESIDE[key]]);
  }
  const node = nodes.find(({ id }) => id === mark[1]);
  if (!node) return undefined;
  const column = nodes.filter(({ kind }) => kind === node.kind);
  if (key in BESIDE) return nodeMark(column[column.indexOf(node) + BESIDE[key]]);
  const side = ONWARD[key] > 0 ? "kpi" : "kvi";
  const first = links.find((link) => link[side] === node.id);
  const next = COLUMNS[COLUMNS.indexOf(node.kind) + ONWARD[key]];
  return linkMark(first) ?? nodeMark(nodes.find(({ kind }) => kind === next));
}

/**
 * @param {Kit.MapNode | undefined} node
 * @returns {Kit.Mark | undefined}
 */
const nodeMark = (node) => node && ["node", node.id];

/**
 * @param {Kit.DrawnLink | undefined} link
 * @returns {Kit.Mark | undefined}
 */
const linkMark = (link) => link && ["link", link.kpi, link.kvi];

/** @param {string} key */
export const isWay = (key) => key in BESIDE || key in ONWARD || key in ENDS;
