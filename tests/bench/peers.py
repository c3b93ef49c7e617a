"""How each library shows the same links, changes one of them, and when that is drawn.

Code of notebook cells, and JavaScript that looks at the page. `show` is what the measured cell
runs, `change(turn)` flips the sign of one link, the next one in each turn.
"""

# 5, 50 and 200 indicators, KPI and KVI by halves; the signs are drawn with a seed.
LINKS = """
import random
colours = {"+": "#0067a3", "-": "#bf4b00"}
chance = random.Random(size)
kpis = [f"kpi-{n}" for n in range(1, (size + 1) // 2 + 1)]
kvis = [f"kvi-{n}" for n in range(1, size // 2 + 1)]
pairs = sorted(chance.sample([(kpi, kvi) for kpi in kpis for kvi in kvis], links))
signs = {pair: chance.choice("+-") for pair in pairs}

def text(name):
    return f"What {name} says of the customers who read their statement without any help"

def flip(turn):
    pair = pairs[turn * 7 % len(pairs)]
    signs[pair] = "-" if signs[pair] == "+" else "+"
    return pair
"""
OURS = """
from kvi_widgets import ValueMap, Workshop
from kvi_widgets.words.content import Content

def rows():
    return [{"kpi": kpi, "kvi": kvi, "polarity": sign, "strength": 2, "reason": ""} for (kpi, kvi), sign in signs.items()]

work = Workshop(Content.load("en"))
work.update_all({
    "kpi": [{"id": name, "text": text(name)} for name in kpis],
    "kvi": [{"id": name, "text": text(name)} for name in kvis],
    "strategy": [{"id": "strategy-1", "text": "Make the statement easier to read"}], "links": rows()})
"""
CELLS = {
    "ValueMap": OURS
    + """
def show():
    return ValueMap(work)

def change(turn):
    flip(turn)
    work.update("links", rows())
""",
    # The same picture; an update sends what differs, property by property, the way its users do.
    "FigureWidget": OURS
    + """
from plotly.graph_objects import FigureWidget
from kvi_widgets.pictures.map_figure import map_data

def picture():
    return map_data(work.rows, work.content.words("map"))

def show():
    global figure, shown
    shown = picture()
    figure = FigureWidget(shown)
    return figure

def change(turn):
    global shown
    flip(turn)
    work.update("links", rows())
    before, shown = shown, picture()
    with figure.batch_update():
        if len(before["data"]) != len(shown["data"]):
            figure.data = []
            figure.add_traces(shown["data"])
        else:
            for trace, old, new in zip(figure.data, before["data"], shown["data"]):
                for name in new:
                    if old.get(name) != new[name]:
                        trace[name] = new[name]
        if before["layout"] != shown["layout"]:
            figure.layout.shapes = shown["layout"]["shapes"]
""",
    "ipycytoscape": """
from ipycytoscape import CytoscapeWidget

def show():
    global widget, edges
    widget = CytoscapeWidget()
    nodes = [{"data": {"id": name, "label": text(name)}} for name in kpis + kvis]
    lines = [{"data": {"id": " ".join(pair), "source": pair[0], "target": pair[1], "color": colours[sign]}}
             for pair, sign in signs.items()]
    widget.graph.add_graph_from_json({"nodes": nodes, "edges": lines})
    widget.set_style([{"selector": "edge", "style": {"line-color": "data(color)"}}])
    edges = {edge.data["id"]: edge for edge in widget.graph.edges}
    return widget

def change(turn):
    pair = flip(turn)
    edge = edges[" ".join(pair)]
    edge.data = {**edge.data, "color": colours[signs[pair]]}
""",
    # Takes no change of its graph, so each update is a new one in the same place.
    "ipysigma": """
import networkx
from ipysigma import Sigma
from IPython.display import display

def sigma():
    graph = networkx.DiGraph()
    graph.add_nodes_from((name, {"label": text(name)}) for name in kpis + kvis)
    graph.add_edges_from((*pair, {"color": colours[sign]}) for pair, sign in signs.items())
    return Sigma(graph, raw_edge_color="color")

def show():
    global place
    place = display(sigma(), display_id=True)

def change(turn):
    flip(turn)
    place.update(sigma())
""",
    # A page of its own in a frame, with the library in it; each update is a new page.
    "pyvis": """
import html, warnings
from IPython.display import HTML, display
from pyvis.network import Network
warnings.simplefilter("ignore")

def page():
    network = Network(notebook=True, cdn_resources="in_line", height="500px", directed=True)
    for name in kpis + kvis:
        network.add_node(name, title=text(name))
    for pair, sign in signs.items():
        network.add_edge(*pair, color=colours[sign])
    network.toggle_physics(False)
    return HTML(f'<iframe style="width:100%;height:520px" srcdoc="{html.escape(network.generate_html())}"></iframe>')

def show():
    global place
    place = display(page(), display_id=True)

def change(turn):
    flip(turn)
    place.update(page())
""",
}
# What tells one picture in the page from the next; nothing as long as none is drawn.
GRAPH = """const graph = root.querySelector(".js-plotly-plot");
  if (!graph?.querySelector(".main-svg .bars path")) return null;
  return JSON.stringify([graph.layout.shapes, graph.data.map((trace) => [trace.x, trace.line, trace.marker?.color])]);"""
CYTOSCAPE = """const graph = [...root.querySelectorAll("*")].find((node) => node._cyreg?.cy)?._cyreg.cy;
  return graph?.edges().length ? graph.edges().map((edge) => edge.style("line-color")).join() : null;"""
SIGMA = """const canvas = [...root.querySelectorAll("canvas.sigma-edges")].at(-1);
  if (!canvas) return null;
  canvas.number ??= (window.sigmas = (window.sigmas ?? 0) + 1);
  return canvas.number;"""
PYVIS = """const inner = root.querySelector("iframe")?.contentWindow;
  if (!inner?.network?.body?.edges) return null;
  if (!inner.counted) { inner.counted = true; inner.network.once("afterDrawing", () => {
    inner.number = window.frames_drawn = (window.frames_drawn ?? 0) + 1; }); inner.network.redraw(); }
  return inner.number ?? null;"""
DRAWN = {"ValueMap": GRAPH, "FigureWidget": GRAPH, "ipycytoscape": CYTOSCAPE, "ipysigma": SIGMA, "pyvis": PYVIS}
# The front end's own files: ours and FigureWidget stand on anywidget, ours on JupyterLab's Plotly, too.
EXTENSIONS = {
    "ValueMap": ["anywidget", "jupyterlab-plotly"],
    "FigureWidget": ["anywidget"],
    "ipycytoscape": ["jupyter-cytoscape"],
    "ipysigma": ["ipysigma"],
    "pyvis": [],
}
