// A conversation as the rows of its log: days, what was said, what was answered, and what still waits to be sent.

import { showOpinions } from '../../cards/commerce.js';
import { component, isWide } from '../../cards/component.js';
import { placeholder } from '../../cards/picture.js';
import { textBubble } from '../../cards/text.js';
import { clockTime, dayKey, fullDay } from '../../i18n/format.js';
import { localized, t } from '../../i18n/index.js';
import { h, icon, unseen } from './dom.js';
import { sentPhoto } from './photo.js';

/**
 * The rows of a chat for `reconcile`.
 * @param {{chat, entries, online, actions}} view `entries` are the outbox's for this chat;
 *   `actions` has `press(text, {turn, press})`, `tap({turn, bubble, card, kind})`, `tell(key)`, `retry(id)` and `discard(id)`.
 */
export function logRows({ chat, entries, online, actions }) {
  const rows = [];
  let day = '';
  const openDay = (date) => {
    if (dayKey(date) === day) return;
    day = dayKey(date);
    const words = fullDay(date);
    rows.push(row(`day ${day}`, [words], () => dayRow(words)));
  };
  for (const turn of chat.turns) {
    openDay(new Date(turn.receivedAt));
    if (turn.input.kind !== 'notice') rows.push(inputRow(turn));
    // A bot that had something to tell, and then had not.
    if (turn.input.kind === 'notice' && turn.answer?.bubbles.length === 0) continue;
    rows.push(outputRow(turn, sender(turn, chat), turn === chat.turns.at(-1) && entries.length === 0, actions));
  }
  for (const entry of entries) {
    openDay(new Date(entry.at));
    rows.push(entryRow(entry, online, actions));
  }
  return rows;
}

function row(key, parts, build) {
  return { key, signature: JSON.stringify(parts), build };
}

function dayRow(words) {
  return h('li', { class: 'day' }, h('span', {}, words));
}

function inputRow({ event, input, language, receivedAt }) {
  // The key is the event's, so that a message keeps its place when the server has accepted it.
  return row(`said ${event}`, [input, language, receivedAt], () =>
    h('li', { class: 'message mine', lang: language, dataset: { event, status: 'accepted' } },
      h('div', { class: 'line' },
        meta(clockTime(new Date(receivedAt)), input.kind === 'speech' && spokenMark()),
        said(input))));
}

/** A photo and the words that came with it, or the words alone. */
function said({ text, picture }) {
  if (!picture) return textBubble(text);
  const photo = sentPhoto(picture);
  return h('div', { class: 'with-photo' }, photo, text && textBubble(text));
}

function spokenMark() {
  return h('span', { class: 'spoken', title: t('said') }, icon('microphone'), unseen(t('said')));
}

function entryRow(entry, online, actions) {
  const state = entry.problem ? 'failed' : online ? 'sending' : 'waiting';
  return row(`said ${entry.id}`, [entry, state], () =>
    h('li', { class: `message mine ${state}`, dataset: { event: entry.id, status: state } },
      h('div', { class: 'line' },
        state !== 'failed' && meta(t(state === 'sending' ? 'sending' : 'waitingForConnection')),
        said(entry)),
      state === 'failed' && failure(entry, actions)));
}

function failure({ id, problem }, { retry, discard }) {
  return h('div', { class: 'failure' },
    h('p', {}, localized(problem.message) || t('notSent')),
    h('button', { type: 'button', class: 'button', on: { click: () => retry(id) } }, icon('retry'), t('retry')),
    h('button', { type: 'button', class: 'button', on: { click: () => discard(id) } }, icon('delete'), t('discard')));
}

/** Who answers: a bot by its own name, else the assistant. */
function sender({ answer: content }, { bot }) {
  return content?.bot ? { name: content.bot.name, isBot: true } : { name: localized(bot.name), isBot: false };
}

function outputRow(turn, { name, isBot }, newest, actions) {
  const build = () => {
    const column = h('div', { class: 'column' }, h('p', { class: 'name' }, name), turn.status === 'received' ? typing() : answer(turn, actions));
    const element = h('li', { class: 'message theirs', lang: turn.language, dataset: { turn: turn.id, event: turn.event, status: turn.status } },
      isBot ? face(name) : avatar(), column);
    showReplies(element, turn, newest, actions);
    return element;
  };
  // What a person thinks of a card changes while they look at it, and chips go when something newer is said: the rest stays
  // as it is, unfolded and scrolled to where it was.
  const signature = JSON.stringify([turn, name], (key, value) => (key === 'opinion' ? undefined : value));
  const refresh = (element) => { refreshOpinions(element, turn); showReplies(element, turn, newest, actions); };
  return { key: `answered ${turn.id}`, signature, build, refresh };
}

function refreshOpinions(element, { answer: content }) {
  const drawn = element.querySelectorAll('[data-bubble]');
  (content?.bubbles ?? []).forEach((bubble, index) => isWide(bubble) && drawn[index] && showOpinions(drawn[index], bubble));
}

/** The chips of the newest answer. */
function showReplies(element, turn, newest, actions) {
  const column = element.querySelector('.column');
  const chips = column.querySelector('.chips');
  if (!newest) chips?.remove();
  else if (!chips) column.append(...[quickReplies(turn, actions)].filter(Boolean));
}

function answer({ id, status, answer: content, problem, answeredAt, receivedAt }, { press, tap, tell }) {
  const does = (bubble) => ({
    press: (text, number) => press(text, { turn: id, press: number }),
    tap: tap && ((card, kind) => tap({ turn: id, bubble, card, kind })),
    tell,
  });
  const bubbles = status === 'failed'
    ? [h('div', { class: 'bubble trouble' }, h('p', {}, localized(problem?.message) || t('answerFailed')))]
    : content.bubbles.map((bubble, index) => component(bubble, does(index)));
  bubbles.forEach((bubble, index) => { bubble.dataset.bubble = index; });
  const last = bubbles.pop();
  const when = clockTime(new Date(answeredAt ?? receivedAt));
  return h('div', { class: 'bubbles' }, bubbles, h('div', { class: isWide(content?.bubbles.at(-1)) ? 'line wide' : 'line' }, last, meta(when)));
}

function typing() {
  // Not announced: the answer itself will be, a moment later.
  return h('div', { class: 'bubble typing', 'aria-hidden': 'true', title: t('answering') }, h('i'), h('i'), h('i'));
}

function quickReplies({ id, answer: content }, { press }) {
  const replies = content?.quickReplies ?? [];
  if (replies.length === 0) return null;
  const chips = replies.map(({ label, message, press: number }) =>
    h('button', { type: 'button', class: 'button chip', on: { click: () => press(message, { turn: id, press: number }) } }, label));
  return h('div', { class: 'chips', role: 'group', 'aria-label': t('quickReplies') }, chips);
}

function meta(...content) {
  return h('span', { class: 'meta' }, ...content);
}

/** The assistant's mark beside its answers. */
export function avatar() {
  return h('img', { class: 'avatar', src: '/icons/mark.svg', alt: '', width: 36, height: 36 });
}

/** A bot that has no picture: the first letter of its name. */
function face(name) {
  return h('span', { class: 'avatar', 'aria-hidden': 'true' }, placeholder(name));
}
