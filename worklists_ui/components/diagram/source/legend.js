/** What the colours mean, and the live elements as buttons: the keyboard's way into the diagram. */
import { button, node } from "./dom.js";

function key(kind, text) {
  const item = node("span", "key");
  const swatch = node("i", `swatch swatch-${kind}`);
  swatch.setAttribute("aria-hidden", "true");
  item.append(swatch, node("span", "", text));
  return item;
}

function liveElement(id, data, canvas) {
  const text = canvas.nameOf(id);
  const late = data.overdue.includes(id);
  const made = button(text, late ? `${text}: ${data.words.overdue}` : text, () => {
    canvas.centre(id);
    canvas.onChoose(id);
  });
  made.className = late ? "live late" : "live";
  return made;
}

/** Five steps of heat side by side; each also has a wider border, for whoever does not tell the colours apart. */
function heatKey(text) {
  const item = node("span", "key");
  for (const level of [1, 2, 3, 4, 5]) {
    const swatch = node("i", `swatch swatch-heat-${level}`);
    swatch.setAttribute("aria-hidden", "true");
    item.append(swatch);
  }
  item.append(node("span", "", text));
  return item;
}

export function drawLegend(legend, data, canvas) {
  const { words } = data;
  if (Object.keys(data.heat ?? {}).length > 0) {
    legend.replaceChildren(heatKey(words.heat));
    return;
  }
  const keys = ["active", "overdue", "incident", "done"].map((kind) => key(kind, words[kind]));
  const live = Object.keys(data.active).map((id) => liveElement(id, data, canvas));
  legend.replaceChildren(...keys, ...live);
}
