// The column at the right: the clock and where it may go, what to try, the standings.
import { $, el, icon, refill, unseen } from "./dom.js";
import { S, narrow, wide } from "./known.js";
import { arrive, leave, named, player } from "./places.js";
import { post, setClock } from "./server.js";
import { showHead } from "./side.js";
import { toast } from "./telling.js";
import { clockNow, dayOf, monthOf, readMoment, timeOf, written } from "./time.js";
import { language, spokenIn, t } from "./words.js";
import { dropFile, put, startReply, stopEdit, stopReply, takeFile, text } from "./writing.js";

export function openPanel(open) {
  if (wide.matches) return;
  const was = $("panel").classList.contains("open");
  if (open === was) return;
  $("panel").classList.toggle("open", open);
  $("panel-key").setAttribute("aria-expanded", String(open));
  if (open) $("clock-title").focus();
  else if ($("panel").contains(document.activeElement) || document.activeElement === document.body) $("panel-key").focus();
}

// The clock
const momentOf = (stamp) => `${dayOf(stamp, false)} ${timeOf(stamp)}`;
export function tick() {
  const now = clockNow().toISOString();
  const told = `${dayOf(now, !narrow.matches)} ${timeOf(now)}`;
  for (const [id, words] of [["clock-text", told], ["panel-clock", told], ["clock-how", t("clock_how", { zone: S.zone })]]) {
    if ($(id).textContent !== words) $(id).textContent = words;
  }
  if (!S.dated && document.activeElement !== $("clock-at")) $("clock-at").value = written(now);
  sayMoment();
}
// What stands in the field, as a day of the week in the language of the page; or that it is no moment.
function sayMoment() {
  const at = readMoment($("clock-at").value);
  const told = at ? t("clock_to", { at: `${dayOf(at, true)} ${timeOf(at)}` }) : t("clock_unread");
  if ($("clock-told").textContent !== told) $("clock-told").textContent = told;
  $("clock-at").setAttribute("aria-invalid", String(!at));
  return at;
}
function showWays({ ready, post: week, over, deadline, lock, tables }) {
  const ways = !tables ? [] : [
    [t("next_post"), week, t("no_post")],
    [deadline ? t(deadline.code, { month: monthOf(deadline.month) }) : "", deadline?.at, t("no_deadline")],
    [lock ? t("next_lock", { month: monthOf(lock.month) }) : "", lock?.at, t("no_lock")],
  ];
  $("over").hidden = !over;
  if (over) $("over").textContent = t("year_over", { year: over });
  refill($("ways"), [ways, ready], () => ready === false ? [] : [ // what is being prepared leads nowhere yet
    wayNode(t("one_day"), null, { step: "day" }),
    ...ways.map(([name, at, none]) => (at ? wayNode(name, at, { at: at.slice(0, 16) }) : el("button", { type: "button", class: "way", disabled: true }, el("b", {}, none)))),
  ]);
}
function wayNode(name, at, body) {
  return el("button", { type: "button", class: "way", onclick: (event) => moveClock(body, event.currentTarget) }, el("b", {}, name), at && el("span", {}, momentOf(at)));
}
let moving = false;
// It is answered once the bot has done what is due by then: until it has, whoever pressed sees that it is at work.
async function moveClock(body, key) {
  if (moving) return false;
  moving = true;
  key.setAttribute("aria-busy", "true");
  $("board").setAttribute("aria-busy", "true");
  const moved = await post("clock", body);
  moving = false;
  for (const node of [key, $("board")]) node.removeAttribute("aria-busy");
  if (!moved) return false;
  S.dated = false;
  setClock(moved.now);
  toast(t("clock_moved", { at: momentOf(moved.now) }));
  return true;
}
function sendMoment() {
  const at = sayMoment();
  if (at) moveClock({ at }, $("clock-set"));
  else $("clock-at").focus();
}
$("clock-at").addEventListener("input", () => { S.dated = true; sayMoment(); });
$("clock-form").addEventListener("submit", (event) => { event.preventDefault(); sendMoment(); });
setInterval(() => { if (S.data) tick(); }, 1000);

