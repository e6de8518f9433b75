// The messages of the open chat.
import { $, botFace, chatFace, el, face, icon, unseen } from "./dom.js";
import { S, touch } from "./known.js";
import { player, postOf } from "./places.js";
import { rich } from "./rich.js";
import { follow, post } from "./server.js";
import { alertBox, copy, toast } from "./telling.js";
import { dayOf, timeOf, wall } from "./time.js";
import { known, spokenIn, t } from "./words.js";
import { showAbout, startEdit, startReply, stopReply } from "./writing.js";

const nodes = new Map();
export const log = $("log");
export const atEnd = () => log.scrollHeight - log.scrollTop - log.clientHeight < 90;
const kindOf = (file) => t(known(`kind_${file.kind}`) ? `kind_${file.kind}` : "kind_document");
export function forgetMessages() {
  nodes.clear();
  $("inner").replaceChildren();
}
export const anyMessages = () => nodes.size > 0;
export function brief(message) {
  const file = message.file ? `${kindOf(message.file)} ${message.file.kind === "document" ? `${message.file.name} ` : ""}` : "";
  return (file + message.text).replace(/\s+/g, " ").trim().slice(0, 90);
}
export function showMessages() {
  const first = !nodes.size;
  const end = first || atEnd();
  const messages = S.open.messages;
  const wanted = [];
  if (S.open.earlier) wanted.push(["earlier", "", () => el("button", { type: "button", class: "pill earlier", onclick: () => { S.limit += 300; follow(); } }, t("earlier"))]);
  if (!messages.length) wanted.push(["empty", "", emptyRoom]);
  let before = null;
  for (const one of messages) {
    const day = one.at.slice(0, 10);
    if (!before || before.at.slice(0, 10) !== day) {
      const label = dayOf(one.at);
      wanted.push([`day-${one.id}`, label, () => el("div", { class: "day" }, el("span", {}, label))]);
    }
    if (one.event) wanted.push([`m${one.id}`, one.event, () => el("div", { class: "event" }, el("span", {}, one.event))]);
    else {
      const joined = Boolean(before && !before.event && before.from === one.from && before.mine === one.mine && before.at.slice(0, 10) === day
        && wall(one.at) - wall(before.at) < 300000 && !one.reply);
      wanted.push([`m${one.id}`, JSON.stringify([one, joined]), () => message(one, joined)]);
    }
    before = one;
  }
  const kept = new Set(wanted.map(([key]) => key));
  for (const [key, { node }] of nodes) {
    if (!kept.has(key)) {
      node.remove();
      nodes.delete(key);
    }
  }
  const height = log.scrollHeight;
  const top = log.scrollTop;
  let place = $("inner").firstChild;
  let grown = false;
  for (const [key, sign, make] of wanted) {
    let known = nodes.get(key);
    if (!known || known.sign !== sign) {
      const node = make();
      if (known) {
        node.classList.add("fresh");
        if (known.node.contains(document.activeElement)) queueMicrotask(() => node.querySelector("button")?.focus({ preventScroll: true }));
        if (place === known.node) place = node;
        known.node.replaceWith(node);
      } else {
        $("inner").insertBefore(node, place);
        grown = grown || key === "earlier" || Boolean(place);
      }
      known = { sign, node };
      nodes.set(key, known);
    } else if (known.node !== place) $("inner").insertBefore(known.node, place);
    place = known.node.nextSibling;
  }
  const newest = messages.at(-1);
  const added = newest ? messages.filter((one) => one.id > S.lastSeen && !one.mine && !one.event).length : 0;
  if (end || newest?.mine && newest.id > S.newest) toEnd();
  else if (grown) log.scrollTop = top + log.scrollHeight - height;
  S.newest = newest?.id || 0;
  S.below = added;
  seeEnd();
  askedFor(messages);
}
// The bot has more to say here than has come: a picture takes it some seconds.
export function showWorking() {
  const working = Boolean(S.data.aside.working?.includes(S.chat));
  if ($("working").hidden === !working) return;
  const end = atEnd();
  $("working").hidden = !working;
  if (end) toEnd();
}
function emptyRoom() {
  const chat = S.data.chats.find((one) => one.id === S.chat);
  return el("div", { class: "empty" }, chatFace(chat), el("b", {}, chat.title), el("span", {}, t(chat.private ? "private_room" : "group_room")));
}
export function toEnd() {
  log.scrollTop = log.scrollHeight;
}
export function seeEnd() {
  const end = atEnd();
  if (end && !document.hidden && S.open) {
    const last = S.open.messages.at(-1)?.id || 0;
    if (last > S.lastSeen) {
      S.lastSeen = last;
      S.below = 0;
    }
  }
  $("down").hidden = end;
  $("down").textContent = S.below ? t("below", { count: S.below }) : t("newest");
}
// A message that asks for an answer opens the reply bar, unless it was answered or waved away.
function askedFor(messages) {
  const ask = messages.findLast((one) => one.ask);
  const answered = ask && messages.some((one) => one.mine && one.id > ask.id);
  if (!ask || answered || S.dismissed.has(ask.id) || S.edit || S.reply?.id === ask.id) {
    if (S.reply?.asked && (!ask || answered)) stopReply();
    return;
  }
  if (S.reply && !S.reply.asked) return;
  S.reply = { id: ask.id, name: ask.name, text: brief(ask), asked: true, placeholder: ask.ask.placeholder };
  showAbout();
  if (!touch.matches && !document.querySelector("dialog[open]")) $("text").focus();
}

