// What was said but not yet written down by the server. It survives a reload and is shared by all tabs: each entry has
// its own storage key, so that two tabs never overwrite each other. Sending an entry twice is harmless, because the
// server knows its id.

import { Emitter } from './emitter.js';

const prefix = 'ieum.outbox.';

/** Emits `change`. An entry is `{id, type, conversation, text, picture?, turn?, press?, at, problem?}`; one with a problem waits for a retry. */
export class Outbox extends Emitter {
  #entries = new Map();
  #latest = 0;

  constructor() {
    super();
    this.#load();
    window.addEventListener('storage', ({ key }) => {
      if (key !== null && !key.startsWith(prefix)) return;
      this.#load();
      this.emit('change');
    });
  }

  /** All entries, oldest first. */
  all() {
    return [...this.#entries.values()].sort((a, b) => a.at - b.at);
  }

  has(id) {
    return this.#entries.has(id);
  }

  /** Keeps an event until the server has accepted it. */
  add({ id, type, conversation, text, picture, turn, press }) {
    // Two messages within a millisecond still keep their order.
    this.#latest = Math.max(Date.now(), this.#latest + 1);
    const entry = { id, type, conversation, text, picture, turn, press, at: this.#latest };
    this.#put(entry);
    return entry;
  }

  /** The server would not take it. */
  fail(id, problem) {
    const entry = this.#entries.get(id);
    if (entry) this.#put({ ...entry, problem });
  }

  /** Forgets why it failed, so that it is sent again. */
  clearProblem(id) {
    const { problem, ...entry } = this.#entries.get(id);
    this.#put(entry);
    return entry;
  }

  remove(id) {
    if (!this.#entries.delete(id)) return;
    try {
      localStorage.removeItem(prefix + id);
    } catch {
      // Storage is forbidden: memory was all there was.
    }
    this.emit('change');
  }

  #put(entry) {
    this.#entries.set(entry.id, entry);
    try {
      localStorage.setItem(prefix + entry.id, JSON.stringify(entry));
    } catch {
      // Storage is full or forbidden: the entry lives as long as the page.
    }
    this.emit('change');
  }

  #load() {
    let keys = [];
    try {
      keys = Object.keys(localStorage).filter((key) => key.startsWith(prefix));
    } catch {
      return;
    }
    this.#entries = new Map();
    for (const key of keys) {
      try {
        const entry = JSON.parse(localStorage.getItem(key));
        this.#entries.set(entry.id, entry);
      } catch {
        localStorage.removeItem(key);
      }
    }
  }
}
