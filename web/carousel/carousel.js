// Cards beside each other: they are swiped, walked through with the arrow keys, or paged with two buttons where there is a
// mouse. A card opens into a dialog with all that it says. Nothing here knows the messenger: a page hands in what
// happens.

import { t } from '../i18n/index.js';
import { dialog } from '../messenger/view/dialog.js';
import { h, icon, iconButton } from '../messenger/view/dom.js';
import { cardButtons, picture, summary } from './card.js';

const opinions = { like: 'liked', dismiss: 'dismissed' };

/**
 * A carousel.
 * @param {object[]} cards as docs/protocol.md has them
 * @param {{press: (text: string, number: number) => void, tap?: (card: number, kind: string) => void}} does `press` is called with
 *   what a pressed button says and its number; `tap` with what was done with an item: `view`, `like`, `dismiss` or `undo`
 */
export function carousel(cards, does) {
  const row = h('ul', { class: 'cards', tabindex: 0, 'aria-label': t('cards', { count: cards.length }) },
    cards.map((card, index) => cardElement(card, index, cards.length, does)));
  const element = h('div', { class: 'carousel', role: 'group', 'aria-roledescription': t('carousel'), 'aria-label': t('cards', { count: cards.length }) },
    row, arrow('back', row, -1), arrow('next', row, 1));
  followEnds(element, row);
  return element;
}

/** Shows what the person thinks of the cards now, and leaves everything else as it is. */
export function showOpinions(element, cards) {
  const drawn = element.querySelectorAll('.cards > li');
  cards.forEach(({ opinion }, index) => {
    for (const button of drawn[index]?.querySelectorAll('[data-kind]') ?? []) {
      button.setAttribute('aria-pressed', String(opinion === opinions[button.dataset.kind]));
    }
    if (drawn[index]) drawn[index].dataset.opinion = opinion ?? '';
  });
}

function cardElement(card, index, count, does) {
  const open = () => {
    if (card.shows) does.tap?.(index, 'view');
    openCard(card, does.press);
  };
  return h('li', { class: 'carousel-card', dataset: { opinion: card.opinion ?? '' } },
    h('button', { type: 'button', class: 'card-open', 'aria-label': t('cardOf', { number: index + 1, count, title: card.title }), on: { click: open } },
      picture(card), summary(card)),
    card.shows && does.tap && h('div', { class: 'opinions' }, opinionButton(card, index, 'like', does), opinionButton(card, index, 'dismiss', does)),
    cardButtons(card.buttons ?? [], does.press));
}

function opinionButton({ title, opinion }, index, kind, { tap }) {
  const label = t(kind === 'like' ? 'like' : 'dismiss');
  const click = ({ currentTarget }) => tap(index, currentTarget.getAttribute('aria-pressed') === 'true' ? 'undo' : kind);
  return h('button', {
    type: 'button', class: `opinion ${kind}`, dataset: { kind }, 'aria-pressed': String(opinion === opinions[kind]),
    'aria-label': t('opinionOf', { label, title }), on: { click },
  }, icon(kind), label);
}

/** The whole card, for as long as it is open. */
function openCard(card, press) {
  const pressAndClose = (...pressed) => { element.close(); press(...pressed); };
  const element = dialog('card-dialog', card.title,
    picture(card),
    card.price && h('p', { class: 'card-price' }, card.price.now),
    card.description && h('p', { class: 'card-whole' }, card.description),
    cardButtons(card.buttons ?? [], pressAndClose));
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
