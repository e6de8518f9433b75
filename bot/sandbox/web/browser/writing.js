// Writing: the text box, what is replied to, edited or attached, and the menu of commands.
import { $, el, icon, refill } from "./dom.js";
import { MOST, S, narrow, touch } from "./known.js";
import { brief, toEnd } from "./messages.js";
import { place } from "./places.js";
import { post } from "./server.js";
import { toast } from "./telling.js";
import { spokenIn, t } from "./words.js";

export const text = $("text");
export function fit() {
  text.style.height = "auto";
  text.style.height = `${Math.min(text.scrollHeight + 2, 180)}px`;
}
export function put(words) {
  text.value = words;
  fit();
  text.focus();
  text.setSelectionRange(words.length, words.length);
  showMenu(false);
}
export function showAbout() {
  const about = S.edit || S.reply;
  $("about").hidden = !about;
  if (about) {
    refill($("about"), [S.edit, S.reply], () => [
      el("div", {}, el("b", {}, S.edit ? t("editing") : t("replying", { name: about.name })), el("span", {}, about.text)),
      el("button", { type: "button", class: "square", "aria-label": t(S.edit ? "stop_editing" : "stop_replying"), onclick: cancel }, icon("close"))]);
  }
  $("send-word").textContent = t(S.edit ? "save" : "send");
  $("send").setAttribute("aria-label", t(S.edit ? "save" : "send"));
  const chat = S.data?.chats?.find((one) => one.id === S.chat);
  const placeholder = S.reply?.placeholder || t(S.file ? "add_words" : chat && !chat.private ? "to_group" : narrow.matches ? "to_bot_short" : "to_bot");
  if (text.placeholder !== placeholder) {
    text.placeholder = placeholder;
    fit();
  }
}
export function startReply(one) {
  stopEdit();
  S.reply = { id: one.id, name: one.name, text: brief(one) };
  showAbout();
  document.querySelectorAll(".msg.chosen").forEach((node) => node.classList.remove("chosen"));
  text.focus();
}
export function stopReply() {
  S.reply = null;
  showAbout();
}
export function startEdit(one) {
  S.reply = null;
  dropFile();
  S.edit = { id: one.id, text: brief(one) };
  showAbout();
  document.querySelectorAll(".msg.chosen").forEach((node) => node.classList.remove("chosen"));
  put(one.text);
}
export function stopEdit() {
  if (!S.edit) return;
  S.edit = null;
  text.value = "";
  fit();
  showAbout();
}
function cancel() {
  if (S.edit) stopEdit();
  else if (S.reply) {
    S.dismissed.add(S.reply.id);
    stopReply();
  } else if (S.file) dropFile();
  text.focus();
}
export function takeFile(file) {
  if (!file) return;
  if (file.size > MOST) {
    toast(t("too_big"), true);
    return;
  }
  stopEdit();
  dropFile();
  const picture = ["image/png", "image/jpeg", "image/gif"].includes(file.type);
  const preview = picture ? URL.createObjectURL(file) : "";
  S.file = { file, preview, plain: !picture };
  const choice = () => el("label", {}, el("input", { type: "checkbox", onchange: (event) => { S.file.plain = event.target.checked; } }), t("as_file"));
  $("attached").replaceChildren(
    picture ? el("img", { src: preview, alt: "" }) : icon("clip"),
    el("div", {}, el("b", {}, t(picture ? "picture" : "file")), el("span", {}, file.name)),
    ...(picture ? [choice()] : []),
    el("button", { type: "button", class: "square", "aria-label": t("drop_file"), onclick: () => { dropFile(); text.focus(); } }, icon("close")));
  $("attached").hidden = false;
  showAbout();
  text.focus();
}
export function dropFile() {
  if (S.file?.preview) URL.revokeObjectURL(S.file.preview);
  S.file = null;
  $("attached").hidden = true;
  $("file").value = "";
  showAbout();
}
let sending = false;
async function submit() {
  const words = text.value.trim();
  if (sending || !S.chat || (!words && !S.file && !S.edit)) return;
  sending = true;
  $("send").disabled = true;
  const from = place();
  let done;
  if (S.edit) done = await post("edit", { person: S.person, chat: S.chat, message: S.edit.id, text: words });
  else {
    const form = new FormData();
    form.set("person", S.person);
    form.set("chat", S.chat);
    form.set("text", words);
    if (S.reply) form.set("reply_to", S.reply.id);
    if (S.file) {
      form.set("as", S.file.plain ? "document" : "photo");
      form.set("file", S.file.file, S.file.file.name || t("picture_name"));
    }
    done = await post("send", form);
  }
  sending = false;
  $("send").disabled = false;
  if (!done || from !== place()) return;
  if (text.value.trim() === words) text.value = "";
  S.edit = null;
  S.reply = null;
  dropFile();
  fit();
  showMenu(false);
  toEnd();
  text.focus();
}

