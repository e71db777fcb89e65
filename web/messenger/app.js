// What the views share: the parts of the messenger, and listeners that end when the page is drawn anew in another
// language.

import { Emitter } from '../touchpoint/emitter.js';

export class App {
  /** Emits `change` when the page is shown or hidden, and `unlocked` when sound may be heard. */
  visibility = new Emitter();
  /** Emits `problem` with what the person has to be told: `{key}` or `{message}`. */
  problems = new Emitter();
  #disposers = [];

  /** @param parts `{store, directory, outbox, connection, touchpoint, talk, player, settings, route}` */
  constructor(parts) {
    Object.assign(this, parts);
    for (const event of ['visibilitychange', 'focus']) window.addEventListener(event, () => this.visibility.emit('change'), { capture: true });
  }

  /** The open conversation, or null. */
  conversation() {
    return this.store.chats.has(this.route.conversation) ? this.route.conversation : null;
  }

  /** Whether the person can see the open chat now. */
  chatIsVisible() {
    return this.conversation() !== null && document.visibilityState === 'visible';
  }

  /** Cuts the voice off. Returns whether there was one. */
  stopVoice() {
    const turn = this.player.stop();
    if (turn) this.touchpoint.tell('Synthesizer.Stopped', { turn });
    return turn !== null;
  }

  tellProblem(problem) {
    this.problems.emit('problem', problem);
  }

  /** Listens for a view, until the views are disposed of. */
  listen(emitter, topic, listener) {
    this.onDispose(emitter.on(topic, listener));
  }

  onDispose(dispose) {
    this.#disposers.push(dispose);
  }

  /** Ends everything the views have begun. */
  disposeViews() {
    for (const dispose of this.#disposers.splice(0)) dispose();
  }
}
