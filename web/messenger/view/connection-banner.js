// Says that the connection is lost, and that it has come back. Short breaks are not worth a word.

import { t } from '../../i18n/index.js';
import { h } from './dom.js';

const quietFor = 700;
const goodNewsFor = 2_000;

export function connectionBanner(app) {
  const words = h('span');
  const now = h('button', { type: 'button', class: 'button plain', on: { click: () => app.connection.retryNow() } }, t('connectNow'));
  const banner = h('div', { class: 'connection-banner', role: 'status', hidden: true }, words, now);
  let timer = 0;

  function show(key, state) {
    words.textContent = t(key);
    banner.dataset.state = state;
    now.hidden = state !== 'offline';
    banner.hidden = false;
  }

  function render() {
    clearTimeout(timer);
    if (app.connection.status === 'offline') {
      timer = setTimeout(() => show(navigator.onLine ? 'disconnected' : 'noNetwork', 'offline'), banner.hidden ? quietFor : 0);
    } else if (app.connection.status === 'online' && !banner.hidden) {
      show('reconnected', 'online');
      timer = setTimeout(() => { banner.hidden = true; }, goodNewsFor);
    }
  }

  app.listen(app.connection, 'status', render);
  app.onDispose(() => clearTimeout(timer));
  render();
  return banner;
}
