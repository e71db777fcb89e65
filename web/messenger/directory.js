// The bots that a person may add, and those they have.

import { Emitter } from '../touchpoint/emitter.js';

/** Emits `change`, and `problem` with what the person has to be told. */
export class Directory extends Emitter {
  /** `{id, face?: {name, language, description?, picture?, categories}, partner, added}`; null before they have come. */
  bots = null;
  failed = false;
  /** The bot that is being added or removed. */
  busy = null;

  /** Asks for the list anew; what was known stays until it has come. */
  async load() {
    this.failed = false;
    try {
      const response = await fetch('/v1/directory', { cache: 'no-store' });
      if (!response.ok) throw new Error(`the directory answered ${response.status}`);
      this.bots = (await response.json()).bots.map((bot) => ({ ...bot, name: bot.face?.name ?? bot.id }));
    } catch {
      this.failed = true;
    }
    this.emit('change');
  }

  add(id) {
    return this.#change(id, 'PUT', true);
  }

  remove(id) {
    return this.#change(id, 'DELETE', false);
  }

  /** @returns {Promise<boolean>} whether it was done */
  async #change(id, method, added) {
    if (this.busy !== null) return false;
    this.busy = id;
    this.emit('change');
    let done = false;
    try {
      const response = await fetch(`/v1/me/bots/${encodeURIComponent(id)}`, { method });
      done = response.ok;
      if (done) this.bots = this.bots.map((bot) => (bot.id === id ? { ...bot, added } : bot));
      else this.emit('problem', { message: (await response.json()).message });
    } catch {
      this.emit('problem', { key: 'botFailed' });
    }
    this.busy = null;
    this.emit('change');
    return done;
  }
}

/** The bots whose name, maker, description or categories have all these words. */
export function matching(bots, query) {
  const wanted = plain(query).split(/\s+/).filter(Boolean);
  return bots.filter(({ name, partner, face }) => {
    const said = plain([name, partner, face?.description, ...(face?.categories ?? [])].filter(Boolean).join(' '));
    return wanted.every((word) => said.includes(word) || said.replaceAll(' ', '').includes(word));
  });
}

function plain(text) {
  return text.normalize('NFC').toLowerCase();
}
