// The words of the interface. A string may be a function of its values, so that each language can inflect.

import ko from './ko.js';
import en from './en.js';

const languages = { ko, en };
let current = 'ko';

/** The languages a person can choose, each named in itself. */
export const languageNames = { ko: '한국어', en: 'English' };

/** The language the browser asks for: English only when it comes before any Korean, Korean otherwise. */
export function browserLanguage() {
  const wanted = navigator.languages.map((tag) => tag.slice(0, 2).toLowerCase());
  return wanted.find((code) => code in languages) ?? (wanted.length ? 'en' : 'ko');
}

/** Chooses the language of `t` and of the page. */
export function setLanguage(code) {
  current = code in languages ? code : 'ko';
  document.documentElement.lang = current;
}

/** The language in use: `ko` or `en`. */
export function language() {
  return current;
}

/** Adds the words of a page that has more than the messenger: the same keys in each language. */
export function addWords(more) {
  for (const code of Object.keys(languages)) Object.assign(languages[code], more[code]);
}

/** The string `key` in the chosen language, with its values filled in. */
export function t(key, values) {
  const found = languages[current][key];
  if (found === undefined) throw new Error(`no string "${key}" in ${current}`);
  return typeof found === 'function' ? found(values) : found;
}

/** The chosen language's side of something the server says in both, such as an error or a bot's name. */
export function localized(both) {
  return both?.[current] ?? both?.ko ?? '';
}
