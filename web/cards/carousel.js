// Cards beside each other: they are swiped, walked through with the arrow keys, or paged with two buttons where there is a
// mouse. A card of which not all fits opens into a dialog.

import { t } from '../i18n/index.js';
import { dialog } from '../messenger/view/dialog.js';
import { h, iconButton } from '../messenger/view/dom.js';
import { parts } from './card.js';
import { smallPicture } from './picture.js';
import { title } from './words.js';

/** A carousel, with its header before the first card. */
export function carousel({ header, cards }, does) {
  const row = h('ul', { class: 'cards', tabindex: 0, 'aria-label': t('cards', { count: cards.length }) },
    header && head(header),
    cards.map((card, index) => cardElement(card, index, cards.length, does)));
  const element = h('div', { class: 'carousel', role: 'group', 'aria-roledescription': t('carousel'), 'aria-label': t('cards', { count: cards.length }) },
    row, arrow('back', row, -1), arrow('next', row, 1));
  followEnds(element, row);
  return element;
}

function head({ title: name, description, image }) {
  return h('li', { class: 'carousel-head' },
    image && smallPicture(image, name, 'head-picture'),
    h('strong', { class: 'head-title' }, name), description && h('span', { class: 'head-text' }, description));
}

function cardElement(card, index, count, does) {
  const name = title(card);
  const open = {
    label: t('cardOf', { number: index + 1, count, title: name }),
    click() {
      if (card.shows) does.tap?.(index, 'view');
      openCard(card, name, does);
    },
  };
  return h('li', { class: 'card carousel-card', dataset: { kind: card.kind, opinion: card.opinion ?? '' } },
    parts(card, does, open, index));
}

/** The whole card, for as long as it is open. */
function openCard(card, name, does) {
  const press = (...pressed) => { element.close(); does.press(...pressed); };
  // What is thought of it is told beside the others.
  const element = dialog('card-dialog', name, h('div', { class: 'card', dataset: { kind: card.kind } }, parts(card, { press, tell: does.tell })));
  element.addEventListener('close', () => element.remove());
  document.body.append(element);
  element.showModal();
}

function arrow(name, row, way) {
  const turn = () => row.scrollBy({ left: way * Math.max(row.clientWidth * 0.8, 1), behavior: 'smooth' });
  return iconButton(name, t(way < 0 ? 'cardsBefore' : 'cardsAfter'), turn, { class: `carousel-arrow ${name}`, hidden: true });
}

/** An arrow is there only while there is something in its way. */
function followEnds(element, row) {
  const [back, next] = element.querySelectorAll('.carousel-arrow');
  const look = () => {
    const rest = row.scrollWidth - row.clientWidth;
    back.hidden = row.scrollLeft < 4;
    next.hidden = row.scrollLeft > rest - 4;
  };
  row.addEventListener('scroll', look, { passive: true });
  new ResizeObserver(look).observe(row);
}
