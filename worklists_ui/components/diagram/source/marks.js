/** Colours and badges on the elements: live tokens, done, overdue, incident, the case's own pool. */
import { node } from "./dom.js";

const MARKS = ["active", "done", "overdue", "incident", "other-pool", "taken", "selected"];
const BADGES = "carelane-badge";

export function clearMarks(viewer) {
  viewer.get("overlays").remove({ type: BADGES });
  const canvas = viewer.get("canvas");
  for (const element of viewer.get("elementRegistry").getAll()) {
    for (const mark of MARKS) canvas.removeMarker(element, `carelane-${mark}`);
  }
}

function badge(viewer, element, kind, text, title, position) {
  const html = node("div", `badge badge-${kind}`, text);
  html.title = title;
  viewer.get("overlays").add(element, BADGES, { position, html });
}

function markAll(viewer, ids, mark) {
  const registry = viewer.get("elementRegistry");
  for (const id of ids) if (registry.get(id)) viewer.get("canvas").addMarker(id, `carelane-${mark}`);
}

function inside(element, pool) {
  for (let at = element; at; at = at.parent) if (at.id === pool) return true;
  return false;
}

function dimOtherPools(viewer, pool) {
  const registry = viewer.get("elementRegistry");
  if (!pool || !registry.get(pool)) return;
  const canvas = viewer.get("canvas");
  const pools = registry.filter((element) => element.type === "bpmn:Participant" && element.id !== pool);
  for (const other of pools) canvas.addMarker(other, "carelane-other-pool");
}

export function drawMarks(viewer, data) {
  const registry = viewer.get("elementRegistry");
  markAll(viewer, data.done, "done");
  markAll(viewer, data.flows, "taken");
  markAll(viewer, Object.keys(data.active), "active");
  markAll(viewer, data.overdue, "overdue");
  markAll(viewer, data.incidents, "incident");
  if (data.selected) markAll(viewer, [data.selected], "selected");
  dimOtherPools(viewer, data.pool);
  for (const [id, count] of Object.entries(data.active)) {
    const element = registry.get(id);
    if (element === undefined || !inside(element, data.pool || element.id)) continue;
    const late = data.overdue.includes(id);
    const title = late ? data.words.overdue : data.words.active;
    badge(viewer, id, late ? "overdue" : "active", String(count), title, { top: -12, right: 14 });
  }
  for (const id of data.incidents) {
    if (registry.get(id)) badge(viewer, id, "incident", "!", data.words.incident, { top: -12, left: -12 });
  }
}
