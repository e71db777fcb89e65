// The sign-in page: name and password for a session cookie, then back to where the person wanted to go.

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
  },
};
const otherLanguage = { ko: { code: 'en', name: 'English' }, en: { code: 'ko', name: '한국어' } };

const form = document.getElementById('form');
const error = document.getElementById('error');
const submit = document.getElementById('submit');
const switcher = document.getElementById('language');
let language = chosenLanguage();
/** What went wrong, in both languages, so that switching translates it as well. */
let trouble = null;

draw();
skipWhenSignedIn();
form.addEventListener('submit', signIn);
form.addEventListener('input', () => tell(null));
switcher.addEventListener('click', () => {
  language = otherLanguage[language].code;
  draw();
});

async function signIn(event) {
  event.preventDefault();
  tell(null);
  submit.disabled = true;
  try {
    const response = await fetch(form.action, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: form.elements.name.value.trim(), password: form.elements.password.value }),
    });
    if (response.ok) return location.replace(destination());
    tell((await response.json()).message);
    form.elements.password.select();
  } catch {
    tell({ ko: words.ko.unreachable, en: words.en.unreachable });
  } finally {
    submit.disabled = false;
  }
}

/** Somebody who is signed in already, or needs not to be, goes on at once. */
async function skipWhenSignedIn() {
  const response = await fetch('/v1/me').catch(() => null);
  if (response?.ok) location.replace(destination());
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
  document.documentElement.lang = language;
  document.title = words[language].page;
  for (const element of document.querySelectorAll('[data-word]')) {
    element.textContent = words[language][element.dataset.word];
  }
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
