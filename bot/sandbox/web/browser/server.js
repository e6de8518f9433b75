import { showAside, tick } from "./aside.js";
import { $ } from "./dom.js";
import { S } from "./known.js";
import { showWorking } from "./messages.js";
import { apply, remember } from "./places.js";
import { toast } from "./telling.js";
import { wall, zoneOf } from "./time.js";
import { t, tag } from "./words.js";

// Asking the server
export async function post(path, body) {
  const form = body instanceof FormData;
  const headers = { "Accept-Language": tag(), ...(form ? {} : { "Content-Type": "application/json" }) };
  let answer;
  try {
    const response = await fetch(`/demo/${path}`, { method: "POST", headers, body: form ? body : JSON.stringify(body) });
    answer = await response.json();
  } catch {
    answer = { error: t("unreachable") };
  }
  if (answer.error) {
    toast(answer.error, true);
    return null;
  }
  S.acted = performance.now();
  return answer;
}

export function setClock(stamp) {
  S.wall = wall(stamp);
  S.zone = zoneOf(stamp);
  S.wallAt = performance.now();
  tick();
}

let gone = "";
let run = 0;
let aborter = null;
let wake = null;
const pause = (milliseconds) => new Promise((done) => { wake = done; setTimeout(done, milliseconds); });
// Begins the demo anew. Until that has come, what was is neither asked for nor shown.
export async function startOver(from) {
  run += 1;
  aborter?.abort();
  if (await post("restart", { from })) {
    gone = S.boot;
    for (const [id, hidden] of [["app", true], ["preparing", false], ["speaks", true]]) $(id).hidden = hidden;
    return true;
  }
  follow();
  return false;
}
export async function follow() {
  const mine = ++run;
  aborter?.abort();
  S.since = -1;
  let fails = 0;
  while (mine === run) {
    if (gone && S.boot === gone) await pause(300);
    if (mine !== run) return;
    const asked = new URLSearchParams({ since: S.since, boot: S.boot });
    if (S.person) asked.set("person", S.person);
    if (S.person && S.chat) {
      asked.set("chat", S.chat);
      asked.set("limit", S.limit);
      if (S.lastSeen) asked.set("read", S.lastSeen);
    }
    // What the bot is at work on is asked for soon after somebody acted, and as long as it is.
    if (S.data?.aside.working && (S.data.aside.working.length || performance.now() - S.acted < 4000)) asked.set("soon", 1);
    aborter = new AbortController();
    const late = setTimeout(() => aborter.abort(), 40000);
    try {
      const response = await fetch(`/demo/state?${asked}`, { signal: aborter.signal, headers: { "Accept-Language": tag() } });
      const data = await response.json();
      if (mine !== run) return;
      if (response.status === 404) {
        forget(data.error);
        return;
      }
      if (!response.ok) throw new Error(data.error);
      fails = 0;
      $("lost").hidden = true;
      if (data.boot === gone) continue;
      if (data.aside.ready !== false) gone = "";
      $("app").hidden = Boolean(gone) && data.aside.ready === false;
      setClock(data.now);
      if (data.version !== S.since || data.boot !== S.boot) apply(data);
      else {
        Object.assign(S.data, { aside: data.aside, hints: data.hints });
        showAside();
        showWorking();
      }
      await pause(data.aside.ready === false ? 500 : 60); // a burst of changes is shown at once
    } catch {
      if (mine !== run) return;
      fails += 1;
      $("lost").hidden = false;
      $("preparing").hidden = true; // the last that a server says which stops is that it is not ready
      await pause(Math.min(8000, 400 * 2 ** fails));
    } finally {
      clearTimeout(late);
    }
  }
}
export const wakeUp = () => wake?.();
function forget(error) {
  toast(error, true);
  if (S.chat) S.chat = null;
  else S.person = null;
  remember();
  follow();
}
