// The sign-in page: name and password, or a passkey, for a session cookie, then back to where the person wanted to go. Whoever
// may makes an account here as well: everybody where sign-up is open, else whoever came by an invitation (`#invitation=`).

import { usePasskey, whyNoPasskeys } from './passkey.js';
import { words } from './words.js';

const otherLanguage = { ko: { code: 'en', name: 'English' }, en: { code: 'ko', name: '한국어' } };

const form = document.getElementById('form');
const error = document.getElementById('error');
const submit = document.getElementById('submit');
const other = document.getElementById('other');
const switcher = document.getElementById('language');
const passkey = document.getElementById('passkey');
const noPasskey = document.getElementById('no-passkey');
let language = chosenLanguage();
/** The secret of an invitation, if the person came by one: behind the `#`, which no browser sends and no server writes down. */
const invitation = new URLSearchParams(location.hash.slice(1)).get('invitation');
/** Making an account rather than signing in. */
let signingUp = Boolean(invitation);
/** What went wrong, in both languages, so that switching translates it as well. */
let trouble = null;

draw();
skipWhenSignedIn();
offerSignUp();
form.addEventListener('submit', send);
passkey.addEventListener('click', sendPasskey);
// Another invitation, pasted into the same tab.
window.addEventListener('hashchange', () => location.reload());
form.addEventListener('input', () => tell(null));
switcher.addEventListener('click', () => {
  language = otherLanguage[language].code;
  draw();
});

other.addEventListener('click', () => {
  signingUp = !signingUp;
  tell(null);
  draw();
});

async function send(event) {
  event.preventDefault();
  const who = { name: form.elements.name.value.trim(), password: form.elements.password.value };
  const account = { ...who, language, invitation: invitation ?? undefined };
  const entered = await enter(() => (signingUp ? post('/v1/persons', account) : post('/v1/sign-in', who)));
  if (!entered) form.elements.password.select();
}

/** The passkey says who it is: no name is asked for. */
function sendPasskey() {
  return enter(async () => {
    const begun = await post('/v1/sign-in/passkey/options');
    if (!begun.ok) return begun;
    const { options } = await begun.json();
    const credential = await usePasskey(options).catch(() => null);
    if (credential) return post('/v1/sign-in/passkey', { credential });
    tell(both('cancelled'));
    return null;
  });
}

/** Asks to be let in, and goes on when that is done; false when it is not, which is told. */
async function enter(ask) {
  tell(null);
  submit.disabled = passkey.disabled = true;
  try {
    const response = await ask();
    if (response?.ok && (signingUp || (await joined()))) {
      // What another person left in this tab is theirs: a touchpoint, drafts.
      sessionStorage.clear();
      location.replace(destination());
      return true;
    }
    if (response && !response.ok) tell((await response.json()).message);
  } catch {
    tell(both('unreachable'));
  } finally {
    submit.disabled = passkey.disabled = false;
  }
  return false;
}

function both(key) {
  return { ko: words.ko[key], en: words.en[key] };
}

function post(address, body) {
  return fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body ?? {}),
  });
}

/** Whoever has an account and came by an invitation joins the partner that it is to. */
async function joined() {
  if (!invitation) return true;
  const response = await post('/v1/invitations/accept', { secret: invitation });
  if (!response.ok) tell((await response.json()).message);
  return response.ok;
}

/** Somebody who is signed in already, or needs not to be, goes on at once. */
async function skipWhenSignedIn() {
  const response = await fetch('/v1/me').catch(() => null);
  if (!response?.ok) return;
  const { signedIn } = await response.json();
  // An invitation may be for somebody else than the owner at their own machine.
  if (!invitation || (signedIn && (await joined()))) location.replace(destination());
}

/** An account is offered to whoever may make one. */
async function offerSignUp() {
  const response = await fetch('/v1/sign-up').catch(() => null);
  const mode = response?.ok ? (await response.json()).mode : 'closed';
  other.hidden = mode === 'closed' || (mode === 'invited' && !invitation);
  if (other.hidden) signingUp = false;
  draw();
}

/** The page that asked for the sign-in (`?next=`); never another site. */
function destination() {
  const next = new URLSearchParams(location.search).get('next') ?? '/';
  const wanted = URL.canParse(next, location.origin) ? new URL(next, location.origin) : null;
  // A `blob:` has our origin as well.
  const here = wanted?.protocol === location.protocol && wanted.host === location.host;
  return here && !wanted.pathname.startsWith('/sign-in') ? wanted.href : '/';
}

function tell(problem) {
  trouble = problem;
  error.hidden = !problem;
  error.textContent = problem?.[language] ?? '';
  for (const input of form.querySelectorAll('input')) input.setAttribute('aria-invalid', String(Boolean(problem)));
}

function draw() {
  const said = { ...words[language], ...(signingUp ? words[language].signUp : {}) };
  document.documentElement.lang = language;
  document.title = said.page;
  for (const element of document.querySelectorAll('[data-word]')) {
    element.textContent = said[element.dataset.word];
  }
  other.textContent = said.other;
  const why = whyNoPasskeys();
  passkey.hidden = signingUp || why !== null;
  noPasskey.hidden = signingUp || why === null;
  noPasskey.textContent = why ? said.why[why] : '';
  form.elements.password.autocomplete = signingUp ? 'new-password' : 'current-password';
  const { code, name } = otherLanguage[language];
  switcher.textContent = name;
  switcher.lang = code;
  tell(trouble);
}

/** What the person chose in the messenger, else what the browser asks for. */
function chosenLanguage() {
  try {
    const { language } = JSON.parse(localStorage.getItem('ieum.settings')) ?? {};
    if (language in words) return language;
  } catch {
    // No storage, or not the messenger's record: the browser knows.
  }
  return navigator.languages.map((tag) => tag.slice(0, 2).toLowerCase()).find((code) => code in words) ?? 'ko';
}
