// What a lesson leaves in its file. The views of widgets die with their kernel: saved, they would be error messages on
// the next day. The sentence that stands beside each of them stays.

const VIEW = "application/vnd.jupyter.widget-view+json";

/**
 * @param {Lab.NotebookJson} notebook
 * @returns {Lab.NotebookJson}
 */
export function withoutViews({ metadata: { widgets: _, ...metadata }, cells, ...rest }) {
  return { ...rest, metadata, cells: cells.map(withoutCellViews) };
}

/** @param {Lab.NotebookJson} notebook */
export const hasViews = ({ cells }) => cells.some(({ outputs = [] }) => outputs.some(({ data = {} }) => VIEW in data));

/** @param {Lab.CellJson} cell */
const withoutCellViews = (cell) => (cell.outputs ? { ...cell, outputs: cell.outputs.map(withoutView) } : cell);

/** @param {Lab.OutputJson} output */
function withoutView(output) {
  if (!output.data) return output;
  const { [VIEW]: _, ...data } = output.data;
  return { ...output, data };
}
