// The heading of every view of a bot: its name, whether it is live, and the way to its other views.

import { t } from '../../i18n/index.js';
import { h } from '../../messenger/view/dom.js';
import { Route } from '../route.js';
import { badge } from './parts.js';

const sections = { editor: 'consoleEditor', statistics: 'consoleStatistics', deploy: 'consoleDeploy', skills: 'consoleSkills' };

/** @returns {{title: string, element: HTMLElement}} with `content` below the heading */
export function botPage({ partner, section }, bot, { wide = false }, ...content) {
  const title = bot.face?.name ?? bot.id;
  const link = ([name, key]) =>
    h('a', { href: Route.to(partner.slug, 'bots', bot.id, name), 'aria-current': name === section ? 'page' : null }, t(key));
  const element = h('main', { class: wide ? 'page wide' : 'page', id: 'content' },
    h('header', { class: 'bot-head' },
      h('h1', { tabindex: -1 }, title),
      bot.live ? badge(t('consoleLive', { version: bot.live }), 'good') : badge(t('consoleNotLive')),
      h('nav', { class: 'tabs', 'aria-label': title }, Object.entries(sections).map(link))),
    ...content);
  return { title, element };
}
