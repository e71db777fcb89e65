// What people asked and the bot could not answer: made an example of a block, or dismissed.

import { t } from '../../i18n/index.js';
import { h } from '../../messenger/view/dom.js';
import { call, of } from '../api.js';
import { addExample, blocksOf } from '../bot-text.js';
import { badge, button, empty, select, trouble, when } from './parts.js';

/** @returns {{element: HTMLElement, open()}} */
export function questionsPane(draft, { readOnly, counted }) {
  const element = h('div', { class: 'questions-pane', hidden: true });
  const path = (...more) => of(draft.partner, 'bots', draft.bot, 'questions', ...more);

  async function open() {
    try {
      const { questions } = await call('GET', path());
      const blocks = blocksOf(draft.text('bot'));
      element.replaceChildren(h('p', { class: 'hint' }, t('consoleQuestionsText')), h('ul', { class: 'questions' }, questions.map((one) => row(one, blocks))));
      tell();
    } catch (error) {
      element.replaceChildren(trouble(error));
    }
  }

  /** How many are left. */
  function tell() {
    const left = element.querySelectorAll('.question').length;
    counted(left);
    if (left === 0) element.replaceChildren(empty(t('consoleNoQuestions'), t('consoleNoQuestionsText')));
  }

  function row(question, blocks) {
    const { id, text, language, times, firstAt, lastAt, nearest } = question;
    const place = h('div', { class: 'trouble-place' });
    const options = blocks.map((block) => [block.id, block.title === block.id ? block.id : `${block.title} (${block.id})`]);
    const known = blocks.some((block) => block.id === nearest?.block);
    const choice = select(options, known ? nearest.block : options[0]?.[0], { 'aria-label': t('consoleBlockFor', { text }) });
    const settle = async (as) => {
      await call('POST', path(id, 'settle'), { as });
      item.remove();
      tell();
    };
    const run = (work) => async () => {
      place.replaceChildren();
      await work().catch((error) => place.replaceChildren(trouble(error)));
    };
    const teach = async () => {
      const refused = await learn(choice.value, text);
      if (refused) place.replaceChildren(h('div', { class: 'trouble-box', role: 'alert' }, refused));
      else await settle('taught');
    };
    const item = h('li', { class: 'question', dataset: { question: text } },
      h('p', { class: 'question-text', lang: language }, text),
      h('p', { class: 'soft' }, badge(t('consoleTimesAsked', { times })), ' ', when(lastAt), times > 1 && [' · ', t('consoleFirstAsked'), ' ', when(firstAt)], ` · ${language}`),
      !readOnly && h('div', { class: 'actions' }, choice,
        nearest && known && h('span', { class: 'soft' }, t('consoleNearest', { percent: Math.round(nearest.confidence * 100) })),
        button(t('consoleTeach'), run(teach), { class: 'primary', disabled: options.length === 0 }),
        button(t('consoleDismiss'), run(() => settle('dismissed')))),
      place);
    return item;
  }

  /** Writes the example into the draft and saves it; tells why not, and leaves the draft as it was. */
  async function learn(block, example) {
    const before = draft.text('bot');
    const after = addExample(before, block, example);
    if (after === null) return t('consoleByHand');
    const faulty = Boolean(draft.fault);
    draft.write('bot', after);
    await draft.flush();
    // Somebody else has saved: beneath the texts it is asked whose stay.
    if (draft.state === 'conflict' || draft.state === 'failed') {
      draft.write('bot', before);
      return t(`consoleDraft_${draft.state}`);
    }
    if (!draft.fault || faulty) return null;
    const { reason } = draft.fault;
    draft.write('bot', before);
    await draft.flush();
    return reason;
  }

  return { element, open };
}
