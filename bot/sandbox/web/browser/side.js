// The people and the chats at the left, the head of the open chat, and the box in which one chooses whom to be.
import { $, badge, chatFace, el, face, icon, refill } from "./dom.js";
import { S, touch } from "./known.js";
import { atEnd, brief, goTo } from "./messages.js";
import { become, named, openChat, player, postOf, roleOf } from "./places.js";
import { shortTime } from "./time.js";
import { spokenIn, t } from "./words.js";
import { showAbout, text } from "./writing.js";

export function showSide() {
  const me = player(S.person);
  if (!me || !S.data.chats) return;
  refill($("me"), [me.name, postOf(me)], () => [
    face(me.name),
    el("span", { class: "me-words" }, el("b", { lang: spokenIn(me.name) }, me.name), el("span", {}, postOf(me) || t("unregistered"))),
    el("span", { class: "swap" }, icon("swap"), t("swap")),
  ]);
  $("me").setAttribute("aria-label", t("me", { name: me.name, role: postOf(me) || t("unregistered") }));
  $("head-me").textContent = me.name;
  $("head-me").setAttribute("aria-label", t("me_short", { name: me.name }));
  for (const id of ["me", "head-me"]) $(id).disabled = false; // until now there was nobody to choose
  const seenNow = (one) => one.id === S.open?.id && !document.hidden && atEnd();
  const chats = S.data.chats.map((one) => ({ ...one, unread: seenNow(one) ? 0 : one.unread, when: one.last && shortTime(one.last.at) }));
  refill($("chats"), [S.person, S.chat, chats], () => chats.map((one) => el("li", {},
    el("button", { type: "button", class: "chat", "aria-current": String(one.id === S.chat), onclick: () => openChat(one.id) },
      chatFace(one),
      el("span", { class: "chat-words" },
        el("span", { class: "chat-head" }, el("b", {}, one.title), one.last && el("time", {}, one.when)),
        el("span", { class: "chat-foot" }, el("span", { class: "chat-line", lang: one.last && spokenIn(one.last.text) }, one.last ? one.last.text : t("no_messages")), badge(one.unread)),
      )))));
  const total = chats.reduce((sum, one) => sum + one.unread, 0);
  document.title = `${total ? `(${total}) ` : ""}${me.name} · ${t("title")}`;
  // Whoever was written to since this page was opened, the latest first: private chats count their messages together.
  const news = (one) => (one.unread && one.newest > (S.before.get(one.id) || 0) ? one.newest : 0);
  const others = S.data.people.filter((one) => one.id !== S.person).sort((one, other) => news(other) - news(one));
  refill($("people"), [others, S.data.aside.names], () => others.map((one) => el("li", {},
    el("button", { type: "button", class: "other", title: t("become", { name: one.name }), onclick: () => become(one.id) },
      face(one.name), el("span", { class: "name" }, el("span", { lang: spokenIn(one.name) }, one.name), " ", el("small", {}, named(one.unit) || roleOf(one))), badge(news(one) ? one.unread : 0)))));
}
export function showHead() {
  const chat = S.data.chats.find((one) => one.id === S.chat);
  if (!chat) return;
  $("head-face").replaceWith(Object.assign(chatFace(chat, "small"), { id: "head-face" }));
  $("title").textContent = chat.private ? chat.title : t("members", { title: chat.title, count: chat.members });
  const group = S.open?.private_bot ? t("hears") : t("and_others", { names: chat.faces.join(t("comma")) });
  $("subtitle").textContent = S.open?.typing ? t("typing") : chat.private ? t("bot_at", { name: S.data.bot.username }) : group;
  $("pane").classList.toggle("private", chat.private);
  const pinned = S.open?.messages.filter((one) => one.pinned).at(-1);
  $("pinned").hidden = !pinned;
  if (pinned) {
    refill($("pinned"), brief(pinned), () => [icon("pin"), el("span", {}, t("pinned_line", { text: brief(pinned) }))]);
    $("pinned").onclick = () => goTo(pinned.id);
  }
  showAbout();
  // A link that begins with more than “开始” stands in the text box.
  const begun = chat.private ? S.open?.begun !== false || text.value.startsWith("/start ") || S.file : !S.open?.outside;
  $("begin").hidden = begun;
  $("begin").textContent = t(chat.private ? "begin" : "invite");
  $("compose").hidden = !begun;
  $("slash").hidden = !S.open?.commands.length;
  if (S.open?.typing) setTimeout(() => { if (S.open) { S.open.typing = false; showHead(); } }, 5000);
}
export function showPeople() {
  $("filter").value = "";
  showUnits();
  if (!$("picker").open) {
    $("picker").showModal();
    $("units").scrollTop = 0;
  }
  if (!touch.matches) $("filter").focus();
}
export function showUnits() {
  const wanted = $("filter").value.trim().toLowerCase();
  const units = new Map();
  for (const one of S.data.people) {
    if (wanted && !`${one.name} ${one.unit} ${named(one.unit)} ${roleOf(one)}`.toLowerCase().includes(wanted)) continue;
    const unit = named(one.unit) || t("others");
    if (!units.has(unit)) units.set(unit, []);
    units.get(unit).push(one);
  }
  refill($("units"), [S.person, [...units]], () => (units.size ? [el("div", {}, ...[...units].map(unitNode))] : [el("p", { class: "none" }, t("none_found"))]));
}
function unitNode([unit, people]) {
  const roles = people.map((one) => one.role);
  const sorted = [...people].sort((one, other) => roles.indexOf(one.role) - roles.indexOf(other.role));
  return el("section", {}, el("h3", {}, unit), el("ul", {}, ...sorted.map((one) => el("li", {},
    el("button", { type: "button", class: "person", "aria-current": String(one.id === S.person), onclick: () => become(one.id) },
      face(one.name), el("span", {}, el("b", { lang: spokenIn(one.name) }, one.name), el("small", {}, roleOf(one) || t("unregistered"), one.id === S.person && el("span", {}, ` · ${t("you_are")}`))), badge(one.unread)),
    el("a", { class: "square", href: `#p=${one.id}`, target: "_blank", title: t("in_window", { name: one.name }), "aria-label": t("in_window", { name: one.name }) }, icon("window")),
  ))));
}
