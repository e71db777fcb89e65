// The sign-in page: name and password for a session cookie, then back to where the person wanted to go. Whoever may makes
// an account here as well: everybody where sign-up is open, else whoever came by an invitation (`?invitation=`).

const words = {
  ko: {
    title: '이음에 로그인',
    lead: '이 서버에 등록된 이름과 비밀번호를 적어 주세요.',
    name: '이름',
    password: '비밀번호',
    submit: '로그인',
    help: '비밀번호를 잊었다면 서버에서 ieum password 명령으로 다시 정할 수 있어요.',
    unreachable: '서버에 연결할 수 없어요. 네트워크를 확인하고 다시 시도해 주세요.',
    page: '로그인 · 이음',
    other: '계정 만들기',
    signUp: {
      title: '이음 계정 만들기',
      lead: '이 서버에서 쓸 이름과 비밀번호를 정해 주세요.',
      submit: '계정 만들기',
      help: '비밀번호는 8자 이상이어야 해요. 잊지 않게 잘 적어 두세요.',
      page: '계정 만들기 · 이음',
      other: '이미 계정이 있어요',
    },
  },
  en: {
    title: 'Sign in to Ieum',
    lead: 'Enter your name and password on this server.',
    name: 'Name',
    password: 'Password',
    submit: 'Sign in',
    help: 'Forgot the password? Set a new one on the server with ieum password.',
    unreachable: 'The server cannot be reached. Check the network and try again.',
    page: 'Sign in · Ieum',
    other: 'Create an account',
    signUp: {
      title: 'Create an Ieum account',
      lead: 'Choose a name and a password for this server.',
      submit: 'Create the account',
      help: 'A password needs at least 8 characters. Keep it somewhere safe.',
      page: 'Create an account · Ieum',
      other: 'I have an account',
    },
  },
};
const otherLanguage = { ko: { code: 'en', name: 'English' }, en: { code: 'ko', name: '한국어' } };

const form = document.getElementById('form');
const error = document.getElementById('error');
const submit = document.getElementById('submit');
const other = document.getElementById('other');
const switcher = document.getElementById('language');
let language = chosenLanguage();
/** The secret of an invitation, if the person came by one. */
const invitation = new URLSearchParams(location.search).get('invitation');
/** Making an account rather than signing in. */
let signingUp = Boolean(invitation);
/** What went wrong, in both languages, so that switching translates it as well. */
let trouble = null;

draw();
skipWhenSignedIn();
offerSignUp();
form.addEventListener('submit', send);
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
  tell(null);
  submit.disabled = true;
  try {
    const who = { name: form.elements.name.value.trim(), password: form.elements.password.value };
    const response = signingUp
      ? await post('/v1/persons', { ...who, language, invitation: invitation ?? undefined })
      : await post('/v1/sign-in', who);
    if (response.ok && (signingUp || (await joined()))) return location.replace(destination());
    if (response.ok) return;
    tell((await response.json()).message);
    form.elements.password.select();
  } catch {
    tell({ ko: words.ko.unreachable, en: words.en.unreachable });
  } finally {
    submit.disabled = false;
  }
}

function post(address, body) {
  return fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
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
  const wanted = new URL(new URLSearchParams(location.search).get('next') ?? '/', location.origin);
  const elsewhere = wanted.origin !== location.origin || wanted.pathname.startsWith('/sign-in');
  return elsewhere ? '/' : wanted.href;
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
