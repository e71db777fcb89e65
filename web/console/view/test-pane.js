// The bot to try: what is said to the draft, what it answers, and why. What it remembers goes from turn to turn; nothing
// is kept on the server.

import { t } from '../../i18n/index.js';
import { h, icon } from '../../messenger/view/dom.js';
import { call, of } from '../api.js';
import { drawAnswer } from '../answer.js';
import { button, trouble } from './parts.js';
import { whyAnswered } from './trace.js';

export function testPane(draft, bot) {
  let state;
  let waiting = false;
  const log = h('div', { class: 'try-log', role: 'log', 'aria-label': t('consoleTry'), tabindex: 0 }, hint());
  const words = h('input', { class: 'input', 'aria-label': t('consoleSay'), placeholder: t('consoleSay'), maxlength: 1000, autocomplete: 'off' });
  const form = h('form', { class: 'try-form' }, words, h('button', { type: 'submit', class: 'try-send', 'aria-label': t('send') }, icon('send')));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    say(words.value.trim());
  });

  async function say(text) {
    if (!text || waiting) return;
    waiting = true;
    words.value = '';
    log.querySelector('.nothing')?.remove();
    const answer = h('div', { class: 'message theirs', lang: bot.face?.language, dataset: { status: 'waiting' } }, h('div', { class: 'typing bubble' }, h('i'), h('i'), h('i')));
    log.append(h('div', { class: 'message mine' }, h('div', { class: 'bubble' }, h('p', {}, text))), answer);
    log.scrollTop = log.scrollHeight;
    answer.replaceChildren(await turn(text));
    answer.dataset.status = 'answered';
    log.scrollTop = Math.max(0, answer.offsetTop - log.offsetTop - 60);
    waiting = false;
  }

  async function turn(text) {
    try {
      await draft.flush();
      const tried = await call('POST', of(draft.partner, 'bots', draft.bot, 'try'), { text, state });
      state = tried.state;
      return h('div', { class: 'column' }, drawAnswer(tried.answer, say), whyAnswered(tried));
    } catch (error) {
      return h('div', { class: 'column' }, trouble(error));
    }
  }

  function startOver() {
    state = undefined;
    log.replaceChildren(hint());
    words.focus();
  }

  return h('section', { class: 'try-pane', 'aria-label': t('consoleTry') },
    h('header', { class: 'try-head' }, h('h2', {}, t('consoleTry')), button(t('consoleStartOver'), startOver, { class: 'plain' })),
    log, form);
}

function hint() {
  return h('div', { class: 'nothing' }, h('p', { class: 'nothing-title' }, t('consoleTryTitle')), h('p', {}, t('consoleTryText')));
}