// What to try: the server says what is done, and by whom it has to be.
function showSteps(all) {
  const done = all.filter((one) => one.done).length;
  const next = all.findIndex((one) => !one.done);
  $("try").hidden = !all.length;
  $("all-done").hidden = !all.length || next >= 0;
  $("picker-try").hidden = !all[next]?.who;
  $("picker-try").onclick = () => { $("picker").close(); take(all[next]); };
  $("panel-key").classList.toggle("trying", all.length > 0);
  for (const id of ["try-count", "try-short"]) $(id).textContent = t("try_count", { done, all: all.length });
  refill($("steps"), [all, all.map(way)], () => all.map((one, number) => {
    const inside = [
      el("span", { class: one.done ? "step done" : "step" }, one.done ? icon("check") : String(number + 1), one.done && unseen(t("tried"))),
      el("span", { class: "step-words" }, one.title, (one.text || one.file) && el("code", { lang: spokenIn(one.text || one.file) }, one.text || one.file)),
    ];
    const kind = { class: one.done ? "over" : number === next ? "next" : "", "aria-current": number === next ? "step" : null };
    return el("li", kind, one.who || way(one) ? el("button", { type: "button", onclick: (event) => go(one, event.currentTarget) }, ...inside) : el("div", {}, ...inside),
      one.done && one.then !== 0 && el("button", { type: "button", class: "see", onclick: () => see(one) }, t("see_group")));
  }));
  const list = $("steps");
  const there = list.children[next];
  if (there && there !== list.shown) list.scrollTop = there.offsetTop - list.offsetTop;
  list.shown = there;
}
// Where the clock goes by a step that is not done yet.
function way(step) {
  const next = !step.done && S.data.aside[step.move];
  return next && (next.month ? next.at : next).slice(0, 16);
}
// The clock moves first, where it has to; then to whoever does the step, or where what comes of it is seen.
async function go(step, key) {
  const at = way(step);
  if (at && !await moveClock({ at }, key)) return;
  if (step.who) take(step);
  else see(step);
}
function take(step) {
  const chat = step.chat || step.who;
  openPanel(false);
  S.step = { ...step, chat };
  if (S.person === step.who && S.open?.id === chat) {
    fill();
    return;
  }
  leave();
  Object.assign(S, { person: step.who, chat });
  arrive();
}
// What came of a step is a post in the group: one press leads there, whoever is not in it as somebody who is.
function see(step) {
  openPanel(false);
  leave();
  const member = S.data.chats?.some((one) => one.id === step.then);
  Object.assign(S, { person: member ? S.person : step.who || S.data.people[0].id, chat: step.then });
  arrive();
}
// Once the chat of the step is there: what it says goes into the text box, as a reply to the newest card where it is one.
export async function fill() {
  const step = S.step;
  if (!step || S.open?.id !== step.chat) return;
  S.step = null;
  stopEdit();
  // What the step before left goes, never what was typed or attached by hand.
  if (text.value === S.given?.text) put("");
  if (S.file && S.file.file === S.given?.file) dropFile();
  if (S.reply && S.reply.id === S.given?.reply) stopReply();
  const card = step.reply && S.open.messages.findLast((one) => !one.mine && one.buttons?.length);
  if (card) startReply(card);
  let file;
  if (step.file) {
    const given = await fetch(`/demo/given?name=${encodeURIComponent(step.file)}`);
    file = new File([await given.blob()], step.file);
    takeFile(file);
  } else if (step.text) put(step.text);
  S.given = { text: step.text, file, reply: card?.id };
  showHead(); // who has not begun yet begins with what stands there
  text.focus();
}

// The standings
function showStandings(tables) {
  const at = Math.max(0, tables.findIndex((one) => one.arena === S.arena));
  const mine = S.person ? player(S.person)?.unit : "";
  const now = tables[0]?.month;
  const turned = Boolean(now && S.month && S.month !== now);
  S.month = now || S.month;
  if (turned) toast(t("month_turned", { month: monthOf(now) }));
  refill($("standings"), [tables, at, mine, S.data.aside.names], () => {
    if (!tables.length) return [el("p", { class: "none" }, t("nothing_yet"))];
    const { arena, month, stage, rows } = tables[at];
    return [
      el("div", { class: "tabs", role: "group", "aria-label": t("arena") }, ...tables.map((one, number) => el("button", {
        type: "button", class: "tab", "aria-pressed": String(number === at), lang: spokenIn(named(one.arena)),
        onclick: () => { S.arena = one.arena; showStandings(tables); },
      }, named(one.arena)))),
      el("table", {},
        el("caption", { class: turned && "turned" }, el("span", { class: "unseen" }, `${named(arena)} `), t(`stage_${stage}`, { month: monthOf(month) })),
        el("thead", {}, el("tr", {}, ...["rank", "unit", "total"].map((code) => el("th", { scope: "col" }, t(code))))),
        el("tbody", {}, ...rows.map((row) => el("tr", { class: row.unit === mine ? "mine" : "" },
          el("td", {}, row.rank || "—"), el("th", { scope: "row", lang: spokenIn(named(row.unit)) }, named(row.unit), row.unit === mine && unseen(` (${t("own_unit")})`)), el("td", {}, row.total))))),
    ];
  });
  if (tables.length) showMoved(tables[at]);
}
// The one row whose total moved comes into sight: most of the table is below the edge of its box.
function showMoved({ arena, month, rows }) {
  const key = `${arena} ${month}`;
  const moved = S.totals?.key === key ? rows.filter((row) => S.totals.of.get(row.unit) !== row.total) : [];
  S.totals = { key, of: new Map(rows.map((row) => [row.unit, row.total])) };
  const box = $("standings");
  if (moved.length > 1) box.scrollTop = 0; // all of it is news
  if (moved.length !== 1) return;
  const line = box.querySelectorAll("tbody tr")[rows.indexOf(moved[0])];
  line.classList.add("moved");
  const [seen, at] = [box.getBoundingClientRect(), line.getBoundingClientRect()];
  box.scrollTop += (at.top + at.bottom - seen.top - seen.bottom) / 2;
}

export function showAside() {
  const { aside, hints } = S.data;
  $("preparing").hidden = aside.ready !== false;
  const [done, whole] = aside.played || [0, 0];
  $("playing").hidden = !whole;
  if (whole) {
    Object.assign($("played"), { value: done, max: whole });
    $("played-to").textContent = t("played_to", { day: dayOf(S.data.now, false) });
  }
  $("speaks").hidden = !S.foreign || aside.ready === false || !aside.language || aside.language === language;
  $("speaks-key").hidden = !aside.restart;
  $("app").inert = aside.ready === false;
  $("restart-key").hidden = !aside.restart;
  $("board").hidden = !aside.tables; // the page of a bot that runs elsewhere knows nothing of it
  $("own").hidden = !aside.elsewhere;
  if (aside.elsewhere) $("own-told").textContent = t(aside.elsewhere);
  $("others").hidden = !aside.others;
  if (aside.others) $("others").textContent = t(aside.others.code, aside.others);
  showWays(aside);
  showSteps(hints);
  showStandings(aside.tables || []);
  tick();
}
