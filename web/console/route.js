// Which view is open, in the path, so that every view has an address and the back button works.

import { Emitter } from '../touchpoint/emitter.js';

const root = '/console';

/** Emits `change`. */
export class Route extends Emitter {
  #open = location.pathname;

  constructor() {
    super();
    // A step to a place within the page (`#content`) is no other view.
    window.addEventListener('popstate', () => this.#open !== location.pathname && this.#changed());
    document.addEventListener('click', (event) => this.#follow(event));
  }

  /** What stands behind `/console` in the address. */
  get parts() {
    return location.pathname.slice(root.length).split('/').filter(Boolean).map(decodeURIComponent);
  }

  /** The address of a view. */
  static to(...parts) {
    return [root, ...parts.map(encodeURIComponent)].join('/');
  }

  go(...parts) {
    history.pushState(null, '', Route.to(...parts));
    this.#changed();
  }

  /** A plain press on a link to another view opens it here, without loading the page again. */
  #follow(event) {
    const link = event.target.closest?.('a[href]');
    const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    const here = link?.origin === location.origin && (link.pathname === root || link.pathname.startsWith(`${root}/`));
    if (!here || !plain || link.target || link.hash || event.defaultPrevented) return;
    event.preventDefault();
    history.pushState(null, '', link.pathname);
    this.#changed();
  }

  #changed() {
    this.#open = location.pathname;
    this.emit('change');
  }
}
