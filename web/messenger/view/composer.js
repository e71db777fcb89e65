// Where a message is written or spoken.

import { t } from '../../i18n/index.js';
import { h, icon } from './dom.js';
import { imageOf, photo } from './photo.js';
import { talkBar } from './talk-bar.js';
import { talkButton } from './talk-button.js';

const longestText = 1_000;
const warnBelow = 100;
const draftKey = (conversation) => `ieum.draft.${conversation}`;

/** @returns {{element: HTMLElement, focus: () => void, openChat: () => void}} */
export function composer(app, toNewest) {
  const hint = h('p', { class: 'compose-hint', id: 'compose-hint', role: 'status' });
  const field = h('textarea', { class: 'field', rows: 1, 'aria-label': t('compose'), 'aria-describedby': 'compose-hint', placeholder: t('composeHint'), enterkeyhint: 'send', autocomplete: 'off' });
  const picture = photo({ changed: () => changed(), problem: (problem) => app.tellProblem(problem) });
  let uploading = false;
  const send = h('button', { type: 'submit', class: 'send', 'aria-label': t('send'), title: t('send') }, icon('send'));

  function changed() {
    const length = Array.from(field.value.trim()).length;
    send.disabled = uploading || (length === 0 && !picture.chosen()) || length > longestText;
    field.classList.toggle('too-long', length > longestText);
    field.setAttribute('aria-invalid', String(length > longestText));
    hint.textContent = length > longestText ? t('tooLong', { count: length })
      : length > longestText - warnBelow ? t('charactersLeft', { count: longestText - length }) : '';
    // Grows with its text; style/composer.css caps it.
    field.style.height = 'auto';
    field.style.height = `${field.scrollHeight}px`;
    remember(app.conversation(), field.value);
  }

  async function submit(event) {
    event?.preventDefault();
    if (send.disabled) return;
    const [conversation, text] = [app.conversation(), field.value.trim()];
    const id = picture.chosen() ? await upload() : undefined;
    // What could not be sent stays where it is, to be tried again.
    if (id === null) return;
    if (id) picture.choose(null);
    field.value = '';
    changed();
    toNewest();
    app.touchpoint.say(conversation, text, id ? 'Recognizer.Picture' : undefined, { picture: id });
  }

  async function upload() {
    uploading = true;
    changed();
    const id = await picture.upload();
    uploading = false;
    changed();
    return id;
  }

  function take(event, transfer) {
    const image = imageOf(transfer);
    if (!image) return;
    event.preventDefault();
    picture.choose(image);
  }

  field.addEventListener('input', changed);
  field.addEventListener('keydown', (event) => {
    // Enter that completes a Korean syllable belongs to the input method (Safari tells by the key code).
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    submit(event);
  });

  field.addEventListener('paste', (event) => take(event, event.clipboardData));

  const form = h('form', { class: 'write', on: { submit } }, h('div', { class: 'field-frame' }, picture.input, picture.button, field, send));
  return {
    element: h('footer', { class: 'composer' }, talkBar(app), picture.strip, hint, h('div', { class: 'compose-row' }, form, talkButton(app))),
    focus: () => field.focus(),
    /** Something was dropped on the chat. */
    drop: (event) => take(event, event.dataTransfer),
    openChat() {
      field.value = recall(app.conversation());
      changed();
    },
  };
}

/** A half-written message survives a reload. */
function remember(conversation, text) {
  if (!conversation) return;
  if (text) sessionStorage.setItem(draftKey(conversation), text);
  else sessionStorage.removeItem(draftKey(conversation));
}

function recall(conversation) {
  return conversation ? sessionStorage.getItem(draftKey(conversation)) ?? '' : '';
}
