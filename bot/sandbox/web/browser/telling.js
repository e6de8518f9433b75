import { $, el, icon } from "./dom.js";
import { t } from "./words.js";

// Telling
function raise(box, up) {
  try {
    if (up) box.showPopover();
    else box.hidePopover();
  } catch {
    // An older browser shows it without being told.
  }
}
export function toast(text, wrong = false) {
  const node = el("div", { class: "toast" }, wrong && icon("warn"), text);
  const box = $("toasts");
  while (box.childElementCount > 1) box.firstChild.remove();
  box.append(node);
  // Over the oldest messages that are seen, never over what says where one is.
  const top = $("log").getBoundingClientRect().top;
  box.style.top = top ? `${top + 8}px` : "";
  // Shown anew so that it stands above an open dialog, too, where the browser can do that.
  raise(box, false);
  raise(box, true);
  setTimeout(() => {
    node.remove();
    if (!box.childElementCount) raise(box, false);
  }, Math.min(7000, Math.max(2500, new TextEncoder().encode(text).length * 40))); // a Chinese sign has three bytes
}
export function alertBox(text) {
  $("alert-text").textContent = text;
  $("alert").showModal();
}
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    toast(t("copied"));
  } catch {
    toast(t("cannot_copy"), true);
  }
}
