// The files of a bot: its own, its tests, its dialogues, and what it knows.

import { t } from '../../i18n/index.js';
import { h, iconButton } from '../../messenger/view/dom.js';
import { dialog } from '../../messenger/view/dialog.js';
import { field, form } from './parts.js';

/** The tab that is no file: what people asked in vain. */
export const questions = 'questions';

const named = { bot: 'consoleFileBot', tests: 'consoleFileTests', dialogues: 'consoleFileDialogues' };

/** @returns {{element: HTMLElement, draw(file: string, asTable: boolean), count(questions: number), hasTable(file: string)}} */
export function fileTabs(draft, { readOnly, open, toggle }) {
  let waiting = 0;
  const element = h('div', { class: 'file-tabs', role: 'group', 'aria-label': t('consoleFiles') });

  function tab(file, current) {
    const words = named[file] ? t(named[file]) : file.slice('knowledge.'.length);
    const wrong = draft.fault && draft.faultyFile === file;
    const press = h('button', { type: 'button', class: wrong ? 'file wrong' : 'file', 'aria-pressed': String(file === current), on: { click: () => open(file) } }, words);
    const removable = !named[file] && !readOnly && file === current;
    return removable ? [press, iconButton('delete', t('consoleRemoveFile', { file: words }), () => remove(file))] : [press];
  }

  function asked(current) {
    return h('button', { type: 'button', class: 'file asked', 'aria-pressed': String(current === questions), on: { click: () => open(questions) } },
      t('consoleQuestions'), waiting > 0 && h('span', { class: 'tag' }, String(waiting)));
  }

  function tableButton(asTable) {
    return h('button', { type: 'button', class: 'file as-table', 'aria-pressed': String(asTable), on: { click: toggle } }, t('consoleAsTable'));
  }

  function hasTable(file) {
    return file === 'bot' || /^knowledge\..*\.ya?ml$/.test(file);
  }

  function remove(file) {
    if (!confirm(t('consoleRemoveFileSure'))) return;
    draft.removeKnowledge(file);
    open('bot');
  }

  return {
    element,
    hasTable,
    count(questions) {
      waiting = questions;
    },
    draw(current, asTable) {
      const signature = JSON.stringify([draft.files, current, asTable, waiting, draft.fault && draft.faultyFile]);
      if (element.dataset.drawn === signature) return;
      element.dataset.drawn = signature;
      const focused = element.contains(document.activeElement);
      const asTableFocused = focused && document.activeElement.matches('.as-table');
      element.replaceChildren(...draft.files.flatMap((file) => tab(file, current)), asked(current), ...(hasTable(current) ? [tableButton(asTable)] : []),
        ...(readOnly ? [] : [h('button', { type: 'button', class: 'file add', on: { click: () => add(draft, open) } }, t('consoleAddKnowledge'))]));
      if (focused) element.querySelector(asTableFocused ? '.as-table' : '[aria-pressed=true]')?.focus();
    },
  };
}

function add(draft, open) {
  const element = dialog('knowledge-dialog', t('consoleAddKnowledge'),
    form(t('consoleAdd'), ({ name }) => {
      const file = `knowledge.${name.trim()}`;
      if (!name.trim()) return;
      if (!draft.files.includes(file)) draft.write(file, t('consoleKnowledgeExample'));
      element.close();
      open(file);
    }, field(t('consoleKnowledgeName'), h('input', { class: 'input mono', name: 'name', value: `${draft.bot}.faq.yaml`, autocomplete: 'off' }), t('consoleKnowledgeHint'))));
  element.addEventListener('close', () => element.remove());
  document.body.append(element);
  element.showModal();
}
