// One component of an answer, as docs/protocol.md has it. Everything in it comes from outside, so it only ever becomes
// text; what is wrong, or newer than this page, still shows the words it has.

import { t } from '../i18n/index.js';
import { card } from './card.js';
import { carousel } from './carousel.js';
import { imageBubble } from './image.js';
import { foldedText, textBubble } from './text.js';
import { words } from './words.js';

const drawings = { text: foldedText, image: imageBubble, card, carousel };

/**
 * The element of a component. What happens is handed in, so that nothing here knows the page:
 * @param {object} content
 * @param {{press: (text: string, number: number) => void, tap?: (card: number, kind: string) => void, tell?: (key: string) => void}} does
 *   `press` is called with what a pressed thing says and its number; `tap` with what was done with an item of a catalogue
 *   (`view`, `like`, `dismiss` or `undo`); `tell` with a string's key of `i18n/` that the person should read
 */
export function component(content, does) {
  try {
    const drawn = drawings[content.type]?.(content, does);
    if (drawn) return drawn;
  } catch (error) {
    console.error('a component cannot be drawn', error);
  }
  return textBubble(words(content) || t('notDrawn'));
}

/** Whether it takes the whole line, so that the time stands beneath it. */
export function isWide(content) {
  return content?.type === 'card' || content?.type === 'carousel';
}
