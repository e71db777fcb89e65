// Asking the server. What it refuses becomes a `Refusal`, which carries what the API tells.

/** Something that the server did not do: `problem` has `code`, `message` in both languages, and perhaps `detail`. */
export class Refusal extends Error {
  constructor(problem) {
    super(problem.code);
    this.problem = problem;
  }

  get code() {
    return this.problem.code;
  }
}

const unreachable = {
  code: 'unreachable',
  message: {
    ko: '서버에 연결할 수 없어요. 네트워크를 확인하고 다시 시도해 주세요.',
    en: 'The server cannot be reached. Check the network and try again.',
  },
};

/** Asks for `/v1` and `path`; whoever has to sign in first is sent there, and comes back here. */
export async function call(method, path, body, headers = {}) {
  const content = body === undefined ? {} : { body: JSON.stringify(body), headers: { ...headers, 'content-type': 'application/json' } };
  const response = await fetch(`/v1${path}`, { method, cache: 'no-store', headers, ...content }).catch(() => null);
  if (!response) throw new Refusal(unreachable);
  if (response.status === 401) return signIn();
  if (response.status === 204) return null;
  const told = await response.json().catch(() => null);
  if (!response.ok || told === null) throw new Refusal(told ?? unreachable);
  return told;
}

/** The address of a partner's things: `of(partner, 'bots', id)`. */
export function of(partner, ...parts) {
  return ['/partners', partner.id, ...parts].map((part, index) => (index ? encodeURIComponent(part) : part)).join('/');
}

export async function signOut() {
  await call('POST', '/sign-out');
  location.assign('/sign-in/?next=/console');
}

/** Never answers: the page is left. */
function signIn() {
  location.assign(`/sign-in/?next=${encodeURIComponent(location.pathname)}`);
  return new Promise(() => {});
}
