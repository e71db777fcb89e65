// One open chat: its head, the alerts, the log and the composer.

import { localized, t } from '../../i18n/index.js';
import { alertStrip } from './alert-strip.js';
import { composer } from './composer.js';
import { h, icon, iconButton } from './dom.js';
import { messageLog } from './log.js';
import { avatar } from './log-rows.js';

/** @returns {{element: HTMLElement, toNewest: () => void, write: () => void}} */
export function chatPane(app) {
  const name = h('h2', { class: 'chat-title' });
  const voice = h('button', { type: 'button', class: 'button voice', hidden: true, on: { click: () => app.stopVoice() } },
    h('span', { class: 'waves', 'aria-hidden': 'true' }, h('i'), h('i'), h('i')), t('stopVoice'), icon('stop'));
  const log = messageLog(app);
  const input = composer(app, log.toNewest);
  const chat = h('div', { class: 'chat' },
    h('header', { class: 'bar' },
      iconButton('back', t('back'), () => app.route.leave(), { class: 'only-narrow' }), avatar(), name, voice),
    alertStrip(app), log.element, input.element);
  chat.addEventListener('dragover', (event) => event.preventDefault());
  chat.addEventListener('drop', input.drop);
  const nothing = h('p', { class: 'quiet centred' });

  function render() {
    const open = app.store.chats.get(app.conversation());
    chat.hidden = !open;
    nothing.hidden = Boolean(open);
    nothing.textContent = t(app.store.person ? 'chooseChat' : 'loading');
    if (open) name.textContent = localized(open.bot.name);
  }
  function openChat() {
    render();
    log.openChat();
    input.openChat();
  }

  app.listen(app.store, 'person', openChat);
  app.listen(app.route, 'change', openChat);
  app.listen(app.player, 'change', () => { voice.hidden = app.player.turn === null; });
  app.listen(app.visibility, 'change', log.markRead);
  voice.hidden = app.player.turn === null;
  openChat();
  return { element: h('main', { class: 'chat-pane', id: 'chat' }, chat, nothing), toNewest: log.toNewest, write: input.focus };
}
