// What rings now, above everything, with one button to stop it.

import { isBlocked } from '../../audio/output.js';
import { upcoming } from '../../i18n/format.js';
import { t } from '../../i18n/index.js';
import { alertName } from './alert-strip.js';
import { h, icon } from './dom.js';

export function ringBanner(app) {
  const banner = h('div', { class: 'ring-banner', role: 'alert', hidden: true });
  let shown = '';

  function render() {
    const ringing = app.store.alerts.filter(({ state }) => state === 'ringing');
    // The same words again would be announced again.
    const signature = JSON.stringify([ringing, ringing.length > 0 && isBlocked()]);
    if (signature === shown) return;
    shown = signature;
    banner.hidden = ringing.length === 0;
    banner.replaceChildren(...ringing.map((alert) => ringingAlert(alert, () => app.touchpoint.stopAlert(alert.id))));
  }

  app.listen(app.store, 'alerts', render);
  app.listen(app.visibility, 'unlocked', render);
  render();
  return banner;
}

function ringingAlert(alert, stop) {
  return h('div', { class: 'ringing', dataset: { alert: alert.id } },
    h('span', { class: 'bell' }, icon('alarm')),
    h('div', { class: 'ringing-words' },
      h('p', { class: 'ringing-title' }, t(alert.kind === 'timer' ? 'timerRings' : 'alarmRings')),
      h('p', {}, `${alertName(alert)} · ${upcoming(new Date(alert.due))}`),
      isBlocked() && h('p', {}, t('ringBlocked'))),
    h('button', { type: 'button', class: 'button warm', on: { click: stop } }, t('stopAlert')));
}
