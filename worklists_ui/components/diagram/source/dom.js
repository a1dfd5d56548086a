/** Small helpers around the DOM. Text always goes in as text. */

export function node(tag, className = "", text = "") {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}

export function button(label, title, act) {
  const made = node("button", "", label);
  made.type = "button";
  made.title = title;
  if (!/\p{L}/u.test(label)) made.setAttribute("aria-label", title); // a sign is no name
  made.addEventListener("click", act);
  return made;
}
