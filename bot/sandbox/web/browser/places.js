// Who one is and where; what the server tells goes from here to all that is shown.
import { fill, showAside } from "./aside.js";
import { $ } from "./dom.js";
import { S, narrow, touch } from "./known.js";
import { forgetMessages, showMessages, showWorking } from "./messages.js";
import { follow } from "./server.js";
import { showHead, showPeople, showSide, showUnits } from "./side.js";
import { known, t } from "./words.js";
import { dropFile, fit, showAbout } from "./writing.js";

export function apply(data) {
  if (S.boot && S.boot !== data.boot) {
    forgetMessages();
    S.dismissed.clear();
    Object.assign(S, { reply: null, edit: null, lastSeen: 0, month: null });
  }
  if (S.boot !== data.boot) S.before = new Map(data.people.map((one) => [one.id, one.newest]));
  S.boot = data.boot;
  S.since = data.version;
  S.data = data;
  S.open = data.open || null;
  if (S.open && S.open.id !== S.chat) {
    S.chat = S.open.id; // the group has become a supergroup
    remember();
  }
  showAside();
  if (!data.aside.ready) return; // there is nobody to be yet
  if (!S.person) {
    showPeople();
    return;
  }
  if (!S.chat && !narrow.matches) {
    openChat(favourite());
    return;
  }
  if (S.open) showMessages();
  showSide();
  showHead();
  showWorking();
  fill();
  if ($("picker").open) showUnits();
}

// Who and where
export const player = (id) => S.data.people.find((one) => one.id === id);
export const roleOf = (one) => (known(`role_${one.role}`) ? t(`role_${one.role}`) : one.role);
// What the bureau calls something, in the language of the page where it has a name there.
export const named = (name) => S.data.aside.names?.[name] || name;
export const postOf = (one) => [named(one.unit), roleOf(one)].filter(Boolean).join("\u00a0· ");
export function favourite() {
  const chats = S.data.chats;
  return (chats.find((one) => one.private && one.unread) || chats.find((one) => one.unread) || chats.find((one) => one.private) || chats[0])?.id;
}
export function remember() {
  const hash = new URLSearchParams();
  if (S.person) hash.set("p", S.person);
  if (S.chat) hash.set("c", S.chat);
  history.replaceState(null, "", `#${hash}`);
}
export const place = () => `${S.person}/${S.chat}`;
export function leave() {
  if (S.person && S.chat) S.drafts.set(place(), { text: $("text").value, reply: S.reply });
  forgetMessages();
  Object.assign(S, { open: null, limit: 200, reply: null, edit: null, below: 0, lastSeen: 0 });
  dropFile();
}
export function arrive() {
  const draft = S.drafts.get(place());
  $("text").value = draft?.text || "";
  S.reply = draft?.reply || null;
  $("app").classList.toggle("talking", Boolean(S.chat));
  remember();
  fit();
  showAbout();
  follow();
}
export function openChat(id) {
  leave();
  S.chat = id || null;
  arrive();
  if (id && !touch.matches && !$("picker").open) $("text").focus();
}
export function become(id) {
  leave();
  const group = S.data?.chats?.find((one) => one.id === S.chat && !one.private);
  S.person = id;
  // Whoever looks at the group keeps looking at it through other eyes.
  S.chat = group && !player(id).unread && !narrow.matches ? group.id : null;
  $("picker").close();
  arrive();
}
