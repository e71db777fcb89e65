// The directory: find a bot, see what it is, add it, talk to it, remove it.

import { smallPicture } from '../../cards/picture.js';
import { t } from '../../i18n/index.js';
import { matching } from '../directory.js';
import { Route } from '../route.js';
import { h, icon, iconButton, reconcile } from './dom.js';

/** @returns {{element: HTMLElement}} */
export function directoryPane(app) {
  const { directory, route } = app;
  const field = h('input', { type: 'search', class: 'find', 'aria-label': t('botFind'), placeholder: t('botFind'), autocomplete: 'off', enterkeyhint: 'search' });
  const told = h('p', { class: 'unseen', role: 'status' });
  const lists = { mine: section(t('botsMine')), others: section(t('botsOthers')) };
  const quiet = h('div', { class: 'quiet directory-quiet' });

  function render() {
    const found = matching(directory.bots ?? [], field.value);
    fill(lists.mine, found.filter((bot) => bot.added));
    fill(lists.others, found.filter((bot) => !bot.added));
    lists.others.heading.hidden = lists.mine.element.hidden;
    quiet.replaceChildren(...nothing(found));
    quiet.hidden = found.length > 0;
  }

  function fill({ element, list }, bots) {
    element.hidden = bots.length === 0;
    reconcile(list, bots.map((bot) => ({
      key: bot.id, signature: JSON.stringify([bot, directory.busy === bot.id]), build: () => line(bot),
    })));
  }

  /** What is said where there is nothing to see. */
  function nothing(found) {
    if (directory.failed && directory.bots === null) {
      return [h('p', {}, t('botsFailed')), h('button', { type: 'button', class: 'button', on: { click: () => directory.load() } }, icon('retry'), t('tryAgain'))];
    }
    if (directory.bots === null) return [h('p', {}, t('loading'))];
    if (directory.bots.length === 0) return [h('p', {}, t('botsNone')), h('p', { class: 'hint' }, t('botsNoneHint'))];
    return found.length === 0 ? [h('p', {}, t('botsNotFound', { query: field.value.trim() }))] : [];
  }

  function line(bot) {
    const { id, name, face, partner, added } = bot;
    const busy = directory.busy === id;
    const button = (key, style, click) =>
      h('button', { type: 'button', class: `button ${style}`, disabled: busy, 'aria-label': t('botDo', { what: t(key), name }), on: { click } }, t(key));
    return h('li', { class: 'bot', lang: face?.language, dataset: { bot: id, added } },
      smallPicture(face?.picture, name, 'bot-picture'),
      h('div', { class: 'bot-words' },
        h('h4', {}, name), h('p', { class: 'bot-partner' }, partner),
        face?.description && h('p', { class: 'bot-description' }, face.description),
        face?.categories?.length > 0 && h('ul', { class: 'bot-categories' }, face.categories.map((category) => h('li', {}, category)))),
      h('div', { class: 'bot-buttons' }, added
        ? [button('botTalk', 'primary', () => talk(bot)), button('botRemove', 'plain', () => change(bot, 'remove'))]
        : button('botAdd', 'primary', () => change(bot, 'add'))));
  }

  async function change(bot, way) {
    if (!(await directory[way](bot.id))) return;
    told.textContent = t(way === 'add' ? 'botAdded' : 'botRemoved', { name: bot.name });
    // The line has moved to the other list: whoever works without a mouse goes on from there.
    element.querySelector(`[data-bot="${CSS.escape(bot.id)}"] button`)?.focus();
  }

  /** Calls it by its name, in the chat: it answers with its welcome. */
  function talk({ name }) {
    const [conversation] = app.store.chats.keys();
    if (!conversation) return;
    location.hash = Route.to(conversation);
    app.touchpoint.say(conversation, t('botCall', { name }));
  }

  field.addEventListener('input', render);
  app.listen(directory, 'change', render);
  app.listen(route, 'change', () => route.directory && directory.load());
  if (route.directory) directory.load();
  const element = h('main', { class: 'directory-pane' },
    h('header', { class: 'bar' }, iconButton('back', t('back'), () => route.leave()), h('h2', { class: 'chat-title' }, t('bots'))),
    h('div', { class: 'directory-content' }, h('div', { class: 'find-frame' }, icon('find'), field), told, quiet, lists.mine.element, lists.others.element));
  render();
  return { element };
}

function section(title) {
  const heading = h('h3', {}, title);
  const list = h('ul', { class: 'bots' });
  return { heading, list, element: h('section', {}, heading, list) };
}
