/** One mounted diagram: toolbar, viewer and legend. */
import NavigatedViewer from "bpmn-js/lib/NavigatedViewer";
import { node } from "./dom.js";
import { drawLegend } from "./legend.js";
import { clearMarks, drawMarks } from "./marks.js";
import { drawToolbar } from "./toolbar.js";

const READABLE = 0.55;
const CLOSE = 0.85;

/** A label was drawn for a shorter script: give a longer text room, on both sides. */
function widen(label, text) {
  const width = Math.max(label.width, Math.min(110, text.length * 7 + 6));
  label.x -= (width - label.width) / 2;
  label.width = width;
}

function translateNames(viewer, names) {
  const registry = viewer.get("elementRegistry");
  const graphics = viewer.get("graphicsFactory");
  for (const element of registry.getAll()) {
    const name = names[element.businessObject?.id];
    if (name === undefined) continue;
    element.businessObject.name = name;
    if (element.labelTarget) widen(element, name);
    const kind = element.waypoints ? "connection" : "shape";
    graphics.update(kind, element, registry.getGraphics(element));
  }
}

export class Canvas {
  constructor(parent) {
    this.frame = node("div", "frame");
    this.toolbar = node("div", "toolbar");
    this.stage = node("div", "stage");
    this.stage.tabIndex = 0;
    this.legend = node("div", "legend");
    this.problem = node("p", "problem");
    this.problem.setAttribute("role", "alert");
    this.frame.append(this.toolbar, this.stage, this.problem, this.legend);
    parent.appendChild(this.frame);
    this.viewer = new NavigatedViewer({ container: this.stage });
    this.onChoose = () => {};
    this.shown = "";
    this.queue = Promise.resolve();
    this.listen();
  }

  listen() {
    this.viewer.get("eventBus").on("element.click", ({ element }) => this.choose(element));
    this.stage.addEventListener("keydown", (event) => this.key(event));
    this.observer = new ResizeObserver(() => this.resized());
    this.observer.observe(this.stage);
  }

  /** Calls are put one behind the other: an import must end before the next begins. */
  show(data) {
    this.queue = this.queue.then(() => this.draw(data)).catch((error) => this.fail(error));
  }

  async draw(data) {
    this.data = data;
    this.stage.style.height = `${data.height}px`;
    this.stage.setAttribute("aria-label", data.words.diagram);
    this.problem.textContent = "";
    const shown = JSON.stringify([data.xml, data.names]);
    if (shown !== this.shown) {
      await this.viewer.importXML(data.xml);
      translateNames(this.viewer, data.names);
      this.shown = shown;
      this.placed = false;
    }
    clearMarks(this.viewer);
    drawMarks(this.viewer, data);
    drawToolbar(this.toolbar, data.words, this);
    drawLegend(this.legend, data, this);
    if (!this.placed) this.place();
  }

  fail(error) {
    this.shown = "";
    this.problem.textContent = `${this.data.words.broken} ${error.message}`;
  }

  nameOf(id) {
    return this.viewer.get("elementRegistry").get(id)?.businessObject?.name || id;
  }

  choose(element) {
    const isRoot = element === this.viewer.get("canvas").getRootElement();
    this.onChoose(isRoot ? "" : (element.labelTarget?.id ?? element.id));
  }

  resized() {
    if (!this.shown || this.stage.clientWidth === 0) return;
    this.viewer.get("canvas").resized();
    if (!this.moved) this.place();
  }

  /** The first view: all of it where that can be read, else the place where the case is. */
  place() {
    if (this.stage.clientWidth === 0) return;
    this.placed = true;
    this.fit();
    if (this.viewer.get("canvas").zoom() < READABLE) this.focus();
    this.moved = false;
  }

  fit() {
    const canvas = this.viewer.get("canvas");
    canvas.zoom("fit-viewport", "auto");
    canvas.zoom(Math.min(1.25, canvas.zoom() * 0.95), "auto");
    this.moved = true;
  }

  focus() {
    const registry = this.viewer.get("elementRegistry");
    const places = [this.data.selected, ...this.data.incidents, ...Object.keys(this.data.active)];
    const first = places.find((id) => registry.get(id));
    if (first !== undefined) this.centre(first);
    else if (registry.get(this.data.pool)) this.showStart(registry.get(this.data.pool));
  }

  /** The beginning of a pool, large enough to read. */
  showStart(pool) {
    const canvas = this.viewer.get("canvas");
    canvas.zoom(READABLE, "auto");
    const view = canvas.viewbox();
    const top = pool.height > view.height ? pool.y - 20 : pool.y + pool.height / 2 - view.height / 2;
    canvas.viewbox({ x: pool.x - 20, y: top, width: view.width, height: view.height });
  }

  zoomBy(factor) {
    const canvas = this.viewer.get("canvas");
    canvas.zoom(Math.min(4, Math.max(0.15, canvas.zoom() * factor)), "auto");
    this.moved = true;
  }

  centre(id) {
    const canvas = this.viewer.get("canvas");
    const element = this.viewer.get("elementRegistry").get(id);
    if (element === undefined) return;
    canvas.zoom(CLOSE, "auto");
    const view = canvas.viewbox();
    canvas.viewbox({
      x: element.x + (element.width ?? 0) / 2 - view.width / 2,
      y: element.y + (element.height ?? 0) / 2 - view.height / 2,
      width: view.width,
      height: view.height,
    });
    this.moved = true;
  }

  key(event) {
    const actions = {
      "+": () => this.zoomBy(1.2),
      "=": () => this.zoomBy(1.2),
      "-": () => this.zoomBy(1 / 1.2),
      0: () => this.fit(),
    };
    const action = actions[event.key];
    if (action === undefined || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    action();
  }

  close() {
    this.observer.disconnect();
    this.viewer.destroy();
    this.frame.remove();
  }
}
