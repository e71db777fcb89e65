// Which chat is open, in the address, so that the browser's back button and a reload do what people expect.

import { Emitter } from '../touchpoint/emitter.js';

/** Emits `change`. */
export class Route extends Emitter {
  constructor() {
    super();
    window.addEventListener('hashchange', () => this.emit('change'));
  }

  /** The open conversation's id, or null for the list. */
  get conversation() {
    return /^#\/chats\/([0-9a-f-]{36})$/.exec(location.hash)?.[1] ?? null;
  }

  /** Whether the directory of bots is open. */
  get directory() {
    return location.hash === Route.toDirectory;
  }

  /** The address of the directory. */
  static toDirectory = '#/bots';

  /** The address of a chat. */
  static to(conversation) {
    return `#/chats/${conversation}`;
  }

  /** Opens a chat in place of the present address. */
  replace(conversation) {
    history.replaceState(null, '', Route.to(conversation));
    this.emit('change');
  }

  /** Back to the list. */
  leave() {
    history.pushState(null, '', location.pathname);
    this.emit('change');
  }
}
