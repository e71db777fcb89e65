// What can be pressed in a card.

import { t } from '../i18n/index.js';
import { h, icon } from '../messenger/view/dom.js';
import { page, telephone } from './links.js';
import { share } from './share.js';

const icons = { webLink: 'link', phone: 'phone', share: 'share', operator: 'person' };

/** The buttons beneath a card, or nothing. */
export function cardButtons(card, does) {
  const drawn = (card.buttons ?? []).map((button) =>
    actor(button, button.label, card, does, { class: 'card-button' }, h('span', {}, button.label), icons[button.action] && icon(icons[button.action])));
  const some = drawn.filter(Boolean);
  return some.length === 0 ? null : h('div', { class: 'card-buttons', dataset: { layout: card.layout ?? 'vertical' } }, some);
}

/**
 * The element that does what a button or a line of a list says, with these properties and children; null where nothing can
 * be done.
 */
export function actor({ action, message, url, number, press }, label, card, does, properties, ...children) {
  const button = (click) => h('button', { type: 'button', ...properties, on: { click } }, ...children);
  const link = (href, more) => href && h('a', { ...properties, href, ...more }, ...children);
  switch (action) {
    case 'webLink': return link(page(url), { target: '_blank', rel: 'noopener noreferrer' });
    case 'phone': return link(telephone(number), { title: t('call', { number }) });
    case 'share': return button(() => share(card, does.tell));
    case 'operator': return button(() => does.press(label, press));
    // What is newer than this page is pressed if it says something.
    default: return action && (message || action === 'message') ? button(() => does.press(message || label, press)) : null;
  }
}
