// The texts of a bot while they are written. They are saved by themselves a moment after the last key; whoever else has
// saved meanwhile is not overwritten unless one says so.

import { Emitter } from '../touchpoint/emitter.js';
import { call, of } from './api.js';

const pause = 700;

/** Emits `change` whenever its `state` (`saved`, `unsaved`, `saving`, `conflict`, `failed`) or its `fault` may be another. */
export class Draft extends Emitter {
  #timer = 0;
  #saving = null;

  constructor(partner, bot, { source, revision, fault }) {
    super();
    Object.assign(this, { partner, bot, source, revision, fault: fault ?? null, state: 'saved', error: null });
  }

  /** The names of its files: `bot`, `tests`, `dialogues`, and `knowledge.NAME` of each file of knowledge. */
  get files() {
    return ['bot', 'tests', 'dialogues', ...Object.keys(this.source.knowledge).map((name) => `knowledge.${name}`)];
  }

  /** The file that the fault is in. */
  get faultyFile() {
    return this.files.slice(1).find((file) => this.fault?.field === file) ?? 'bot';
  }

  text(file) {
    const name = knowledgeName(file);
    return (name === null ? this.source[file] : this.source.knowledge[name]) ?? '';
  }

  write(file, text) {
    const name = knowledgeName(file);
    if (name === null) this.source[file] = text;
    else this.source.knowledge[name] = text;
    this.#unsaved();
  }

  removeKnowledge(file) {
    delete this.source.knowledge[knowledgeName(file)];
    this.#unsaved();
  }

  /** Saves what is unsaved; resolves when the server has it, or when it is known that it does not take it. */
  async flush() {
    clearTimeout(this.#timer);
    if (this.#saving) await this.#saving;
    if (this.state === 'unsaved' || this.state === 'failed') await this.#save(`"${this.revision}"`);
  }

  /** Saves over what somebody else has saved meanwhile. */
  async overwrite() {
    await this.#save('*');
  }

  #unsaved() {
    clearTimeout(this.#timer);
    if (this.state === 'conflict') return;
    this.#become('unsaved');
    this.#timer = setTimeout(() => this.flush(), pause);
  }

  #save(seen) {
    this.#saving = this.#send(seen).finally(() => { this.#saving = null; });
    return this.#saving;
  }

  async #send(seen) {
    this.#become('saving');
    try {
      const body = { source: this.source, keepWrong: true };
      const { revision, fault } = await call('PUT', of(this.partner, 'bots', this.bot, 'draft'), body, { 'if-match': seen });
      this.revision = revision;
      this.fault = fault ?? null;
      // Whoever went on writing meanwhile has something unsaved again.
      if (this.state === 'saving') this.#become('saved');
      else this.emit('change');
    } catch (error) {
      this.error = error;
      this.#become(error.code === 'draft_changed' ? 'conflict' : 'failed');
    }
  }

  #become(state) {
    this.state = state;
    this.emit('change');
  }
}

/** The name of a file of knowledge; null of the others. */
function knowledgeName(file) {
  return file.startsWith('knowledge.') ? file.slice('knowledge.'.length) : null;
}
