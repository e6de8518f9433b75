// Text with entities; offsets count UTF-16 units, as JavaScript's do.
import { el } from "./dom.js";
import { copy } from "./telling.js";
import { t } from "./words.js";
import { put } from "./writing.js";

const TAGS = { bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", pre: "pre", blockquote: "blockquote", expandable_blockquote: "blockquote" };
const BLOCKS = new Set(["pre", "blockquote", "expandable_blockquote"]);
export function rich(parent, text, entities) {
  const sorted = [...entities].sort((one, other) => one.offset - other.offset || other.length - one.length);
  let next = 0;
  const fill = (node, from, to) => {
    let at = from;
    while (next < sorted.length && sorted[next].offset < to) {
      const one = sorted[next++];
      const begin = Math.max(one.offset, at);
      const stop = Math.min(one.offset + one.length, to);
      if (stop <= begin) continue;
      if (begin > at) node.append(text.slice(at, begin));
      const child = entityNode(one, text.slice(begin, stop));
      fill(child, begin, stop);
      node.append(child);
      at = stop;
      if (BLOCKS.has(one.type) && text[at] === "\n") at += 1;
    }
    if (at < to) node.append(text.slice(at, to));
  };
  fill(parent, 0, text.length);
}
function entityNode(one, words) {
  if (one.type === "text_link" || one.type === "url") {
    const address = one.url || words;
    if (/^https?:\/\//i.test(address)) return el("a", { href: address, target: "_blank", rel: "noopener noreferrer", title: address });
    return el("span", { class: "mention", title: address });
  }
  if (one.type === "bot_command") return el("button", { type: "button", class: "command", title: t("put_in"), onclick: () => put(`${words} `) });
  if (one.type === "spoiler") {
    const node = el("span", { class: "veil", role: "button", tabIndex: 0, title: t("reveal") });
    node.addEventListener("click", () => node.classList.toggle("open"));
    node.addEventListener("keydown", (event) => { if (event.key === "Enter") node.classList.toggle("open"); });
    return node;
  }
  if (["mention", "text_mention", "hashtag"].includes(one.type)) return el("span", { class: "mention" });
  const node = el(TAGS[one.type] || "span");
  if (one.type === "code" || one.type === "pre") {
    node.title = t("copy");
    node.addEventListener("click", () => { if (!String(getSelection())) copy(words); });
  }
  if (one.type === "expandable_blockquote") {
    node.className = "fold";
    node.addEventListener("click", () => node.classList.toggle("open"));
  }
  return node;
}
