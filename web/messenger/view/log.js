// The scrolling part of a chat: its log, older pages above, the words being spoken below, and the way to the newest.

import { t } from '../../i18n/index.js';
import { loadOlder } from '../history.js';
import { h, icon, reconcile } from './dom.js';
import { emptyChat } from './empty-chat.js';
import { logRows } from './log-rows.js';

// Closer to an edge than this counts as being there (pixels).
const nearEdge = 80;

/** @returns {{element: HTMLElement, toNewest: () => void, openChat: () => void}} */
export function messageLog(app) {
  const list = h('ol', { class: 'log', role: 'log', 'aria-live': 'polite', 'aria-relevant': 'additions', 'aria-label': t('messages') });
  const older = h('button', { type: 'button', class: 'button plain older', on: { click: () => loadPage() } });
  const empty = h('div');
  // Words that still change would be announced over and over: the final text comes in the log.
  const live = h('div', { class: 'message mine live', 'aria-hidden': 'true', hidden: true });
  const content = h('div', { class: 'log-content' }, older, empty, list, live);
  const scroller = h('div', { class: 'scroller', tabindex: 0, role: 'region', 'aria-label': t('messages') }, content);
  const newest = h('button', { type: 'button', class: 'newest', hidden: true, 'aria-label': t('newest'), title: t('newest'), on: { click: () => toNewest() } }, icon('down'));
  let loading = false;
  let failed = false;
  let follows = true;

  const actions = {
    press: (text, pressed) => { toNewest(); app.touchpoint.say(app.conversation(), text, 'Button.Pressed', pressed); },
    tap: (tapped) => app.touchpoint.tell('Item.Tapped', tapped),
    tell: (key) => app.tellProblem({ key }),
    retry: (id) => app.touchpoint.retry(id),
    discard: (id) => app.touchpoint.discard(id),
  };

  function render() {
    const chat = app.store.chats.get(app.conversation());
    if (!chat) return;
    const entries = app.outbox.all().filter(({ id, conversation }) =>
      conversation === chat.id && !chat.turns.some((turn) => turn.event === id));
    reconcile(list, logRows({ chat, entries, online: app.connection.status === 'online', actions }));
    const isEmpty = chat.turns.length === 0 && entries.length === 0 && app.talk.state === 'idle';
    empty.replaceChildren(...(isEmpty ? [emptyChat(app.store.suggestions, (text) => app.touchpoint.say(chat.id, text))] : []));
    renderOlder(chat);
    settle();
  }

  function renderOlder(chat) {
    older.hidden = !chat.moreBefore;
    older.disabled = loading;
    older.textContent = t(loading ? 'loadingOlder' : failed ? 'olderFailed' : 'older');
  }

  function renderLive() {
    const { state, text, stable } = app.talk;
    const characters = Array.from(text);
    live.hidden = state === 'idle' || state === 'opening';
    const words = characters.length
      ? [h('span', { class: 'stable' }, characters.slice(0, stable).join('')), h('span', { class: 'loose' }, characters.slice(stable).join(''))]
      : [h('span', { class: 'waiting-words' }, h('i'), h('i'), h('i'))];
    live.replaceChildren(h('div', { class: 'line' }, h('div', { class: 'bubble' }, h('p', {}, ...words))));
    if (!live.hidden) empty.replaceChildren();
    settle();
  }

  /** Stays at the newest message when that is where the person is; marks it as read when they can see it. */
  function settle() {
    if (follows) scroller.scrollTop = scroller.scrollHeight;
    newest.classList.toggle('unread', !follows && app.store.unread(app.conversation()) > 0);
    markRead();
  }

  function markRead() {
    if (follows && app.chatIsVisible()) app.store.markRead(app.conversation());
  }

  function toNewest() {
    follows = true;
    scroller.scrollTop = scroller.scrollHeight;
  }

  async function loadPage() {
    const chat = app.store.chats.get(app.conversation());
    if (loading || !chat?.moreBefore) return;
    loading = true;
    failed = false;
    renderOlder(chat);
    const fromBottom = scroller.scrollHeight - scroller.scrollTop;
    // Old messages are not news.
    list.setAttribute('aria-live', 'off');
    try {
      await loadOlder(app.store, chat.id);
    } catch {
      failed = true;
    }
    loading = false;
    render();
    scroller.scrollTop = scroller.scrollHeight - fromBottom;
    requestAnimationFrame(() => list.setAttribute('aria-live', 'polite'));
  }

  scroller.addEventListener('scroll', () => {
    const below = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight;
    follows = below < nearEdge;
    newest.hidden = below < scroller.clientHeight / 2;
    if (follows) markRead();
    if (scroller.scrollTop < nearEdge && !failed) loadPage();
  }, { passive: true });
  // The keyboard of a phone, a growing text field or a rotated screen change the room there is.
  const resize = new ResizeObserver(() => follows && (scroller.scrollTop = scroller.scrollHeight));
  resize.observe(scroller);
  app.onDispose(() => resize.disconnect());

  app.listen(app.store, 'turns', (id) => id === app.conversation() && render());
  app.listen(app.outbox, 'change', render);
  app.listen(app.connection, 'status', render);
  app.listen(app.talk, 'change', () => { if (app.talk.state === 'listening') follows = true; renderLive(); });

  return {
    element: h('div', { class: 'log-frame' }, scroller, newest),
    toNewest,
    openChat() { follows = true; failed = false; render(); renderLive(); },
    markRead,
  };
}
