// The texts of a bot, and beside them the bot itself to try.

import { t } from '../../i18n/index.js';
import { h } from '../../messenger/view/dom.js';
import { call, of } from '../api.js';
import { Draft } from '../draft.js';
import { botPage } from './bot-head.js';
import { codeField } from './code-field.js';
import { draftState } from './draft-state.js';
import { fileTabs, questions } from './file-tabs.js';
import { questionsPane } from './questions.js';
import { mayEdit } from './roles.js';
import { tablePane } from './table-pane.js';
import { testPane } from './test-pane.js';

export async function editor(app) {
  const opened = await call('GET', of(app.partner, 'bots', app.bot));
  const draft = new Draft(app.partner, opened.id, opened.draft);
  const texts = textPane(app, draft);
  leaveSafely(app, draft);
  return botPage({ ...app, section: 'editor' }, opened, { wide: true },
    h('div', { class: 'workbench' }, texts, testPane(draft, opened)));
}

function textPane(app, draft) {
  let file = 'bot';
  let asTable = false;
  const readOnly = !mayEdit(app.partner);
  const code = codeField({ readOnly, input: (text) => draft.write(file, text) });
  const table = tablePane(draft, { readOnly });
  const tabs = fileTabs(draft, { readOnly, open, toggle: () => { asTable = !asTable; open(file); } });
  const asked = questionsPane(draft, { readOnly, counted: (count) => { tabs.count(count); judge(); } });
  const state = draftState(app, draft, { goTo });
  code.area.addEventListener('keydown', (event) => {
    if (event.key !== 's' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    draft.flush();
  });

  function open(name) {
    file = name;
    const tabled = asTable && tabs.hasTable(file);
    code.element.hidden = tabled || file === questions;
    table.element.hidden = !tabled;
    asked.element.hidden = file !== questions;
    if (file === questions) asked.open();
    else if (tabled) table.open(file);
    else code.show(draft.text(file), t('consoleTextOf', { file }));
    judge();
  }

  function goTo({ line }) {
    asTable = false;
    open(draft.faultyFile);
    if (line) code.goTo(line);
  }

  function judge() {
    code.mark(draft.faultyFile === file ? draft.fault?.line : null, state.id);
    tabs.draw(file, asTable);
  }

  draft.on('change', judge);
  open(file);
  asked.open();
  return h('section', { class: 'text-pane', 'aria-label': t('consoleTexts') }, tabs.element, code.element, table.element, asked.element, state.element);
}

/** Nothing that was written is lost when the view or the page is left. */
function leaveSafely({ signal, onLeave }, draft) {
  onLeave(() => draft.flush());
  const ask = (event) => draft.state !== 'saved' && event.preventDefault();
  window.addEventListener('beforeunload', ask, { signal });
}
