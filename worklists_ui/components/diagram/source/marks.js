/** Colours and badges on the elements: live tokens, done, overdue, incident, the case's own pool. */
import { node } from "./dom.js";

const MARKS = ["active", "done", "overdue", "incident", "other-pool", "taken", "selected", "thick",
  "heat-1", "heat-2", "heat-3", "heat-4", "heat-5"];
const BADGES = "carelane-badge";
const BADGE = 24;
const TOP = -12;
/** Drawn with a thick border in BPMN: it must not become a thin one by a mark. */
const THICK = ["bpmn:CallActivity", "bpmn:EndEvent"];

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

/** Where along the top edge a badge hides no boundary event: from its corner towards the other one. */
function place(element, corner, step) {
  const hides = (left) => (element.attachers ?? []).some((event) => {
    const x = event.x - element.x;
    const y = event.y - element.y;
    return left < x + event.width && x < left + BADGE && TOP < y + event.height && y < TOP + BADGE;
  });
  for (let left = corner; left > -BADGE && left < element.width; left += step) {
    if (!hides(left)) return { top: TOP, left };
  }
  return { top: TOP, left: corner };
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
  for (const [id, level] of Object.entries(data.heat ?? {})) markAll(viewer, [id], `heat-${level}`);
  for (const [id, text] of Object.entries(data.notes ?? {})) {
    const element = registry.get(id);
    if (element) badge(viewer, id, "note", text, text, { top: TOP, left: 6 });
  }
  if (data.selected) markAll(viewer, [data.selected], "selected");
  const thick = registry.filter((element) => THICK.includes(element.type) && !element.labelTarget);
  markAll(viewer, thick.map((element) => element.id), "thick");
  dimOtherPools(viewer, data.pool);
  for (const [id, count] of Object.entries(data.active)) {
    const element = registry.get(id);
    if (element === undefined || !inside(element, data.pool || element.id)) continue;
    const late = data.overdue.includes(id);
    const title = late ? data.words.overdue : data.words.active;
    badge(viewer, id, late ? "overdue" : "active", String(count), title, place(element, element.width - 14, -6));
  }
  for (const [id, count] of Object.entries(data.visits)) {
    const element = registry.get(id);
    if (element === undefined || !inside(element, data.pool || element.id)) continue;
    badge(viewer, id, "visits", `×${count}`, data.words.visits.replace("{count}", count), { bottom: 12, left: -8 });
  }
  for (const id of data.incidents) {
    const element = registry.get(id);
    if (element) badge(viewer, id, "incident", "!", data.words.incident, place(element, -12, 6));
  }
}
