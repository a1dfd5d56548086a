/** Zoom buttons. */
import { button } from "./dom.js";

export function drawToolbar(bar, words, canvas) {
  bar.replaceChildren(
    button("+", words.zoom_in, () => canvas.zoomBy(1.25)),
    button("−", words.zoom_out, () => canvas.zoomBy(0.8)),
    button(words.fit, words.fit_help, () => canvas.fit()),
    button(words.now, words.now_help, () => canvas.focus()),
  );
}