function message(one, joined) {
  const isBot = one.from === S.data.bot.id;
  const who = player(one.from);
  const wide = one.buttons.length > 0;
  const bubble = el("div", { class: "bubble" });
  if (one.origin) bubble.append(el("div", { class: "origin" }, t("forwarded", { name: one.origin })));
  if (one.reply) {
    bubble.append(el("button", { type: "button", class: "quote", disabled: one.reply.gone, onclick: () => goTo(one.reply.id) },
      one.reply.name && el("b", {}, one.reply.name), el("span", {}, one.reply.text), unseen(t("to_replied"))));
  }
  if (one.file) bubble.append(fileNode(one));
  const text = el("div", { class: "words", lang: spokenIn(one.text) });
  rich(text, one.text, one.entities);
  text.append(el("span", { class: "meta" },
    one.pinned && el("span", { title: t("pinned") }, icon("pin"), unseen(t("pinned"))),
    one.silent && el("span", { title: t("silent_why") }, icon("mute"), unseen(t("silent"))),
    one.edited && el("span", {}, t("edited")),
    el("time", { title: dayOf(one.at) }, timeOf(one.at))));
  bubble.append(text);
  const acts = el("div", { class: "acts" }, el("button", { type: "button", onclick: () => startReply(one) }, t("reply")),
    one.mine && !one.origin && el("button", { type: "button", onclick: () => startEdit(one) }, t("edit")));
  const row = el("div", { class: wide ? "row wide" : "row" }, bubble);
  if (one.file?.kind === "photo") row.style.maxWidth = `min(100%, ${Math.max(300, photoWidth(one.file) + 10)}px)`;
  if (one.buttons.length) row.append(el("div", { class: "keys" }, ...one.buttons.map((keys) => el("div", {}, ...keys.map((key) => keyNode(one, key))))));
  if (one.reactions.length) {
    row.append(el("div", { class: "marks" }, ...one.reactions.map((mark) => el("span", { title: mark.names.join(t("comma")) },
      `${mark.emoji}\uFE0F ${mark.names.length > 1 ? mark.names.length : mark.names[0]}`))));
  }
  row.append(acts);
  const node = el("article", { class: `msg ${one.mine ? "own" : "other"}${joined ? " joined" : ""}${one.file?.kind === "photo" ? " pictured" : ""}`, "data-id": one.id },
    isBot ? botFace("small") : face(one.name, "small"),
    el("div", { class: "body" },
      joined || one.mine || S.open.id === S.person ? null : el("div", { class: "who" }, el("b", {}, one.name), who && el("span", {}, postOf(who)), isBot && el("span", {}, t("bot"))),
      row));
  if (joined) node.prepend(unseen(t("says", { name: one.name })));
  bubble.addEventListener("click", (event) => {
    if (event.target.closest("a, button, code, .veil, blockquote") || String(getSelection())) return;
    const chosen = node.classList.contains("chosen");
    document.querySelectorAll(".msg.chosen").forEach((other) => other.classList.remove("chosen"));
    node.classList.toggle("chosen", !chosen);
    if (!chosen) acts.scrollIntoView({ block: "nearest" }); // below the last message they open out of sight
  });
  bubble.addEventListener("dblclick", () => { if (!touch.matches) startReply(one); });
  return node;
}
const photoWidth = (file) => Math.max(120, Math.round(file.width * Math.min(1, 420 / file.width, 560 / file.height)));
// A board is shown in the colours of the page: the server draws it anew for a dark one.
function pictureNode(file, image) {
  return el("picture", {}, file.dark && el("source", { media: "(prefers-color-scheme: dark)", srcset: file.dark }), image);
}
function fileNode(one) {
  const file = one.file;
  if (file.kind === "photo") {
    const image = el("img", { src: file.url, alt: t(one.text ? "picture_told" : "picture"), width: file.width, height: file.height });
    const node = el("button", { type: "button", class: "photo", "aria-label": t("enlarge"), onclick: () => view(one) }, pictureNode(file, image));
    node.style.width = `${photoWidth(file)}px`;
    image.addEventListener("error", () => node.replaceWith(el("div", { class: "origin" }, t("unreadable_picture"))));
    return node;
  }
  if (file.kind === "document") {
    const ending = file.name.includes(".") ? file.name.split(".").pop().slice(0, 4) : t("file");
    const size = file.bytes < 1024 ? `${file.bytes} B` : file.bytes < 1048576 ? `${Math.round(file.bytes / 1024)} KB` : `${(file.bytes / 1048576).toFixed(1)} MB`;
    return el("a", { class: "paper", href: file.url, download: file.name }, el("span", { class: "sheet", "aria-hidden": "true" }, ending),
      el("span", {}, el("b", {}, file.name), el("small", {}, t("download", { size }))));
  }
  return el("div", { class: "origin" }, kindOf(file));
}
function keyNode(one, key) {
  if (key.url && /^https?:\/\//i.test(key.url)) {
    return el("a", { class: "key", href: key.url, target: "_blank", rel: "noopener noreferrer", title: key.text }, el("span", { lang: spokenIn(key.text) }, `${key.text} ↗`));
  }
  const node = el("button", { type: "button", class: "key", disabled: !key.data && !key.copy, onclick: () => (key.copy ? copy(key.copy) : press(node, one, key)), title: key.text }, el("span", { lang: spokenIn(key.text) }, key.text));
  return node;
}
async function press(node, one, key) {
  if (node.getAttribute("aria-busy") === "true") return;
  node.setAttribute("aria-busy", "true");
  const answer = await post("press", { person: S.person, chat: S.chat, message: one.id, data: key.data });
  node.removeAttribute("aria-busy");
  if (answer?.text) (answer.alert ? alertBox : toast)(answer.text);
}
export function goTo(id) {
  const known = nodes.get(`m${id}`);
  if (!known) {
    toast(t("too_early"));
    return;
  }
  known.node.scrollIntoView({ block: known.node.offsetHeight > log.clientHeight - 80 ? "start" : "center", behavior: "smooth" });
  known.node.classList.remove("found");
  void known.node.offsetWidth;
  known.node.classList.add("found");
  setTimeout(() => known.node.classList.remove("found"), 1700);
}
function view(one) {
  $("viewer-picture").replaceChildren(pictureNode(one.file, el("img", { src: one.file.url, alt: one.text || t("picture") })));
  $("viewer-name").textContent = `${one.name} · ${dayOf(one.at)} ${timeOf(one.at)}`;
  $("viewer-save").href = one.file.url;
  $("viewer-save").download = one.file.name;
  $("stage").classList.remove("big");
  $("viewer").showModal();
}
