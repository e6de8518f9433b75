// Every word of the page, in Chinese and in English, comes from words.json; nothing else here is said to people.
const LANGUAGES = ["zh", "en"];
const WORDS = await (await fetch("/page/words.json")).json();
const KEPT = "leitai-language";

// Chinese is for whoever has it among the languages of the browser, or chose it; English for everybody else.
function first() {
  try {
    const kept = localStorage.getItem(KEPT);
    if (LANGUAGES.includes(kept)) return kept;
  } catch {
    // A browser that keeps nothing asks anew each time.
  }
  return navigator.languages.some((one) => one.toLowerCase().startsWith("zh")) ? "zh" : "en";
}
export let language = first();
export const tag = () => (language === "zh" ? "zh-CN" : "en");
export function t(code, values = {}) {
  return WORDS[code][LANGUAGES.indexOf(language)].replace(/\{(\w+)\}/g, (_, name) => values[name]);
}
export const known = (code) => code in WORDS;

// What stands in the page itself: its text, or one of its attributes, by code.
const ATTRIBUTES = { label: "aria-label", tip: "title", hint: "placeholder" };
export function sayPage() {
  document.documentElement.lang = tag();
  for (const node of document.querySelectorAll("[data-say]")) node.textContent = t(node.dataset.say);
  for (const [name, attribute] of Object.entries(ATTRIBUTES)) {
    for (const node of document.querySelectorAll(`[data-${name}]`)) node.setAttribute(attribute, t(node.dataset[name]));
  }
}
export function choose(wanted) {
  language = wanted;
  try {
    localStorage.setItem(KEPT, wanted);
  } catch {
    // As above.
  }
  sayPage();
}
// The language of words that others wrote, for whoever has them read aloud.
export const spokenIn = (text) => (/[\u3400-\u9fff]/.test(text) ? "zh-CN" : "en");