// The menu of commands
export function showMenu(all) {
  const typed = text.value;
  const commands = S.open?.commands || [];
  const wanted = all ? commands : /^\/\w*$/.test(typed) ? commands.filter((one) => `/${one.command}`.startsWith(typed.toLowerCase()) && `/${one.command}` !== typed) : [];
  const menu = $("menu");
  menu.hidden = !wanted.length;
  $("slash").setAttribute("aria-expanded", String(!menu.hidden));
  menu.replaceChildren(...wanted.map((one, number) => el("li", { role: "option", id: `command-${number}`, "aria-selected": String(number === 0), onclick: () => put(`/${one.command} `) },
    el("b", {}, `/${one.command}`), el("span", { lang: spokenIn(one.description) }, one.description))));
  if (menu.hidden) text.removeAttribute("aria-activedescendant");
  else text.setAttribute("aria-activedescendant", "command-0");
}
function moveInMenu(step) {
  const options = [...$("menu").children];
  const now = options.findIndex((one) => one.getAttribute("aria-selected") === "true");
  const next = (now + step + options.length) % options.length;
  options.forEach((one, number) => one.setAttribute("aria-selected", String(number === next)));
  options[next].scrollIntoView({ block: "nearest" });
  text.setAttribute("aria-activedescendant", options[next].id);
}

text.addEventListener("input", () => { fit(); showMenu(false); });
text.addEventListener("keydown", (event) => {
  if (event.isComposing || event.keyCode === 229) return; // the Enter that ends a pinyin word sends nothing
  const menu = !$("menu").hidden;
  if (menu && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
    event.preventDefault();
    moveInMenu(event.key === "ArrowDown" ? 1 : -1);
  } else if (menu && (event.key === "Tab" || event.key === "Enter") && !event.shiftKey) {
    event.preventDefault();
    $("menu").querySelector("[aria-selected=true]").click();
  } else if (event.key === "Escape") {
    if (menu) showMenu(false);
    else cancel();
  } else if (event.key === "Enter" && !event.shiftKey && (!touch.matches || event.ctrlKey || event.metaKey)) { // a phone has no Shift+Enter: there the button sends
    event.preventDefault();
    submit();
  } else if (event.key === "ArrowUp" && !text.value && !S.edit) {
    const mine = S.open?.messages.findLast((one) => one.mine && !one.origin);
    if (mine) {
      event.preventDefault();
      startEdit(mine);
    }
  }
});
text.addEventListener("paste", (event) => {
  const file = [...event.clipboardData.files][0];
  if (file) {
    event.preventDefault();
    takeFile(file);
  }
});
$("compose").addEventListener("submit", (event) => { event.preventDefault(); submit(); });
$("attach").addEventListener("click", () => $("file").click());
$("file").addEventListener("change", () => takeFile($("file").files[0]));
$("slash").addEventListener("click", () => {
  const show = $("menu").hidden;
  text.focus();
  showMenu(show);
  if (!show) $("menu").hidden = true;
});
$("begin").addEventListener("click", async () => {
  if (S.open?.outside) {
    await post("invite", { person: S.person, chat: S.chat });
    return;
  }
  const form = new FormData();
  form.set("person", S.person);
  form.set("chat", S.chat);
  form.set("text", "/start");
  await post("send", form);
});
const pane = $("pane");
pane.addEventListener("dragover", (event) => { event.preventDefault(); pane.classList.add("dropping"); });
pane.addEventListener("dragleave", (event) => { if (!pane.contains(event.relatedTarget)) pane.classList.remove("dropping"); });
pane.addEventListener("drop", (event) => {
  event.preventDefault();
  pane.classList.remove("dropping");
  takeFile(event.dataTransfer.files[0]);
});
