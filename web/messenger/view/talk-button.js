// The microphone button: hold it and talk, or press it once to start and once more to finish.

import { t } from '../../i18n/index.js';
import { h, icon } from './dom.js';

export function talkButton(app) {
  const { talk } = app;
  const button = h('button', { type: 'button', class: 'talk', 'aria-describedby': 'talk-hint' }, icon('microphone'));

  button.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    // The finger may slide off; letting go anywhere ends it.
    button.setPointerCapture(event.pointerId);
    talk.press(app.conversation());
  });
  button.addEventListener('pointerup', () => talk.release());
  button.addEventListener('pointercancel', () => talk.release());
  // A key or a screen reader presses without a pointer.
  button.addEventListener('click', (event) => event.detail === 0 && talk.toggle(app.conversation()));
  // A long touch must not open the menu for images and links.
  button.addEventListener('contextmenu', (event) => event.preventDefault());

  function render() {
    const active = talk.state === 'opening' || talk.state === 'listening';
    button.classList.toggle('active', active);
    button.setAttribute('aria-pressed', String(active));
    const label = t(active ? 'talkStop' : 'talk');
    button.setAttribute('aria-label', label);
    button.title = active ? label : t('talkHint');
    if (!active) button.style.setProperty('--level', 0);
  }

  app.listen(talk, 'change', render);
  app.listen(talk, 'level', (level) => button.style.setProperty('--level', loudness(level).toFixed(3)));
  render();
  return h('div', { class: 'talk-frame' }, button, h('span', { class: 'unseen', id: 'talk-hint' }, t('talkHint')));
}

/** A loudness from 0 (room) to 1 (close and clear) as the ear hears it. */
export function loudness(level) {
  const decibels = 20 * Math.log10(Math.max(level, 1e-5));
  return Math.min(1, Math.max(0, (decibels + 52) / 40));
}
