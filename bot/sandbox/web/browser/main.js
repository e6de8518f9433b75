// What is pressed and what happens to the window, wired to what the other files do; loaded last, begins it all.
import { openPanel, showAside, tick } from "./aside.js";
import { $ } from "./dom.js";
import { S, narrow, wide } from "./known.js";
import { anyMessages, forgetMessages, log, seeEnd, toEnd } from "./messages.js";
import { arrive, become, favourite, leave, openChat } from "./places.js";
import { follow, startOver, wakeUp } from "./server.js";
import { showPeople, showSide, showUnits } from "./side.js";
import { choose, language, sayPage } from "./words.js";
import { fit, showAbout, showMenu, text } from "./writing.js";

log.addEventListener("scroll", () => {
  const before = S.lastSeen;
  seeEnd();
  if (S.lastSeen > before && S.data) showSide();
}, { passive: true });
$("down").addEventListener("click", () => { toEnd(); text.focus(); });
new ResizeObserver(() => { if (anyMessages() && $("down").hidden) toEnd(); }).observe(log);
$("back").addEventListener("click", () => openChat(null));
for (const id of ["me", "head-me"]) $(id).addEventListener("click", showPeople);
$("filter").addEventListener("input", showUnits);
$("filter").addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.isComposing) return;
  const left = [...document.querySelectorAll(".person")];
  const wanted = $("filter").value.trim().toLowerCase();
  const exact = left.filter((one) => one.querySelector("b").textContent.toLowerCase() === wanted);
  const [found, ...others] = exact.length ? exact : left;
  if (!found || others.length) return;
  event.preventDefault(); // or it would also press whatever has the focus then
  found.click();
});

// Boxes
$("picker").addEventListener("close", () => { if (!S.person) become(S.data.people[0].id); });
document.querySelectorAll("[data-close]").forEach((node) => node.addEventListener("click", () => node.closest("dialog").close()));
$("viewer").addEventListener("click", (event) => { if (event.target === $("stage")) $("viewer").close(); });
$("viewer-picture").addEventListener("click", () => $("stage").classList.toggle("big"));
for (const id of ["restart-key", "speaks-key"]) $(id).addEventListener("click", () => $("restart").showModal());
$("speaks-close").addEventListener("click", () => {
  S.foreign = false;
  $("speaks").hidden = true;
});
document.querySelectorAll("[data-start]").forEach((node) => node.addEventListener("click", async () => {
  $("restart").close();
  if (!await startOver(node.dataset.start)) return;
  leave();
  Object.assign(S, { person: null, chat: null });
  S.drafts.clear();
  arrive();
}));

// The column at the right, where it is folded away
$("panel-key").addEventListener("click", () => openPanel(!$("panel").classList.contains("open")));
$("panel-close").addEventListener("click", () => openPanel(false));
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !document.querySelector("dialog[open]")) openPanel(false);
});
document.addEventListener("click", (event) => {
  if (event.target.isConnected && !event.target.closest(".panel, #panel-key, dialog")) openPanel(false);
  if (!event.target.closest(".foot")) showMenu(false);
});

// The language
function sayAll() {
  sayPage();
  document.querySelectorAll("[data-language]").forEach((node) => node.setAttribute("aria-pressed", String(node.dataset.language === language)));
}
document.querySelectorAll("[data-language]").forEach((node) => node.addEventListener("click", () => {
  choose(node.dataset.language);
  sayAll();
  forgetMessages();
  showAbout();
  if (S.data) showAside();
  follow();
}));

// The window
$("skip").addEventListener("click", (event) => { event.preventDefault(); text.focus(); });
$("skip-back").addEventListener("click", (event) => {
  event.preventDefault();
  (narrow.matches ? $("head-me") : $("me")).focus();
});
document.addEventListener("visibilitychange", () => {
  if (document.hidden || !S.data) return;
  wakeUp();
  seeEnd();
  showSide();
});
addEventListener("online", wakeUp);
narrow.addEventListener("change", () => {
  if (!narrow.matches && S.person && !S.chat && S.data?.chats) openChat(favourite());
  showAbout();
  if (S.data) tick();
});
addEventListener("resize", fit);
wide.addEventListener("change", () => {
  $("panel").classList.remove("open");
  $("panel-key").setAttribute("aria-expanded", "false");
});
function fromAddress() {
  const hash = new URLSearchParams(location.hash.slice(1));
  S.person = Number(hash.get("p")) || null;
  S.chat = S.person ? Number(hash.get("c")) || null : null;
}
addEventListener("hashchange", () => { leave(); fromAddress(); arrive(); });
sayAll();
fromAddress();
arrive();
