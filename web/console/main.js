// The console: where partners make their bots. Asks who is here, and draws the view that the address names.

import { setLanguage, t } from '../i18n/index.js';
import { applyTheme, Settings } from '../messenger/settings.js';
import { h } from '../messenger/view/dom.js';
import { call } from './api.js';
import { Route } from './route.js';
import { frame } from './view/frame.js';
import { trouble } from './view/parts.js';
import { viewOf } from './views.js';
import './words/index.js';

const place = document.getElementById('console');
const settings = new Settings();
const route = new Route();
let open = new AbortController();
let leave = null;
let drawn = 0;

setLanguage(settings.get('language'));
settings.on('change', (name) => {
  if (name === 'theme') applyTheme(settings.get('theme'));
  if (name !== 'language') return;
  setLanguage(settings.get('language'));
  draw();
});
route.on('change', () => draw({ moved: true }));
draw();

/**
 * Draws the view of the address. What was open before may finish what it does (`onLeave`), and is told by its `signal` that
 * it is left.
 */
async function draw({ moved = false } = {}) {
  const turn = ++drawn;
  open.abort();
  open = new AbortController();
  document.documentElement.dataset.console = 'loading';
  const finish = leave;
  leave = null;
  await finish?.();
  if (turn !== drawn) return;
  const page = await contents(open.signal);
  if (turn !== drawn) return;
  place.replaceChildren(page.element);
  document.title = `${page.title} · ${t('consoleName')}`;
  document.documentElement.dataset.console = 'ready';
  if (moved) place.querySelector('h1')?.focus();
}

async function contents(signal) {
  const app = { settings, route, signal, onLeave: (work) => { leave = work; }, refresh: () => draw() };
  try {
    const [me, { partners }] = await Promise.all([call('GET', '/me'), call('GET', '/partners')]);
    const { view, slug, bot, section } = viewOf(route.parts);
    const partner = partners.find((one) => one.slug === slug) ?? null;
    if (slug && !partner) return await missing({ ...app, me, partners });
    const told = { ...app, me, partners, partner, bot, section };
    const { title, element } = await view(told);
    return { title, element: frame(told, element) };
  } catch (error) {
    return { title: t('consoleTrouble'), element: h('main', { class: 'page' }, h('h1', { tabindex: -1 }, t('consoleTrouble')), trouble(error), h('button', { type: 'button', class: 'button', on: { click: () => draw() } }, t('consoleAgain'))) };
  }
}

async function missing(app) {
  const element = h('main', { class: 'page' }, h('h1', { tabindex: -1 }, t('consoleMissing')), h('p', {}, h('a', { href: Route.to() }, t('consoleToPartners'))));
  return { title: t('consoleMissing'), element: frame({ ...app, partner: null }, element) };
}
