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

export function drawLegend(legend, data, canvas) {
  const { words } = data;
  const keys = ["active", "overdue", "incident", "done"].map((kind) => key(kind, words[kind]));
  const live = Object.keys(data.active).map((id) => liveElement(id, data, canvas));
  legend.replaceChildren(...keys, ...live);
}
