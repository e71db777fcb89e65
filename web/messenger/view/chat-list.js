// The list of chats: who, the last words, when, and how much is unread.

import { headline } from '../../cards/words.js';
import { shortWhen } from '../../i18n/format.js';
import { localized, t } from '../../i18n/index.js';
import { Route } from '../route.js';
import { h, iconButton, unseen } from './dom.js';
import { avatar } from './log-rows.js';

export function chatList(app, { openSettings, openHelp }) {
  const list = h('ul', { class: 'chats' });

  function render() {
    list.replaceChildren(...[...app.store.chats.values()].map((chat) => h('li', {}, chatLine(app, chat))));
    if (list.children.length === 0) list.append(h('li', { class: 'quiet' }, t('loading')));
  }

  app.listen(app.store, 'chats', render);
  app.listen(app.outbox, 'change', render);
  app.listen(app.route, 'change', render);
  render();
  return h('nav', { class: 'list-pane', 'aria-label': t('chatList') },
    h('header', { class: 'bar' },
      h('h1', { class: 'brand' }, h('img', { src: '/icons/mark.svg', alt: '', width: 34, height: 34 }), t('appName')),
      iconButton('bots', t('bots'), () => { location.hash = Route.toDirectory; }),
      iconButton('help', t('shortcuts'), openHelp, { class: 'only-wide' }),
      iconButton('settings', t('settings'), openSettings)),
    list);
}

function chatLine(app, chat) {
  const { text, when, language } = lastWords(app, chat);
  const count = app.store.unread(chat.id);
  const open = app.conversation() === chat.id;
  return h('a', { class: 'chat-line', href: Route.to(chat.id), 'aria-current': open && 'page', dataset: { conversation: chat.id } },
    avatar(),
    h('span', { class: 'chat-name' }, localized(chat.bot.name)),
    when && h('time', { class: 'chat-time', datetime: when.toISOString() }, shortWhen(when)),
    h('span', { class: 'chat-words', lang: language }, text),
    count > 0 && h('span', { class: 'badge' }, h('span', { 'aria-hidden': 'true' }, count > 99 ? '99+' : String(count)), unseen(t('unread', { count }))));
}

/** The newest thing that was said in a chat, by whom, and when. */
function lastWords(app, { id, turns }) {
  const entry = app.outbox.all().findLast(({ conversation }) => conversation === id);
  if (entry) return { text: t('you', { text: entry.text || t('photo') }), when: new Date(entry.at) };
  const turn = turns.at(-1);
  if (!turn) return { text: t('noMessages'), when: null };
  const when = new Date(turn.answeredAt ?? turn.receivedAt);
  if (turn.status === 'answered') return { text: turn.answer.bubbles.map(headline).find(Boolean) ?? '', when, language: turn.language };
  if (turn.status === 'failed') return { text: localized(turn.problem?.message) || t('answerFailed'), when };
  return { text: t('you', { text: turn.input.text || t('photo') }), when, language: turn.language };
}
