// The whole page, put together from its views.

import { t } from '../../i18n/index.js';
import { chatList } from './chat-list.js';
import { chatPane } from './chat.js';
import { connectionBanner } from './connection-banner.js';
import { directoryPane } from './directory.js';
import { h } from './dom.js';
import { ringBanner } from './ring-banner.js';
import { settingsDialog } from './settings.js';
import { shortcutsDialog } from './shortcuts-help.js';
import { toast } from './toast.js';

/** @returns {{elements: HTMLElement[], chat, notice: (problem) => void, openHelp: () => void, settings: HTMLDialogElement}} */
export function appFrame(app) {
  const settings = settingsDialog(app);
  const shortcuts = shortcutsDialog();
  const openHelp = () => shortcuts.showModal();
  const chat = chatPane(app);
  const notices = toast(app);
  const list = chatList(app, { openSettings: () => settings.showModal(), openHelp });
  const skip = h('a', { class: 'skip', href: '#chat', on: { click: (event) => { event.preventDefault(); chat.write(); } } }, t('skipToChat'));
  return {
    elements: [
      skip,
      h('div', { class: 'notices' }, ringBanner(app), connectionBanner(app), notices.element),
      h('div', { class: 'panes' }, list, chat.element, directoryPane(app).element),
      settings,
      shortcuts,
    ],
    chat,
    notice: notices.show,
    openHelp,
    settings,
  };
}
