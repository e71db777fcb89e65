// The names of the bots that answer, asked for when the first is needed.

import { Emitter } from '../touchpoint/emitter.js';

/** Emits `change` when names have come. */
export class Bots extends Emitter {
  #names = new Map();
  /** Asked for already, so that a name that nobody knows is not asked for again and again. */
  #sought = new Set();

  /** What a bot is called; its id as long as that is not known. */
  name(id) {
    if (!this.#names.has(id) && !this.#sought.has(id)) this.#ask(id);
    return this.#names.get(id) ?? id;
  }

  async #ask(id) {
    this.#sought.add(id);
    try {
      const response = await fetch('/v1/bots');
      const { files } = await response.json();
      for (const { bot } of files) if (bot) this.#names.set(bot.id, bot.name);
    } catch {
      // The id has to do.
    }
    if (this.#names.has(id)) this.emit('change');
  }
}
