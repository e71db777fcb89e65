// The timers and alarms that wait, with a live countdown and a way to take each back.

import { countdown, upcoming, weekdays } from '../../i18n/format.js';
import { t } from '../../i18n/index.js';
import { h, icon, iconButton } from './dom.js';

export function alertStrip(app) {
  const strip = h('ul', { class: 'alerts' });
  const section = h('section', { class: 'alert-strip', 'aria-label': t('alerts'), hidden: true }, strip);

  function render() {
    const pending = app.store.alerts.filter(({ state }) => state === 'pending');
    section.hidden = pending.length === 0;
    strip.replaceChildren(...pending.map((alert) => pendingAlert(alert, () => app.touchpoint.stopAlert(alert.id))));
    tick();
  }

  function tick() {
    for (const place of strip.querySelectorAll('[data-due]')) {
      place.textContent = countdown(Date.parse(place.dataset.due) - Date.now());
    }
  }

  const timer = setInterval(tick, 500);
  app.onDispose(() => clearInterval(timer));
  app.listen(app.store, 'alerts', render);
  render();
  return section;
}

/** What an alert is called: its label, or its kind. */
export function alertName({ label, kind }) {
  return label || t(kind);
}

function pendingAlert(alert, cancel) {
  const { id, kind, due, repeat } = alert;
  const name = alertName(alert);
  const when = kind === 'timer'
    ? h('time', { class: 'alert-time', datetime: due, dataset: { due }, role: 'timer', 'aria-live': 'off' })
    : h('time', { class: 'alert-time', datetime: due }, alarmTime(new Date(due), repeat));
  return h('li', { class: 'alert', dataset: { alert: id } },
    icon(kind), h('span', { class: 'alert-name' }, name), when,
    iconButton('close', t('cancelAlert', { name }), cancel));
}

function alarmTime(due, repeat) {
  const days = repeat?.weekly;
  if (!days?.length) return upcoming(due);
  return `${upcoming(due)} · ${days.length === 7 ? t('everyDay') : t('everyWeek', { days: weekdays(days) })}`;
}
