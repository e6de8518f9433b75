// Times come as they stand on the bureau's wall, and are shown so wherever the browser is.
import { S } from "./known.js";
import { language, t } from "./words.js";

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const parts = (stamp) => stamp.slice(0, 16).split(/[-T:]/).map(Number);
// How far the wall is from Greenwich: UTC+8.
export const zoneOf = (stamp) => `UTC${stamp.slice(19).replace(/([+-])0?(\d+):(\d\d)/, (_, sign, hours, minutes) => `${sign}${hours}${minutes === "00" ? "" : `:${minutes}`}`)}`;
const two = (number) => String(number).padStart(2, "0");
export function wall(stamp) {
  const [year, month, day, hour, minute] = parts(stamp);
  return Date.UTC(year, month - 1, day, hour, minute, Number(stamp.slice(17, 19)) || 0);
}
export const clockNow = () => new Date(S.wall + performance.now() - S.wallAt);
export const timeOf = (stamp) => stamp.slice(11, 16);
function weekday(date) {
  const names = t("weekdays");
  return language === "zh" ? `周${names[date.getUTCDay()]}` : names.split(" ")[date.getUTCDay()];
}
// A day in the language of the page, never as the browser writes one: 11月2日, 2 Nov.
// The year is told where it is another one, unless it is asked for or not wanted.
function dateOf(stamp, withYear = null) {
  const [year, month, day] = parts(stamp);
  const told = withYear ?? year !== clockNow().getUTCFullYear();
  if (language === "zh") return `${told ? `${year}年` : ""}${month}月${day}日`;
  return `${day} ${MONTHS[month - 1]}${told ? ` ${year}` : ""}`;
}
export function dayOf(stamp, withYear = null) {
  const [year, month, day] = parts(stamp);
  const name = weekday(new Date(Date.UTC(year, month - 1, day)));
  const date = dateOf(stamp, withYear);
  return language === "zh" ? `${date} ${name}` : `${name} ${date}`;
}
// What the field of the clock takes: year-month-day hour:minute, the same everywhere.
export const written = (stamp) => stamp.slice(0, 16).replace("T", " ");
export function readMoment(text) {
  const found = text.normalize("NFKC").trim().match(/^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?[T\s]+(\d{1,2}):(\d{2})$/);
  if (!found) return "";
  const [year, month, day, hour, minute] = found.slice(1).map(Number);
  const stamp = `${found[1]}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}`;
  const moment = new Date(Date.UTC(year, month - 1, day, hour, minute));
  return year > 0 && !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(stamp) ? stamp : "";
}
export function monthOf(period) {
  const [year, month] = period.split("-").map(Number);
  const told = year !== clockNow().getUTCFullYear();
  return language === "zh" ? `${told ? `${year}年` : ""}${month}月` : `${MONTHS[month - 1]}${told ? ` ${year}` : ""}`;
}
export function shortTime(stamp) {
  const here = clockNow();
  const today = Date.UTC(here.getUTCFullYear(), here.getUTCMonth(), here.getUTCDate());
  const [year, month, day] = parts(stamp);
  const days = Math.round((today - Date.UTC(year, month - 1, day)) / 86400000);
  if (days === 0) return timeOf(stamp);
  return days === 1 ? t("yesterday") : dateOf(stamp);
}
