// What the person chose for this browser; shared by its tabs.

import { Emitter } from '../touchpoint/emitter.js';
import { browserLanguage } from '../i18n/index.js';

const storageKey = 'ieum.settings';

/** Emits `change` with the name of the setting. */
export class Settings extends Emitter {
  #values = { language: browserLanguage(), theme: 'system', readAloud: false, muted: false, keys: true };

  constructor() {
    super();
    this.#load();
    window.addEventListener('storage', ({ key }) => {
      if (key !== storageKey) return;
      const before = { ...this.#values };
      this.#load();
      for (const name of Object.keys(before)) if (before[name] !== this.#values[name]) this.emit('change', name);
    });
  }

  /** The value of `language`, `theme` (`system`, `light`, `dark`), `readAloud`, `muted` or `keys`. */
  get(name) {
    return this.#values[name];
  }

  set(name, value) {
    if (this.#values[name] === value) return;
    this.#values[name] = value;
    try {
      localStorage.setItem(storageKey, JSON.stringify(this.#values));
    } catch {
      // No storage: the choice lasts as long as the page.
    }
    this.emit('change', name);
  }

  #load() {
    try {
      this.#values = { ...this.#values, ...JSON.parse(localStorage.getItem(storageKey)) };
    } catch {
      // Nothing readable is stored: the defaults stand.
    }
  }
}

/** Draws the page in the chosen theme; without a choice the system's decides. */
export function applyTheme(theme) {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}
