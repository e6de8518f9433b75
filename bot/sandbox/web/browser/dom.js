import { S } from "./known.js";
import { language, t } from "./words.js";

export const $ = (id) => document.getElementById(id);
const COLOURS = ["#2f6db0", "#8a5a00", "#00705a", "#a3426f", "#5b55b8", "#a1472a", "#3c6e2f", "#59636f", "#1f7482", "#7a4a9c", "#8c3030", "#4d5a1e", "#34558b"];

// Building nodes: text only ever becomes text.
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "class") node.className = value;
    else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name in node && name !== "list" && !name.includes("-")) node[name] = value;
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((one) => one !== null && one !== undefined && one !== false));
  return node;
}
export function icon(name, more = "") {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", `icon ${more}`);
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `#i-${name}`);
  svg.append(use);
  return svg;
}
export const unseen = (text) => el("span", { class: "unseen" }, text);
export const badge = (count) => count > 0 && el("span", { class: "badge" }, count > 99 ? "99+" : String(count), unseen(` ${t("unread")}`));

// Whoever is called by rank and name is told apart by the name: 王所长 by 王, Section Chief Wang by Wa.
function initials(name) {
  const last = [...name.trim().split(/\s+/).at(-1)];
  return last.slice(0, /\p{Script=Han}/u.test(last[0]) ? 1 : 2).join("") || "?";
}
// Of those whose letters are the same each has another colour.
function colour(name) {
  const letters = initials(name);
  const alike = S.data.people.map((one) => one.name).filter((one) => initials(one) === letters);
  const begin = [...letters].reduce((sum, letter) => sum * 31 + letter.codePointAt(0), 0);
  return COLOURS[(begin + Math.max(0, alike.indexOf(name))) % COLOURS.length];
}
export function face(name, more = "") {
  const node = el("span", { class: `face ${more}`, "aria-hidden": "true" }, initials(name));
  node.style.background = colour(name);
  return node;
}
export function botFace(more = "") {
  return el("span", { class: `face bot ${more}`, "aria-hidden": "true" }, [...S.data.bot.name][0]);
}
export function chatFace(chat, more = "") {
  if (chat.private) return botFace(more);
  const node = el("span", { class: `face many ${more}`, "aria-hidden": "true" });
  for (const name of chat.faces) {
    const one = el("span", {}, initials(name));
    one.style.background = colour(name);
    node.append(one);
  }
  return node;
}

// A list that is laid anew only when it has changed, so that no click and no focus is lost.
const signs = new Map();
export function refill(box, known, make) {
  const sign = JSON.stringify([language, known]);
  if (signs.get(box) === sign) return;
  signs.set(box, sign);
  const focused = [...box.querySelectorAll("button, a")].indexOf(document.activeElement);
  box.replaceChildren(...make());
  if (focused >= 0) box.querySelectorAll("button, a")[focused]?.focus({ preventScroll: true });
}
