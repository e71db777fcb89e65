// Something that changes and tells whoever listens.

export class Emitter {
  #listeners = new Map();

  /** Calls `listener` on every `topic`; the returned function ends that. */
  on(topic, listener) {
    const listeners = this.#listeners.get(topic) ?? new Set();
    this.#listeners.set(topic, listeners.add(listener));
    return () => listeners.delete(listener);
  }

  emit(topic, detail) {
    for (const listener of [...(this.#listeners.get(topic) ?? [])]) listener(detail);
  }
}
