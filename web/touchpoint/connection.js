// One WebSocket that stays up: it says hello, hands on what comes down, and comes back after a break.

import { Emitter } from './emitter.js';

const firstDelay = 500;
const longestDelay = 20_000;
const helloTimeout = 10_000;

/**
 * Emits `status` (`connecting`, `online` or `offline`), `instruction` ({type, body}) and `audio` (ArrayBuffer).
 * It is `online` once the server has answered the hello.
 */
export class Connection extends Emitter {
  status = 'connecting';
  #url;
  #hello;
  #refused;
  #socket = null;
  #failures = 0;
  #timer = 0;

  /**
   * @param {{url: string, hello: () => object, refused: () => Promise<boolean>}} options `hello` makes the first
   *   message; `refused` finds out, when a socket would not open, whether trying again is pointless.
   */
  constructor({ url, hello, refused }) {
    super();
    this.#url = url;
    this.#hello = hello;
    this.#refused = refused;
    window.addEventListener('online', () => this.retryNow());
    window.addEventListener('offline', () => this.restart());
    document.addEventListener('visibilitychange', () => document.hidden || this.retryNow());
  }

  /** Opens the socket. */
  start() {
    clearTimeout(this.#timer);
    this.#close();
    const socket = new WebSocket(this.#url);
    socket.binaryType = 'arraybuffer';
    this.#socket = socket;
    // A server that accepts but never answers is as good as none.
    this.#timer = setTimeout(() => this.#lost(socket), helloTimeout);
    socket.onopen = () => socket.send(JSON.stringify(this.#hello()));
    socket.onmessage = (message) => this.#receive(message.data);
    socket.onclose = () => this.#lost(socket);
  }

  /** Tries at once instead of waiting for the next attempt. */
  retryNow() {
    if (this.status === 'offline') this.start();
  }

  /** Drops the socket, which seems dead or has to say hello anew, and opens another. */
  restart() {
    if (!this.#socket) return;
    this.#failures = 0;
    this.#lost(this.#socket);
  }

  /** Sends a message if it can go out now. */
  send(message) {
    if (this.status !== 'online') return false;
    this.#socket.send(JSON.stringify(message));
    return true;
  }

  /** Sends samples of the open microphone if they can go out now. */
  sendAudio(samples) {
    if (this.status === 'online') this.#socket.send(samples);
  }

  #receive(data) {
    if (data instanceof ArrayBuffer) return this.emit('audio', data);
    const { type, body } = JSON.parse(data);
    this.emit('instruction', { type, body });
    if (type === 'System.Synchronized') {
      clearTimeout(this.#timer);
      this.#failures = 0;
      this.#become('online');
    }
  }

  #lost(socket) {
    if (socket !== this.#socket) return;
    this.#close();
    this.#become('offline');
    clearTimeout(this.#timer);
    // Jitter keeps a houseful of windows from knocking at the same moment after a restart.
    const delay = Math.min(longestDelay, firstDelay * 2 ** this.#failures) * (0.5 + Math.random() / 2);
    this.#failures += 1;
    this.#timer = setTimeout(() => this.#again(), delay);
  }

  async #again() {
    if (await this.#refused()) return;
    if (this.status === 'offline' && !this.#socket) this.start();
  }

  #close() {
    const socket = this.#socket;
    this.#socket = null;
    if (!socket) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
  }

  #become(status) {
    if (status === this.status) return;
    this.status = status;
    this.emit('status', status);
  }
}
