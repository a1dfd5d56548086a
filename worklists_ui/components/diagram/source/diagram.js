/**
 * The diagram of a case: a read-only BPMN viewer that shows where the case is.
 *
 * Input is JSON from Python (see diagram/__init__.py): the BPMN text and what to mark in it. Output is the
 * state value `element`: the id of the element that the person chose, or "" for none. Every text reaches the
 * page through textContent, never as markup: names in a BPMN file are not trusted.
 */
import baseStyle from "bpmn-js/dist/assets/diagram-js.css";
import bpmnStyle from "bpmn-js/dist/assets/bpmn-js.css";
import ownStyle from "./diagram.css";
import { Canvas } from "./canvas.js";

const canvases = new WeakMap();

function addStyle(root) {
  const style = document.createElement("style");
  style.textContent = `${baseStyle}\n${bpmnStyle}\n${ownStyle}`;
  root.appendChild(style);
}

/** Streamlit calls this at every change of `data`; what it returns is called once, at the end. */
export default function render({ data, parentElement, setStateValue }) {
  let canvas = canvases.get(parentElement);
  if (canvas === undefined) {
    addStyle(parentElement);
    canvas = new Canvas(parentElement);
    canvases.set(parentElement, canvas);
  }
  canvas.onChoose = (id) => setStateValue("element", id);
  canvas.show(data);
  return () => {
    canvas.close();
    canvases.delete(parentElement);
  };
}
