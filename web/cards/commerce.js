// A commerce card: something to choose or to buy. One that shows an item of a catalogue can be liked.

import { t } from '../i18n/index.js';
import { h, icon, unseen } from '../messenger/view/dom.js';
import { opener } from './opener.js';
import { smallPicture, thumbnail } from './picture.js';

const opinions = { like: 'liked', dismiss: 'dismissed' };

/** What stands above the buttons. `open` shows the whole card, where it is one of many. */
export function commerce(card, does, open, place = 0) {
  const { thumbnail: picture, title, description, price, profile, shows } = card;
  return [
    ...opener({ picture, open },
      thumbnail(picture, title),
      h('span', { class: 'card-summary' },
        profile && profileLine(profile),
        title && h('strong', { class: 'card-title' }, title),
        price && priceLine(price),
        description && h('span', { class: 'card-text' }, description))),
    shows && does.tap && h('div', { class: 'opinions' }, opinionButton(card, 'like', does, place), opinionButton(card, 'dismiss', does, place)),
  ];
}

/** Who offers it, with a face. */
export function profileLine({ name, image }) {
  return h('span', { class: 'card-profile' }, smallPicture(image, name, 'face'), h('span', {}, name));
}

function priceLine({ now, before, discount }) {
  return h('span', { class: 'card-price' },
    discount && h('span', { class: 'discount' }, unseen(t('priceDiscount')), discount),
    h('span', { class: 'now' }, now),
    before && h('s', {}, unseen(t('priceBefore')), before));
}

function opinionButton({ title, opinion }, kind, { tap }, place) {
  const label = t(kind === 'like' ? 'like' : 'dismiss');
  const click = ({ currentTarget }) => tap(place, currentTarget.getAttribute('aria-pressed') === 'true' ? 'undo' : kind);
  return h('button', {
    type: 'button', class: `opinion ${kind}`, dataset: { kind }, 'aria-pressed': String(opinion === opinions[kind]),
    'aria-label': t('opinionOf', { label, title }), on: { click },
  }, icon(kind), label);
}

/** Shows what the person thinks of the cards of a component now, and leaves everything else as it is. */
export function showOpinions(element, { cards, opinion }) {
  const drawn = element.matches('.card') ? [element] : element.querySelectorAll('.card');
  (cards ?? [{ opinion }]).forEach(({ opinion: thought }, index) => {
    for (const button of drawn[index]?.querySelectorAll('[data-kind]') ?? []) {
      button.setAttribute('aria-pressed', String(thought === opinions[button.dataset.kind]));
    }
    if (drawn[index]) drawn[index].dataset.opinion = thought ?? '';
  });
}
