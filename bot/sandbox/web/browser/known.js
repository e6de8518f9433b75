// What the page knows. `since` is the newest version seen of the server's run `boot`.
export const S = {
  person: null, chat: null, since: -1, boot: "", data: null, open: null, limit: 200, reply: null, edit: null, file: null,
  drafts: new Map(), before: new Map(), dismissed: new Set(), wall: 0, wallAt: 0, zone: "", below: 0, newest: 0, lastSeen: 0,
  dated: false, arena: null, month: null, step: null, given: null, totals: null, foreign: true, acted: -Infinity,
};
export const MOST = 20 * 1024 * 1024;
export const narrow = matchMedia("(max-width: 759px)");
// A finger alone: whoever has a mouse or keys beside a touch screen sends with Enter.
export const touch = matchMedia("(any-hover: none) and (any-pointer: coarse)");
export const wide = matchMedia("(min-width: 1180px)");
