// Passkeys in the browser: whether it has them here, and its two ceremonies, in the form that the server writes and reads.

/** Why there are no passkeys at this address: `address`, `insecure` or `browser`; null when there are. */
export function whyNoPasskeys() {
  if (/^\[|^[\d.]+$/.test(location.hostname)) return 'address';
  if (!window.isSecureContext) return 'insecure';
  return window.PublicKeyCredential && navigator.credentials ? null : 'browser';
}

/** Makes a passkey. Rejects when the person does not want to after all. */
export async function createPasskey(options) {
  const { response, ...rest } = await asked('create', {
    ...options,
    user: { ...options.user, id: bytes(options.user.id) },
    excludeCredentials: (options.excludeCredentials ?? []).map((known) => ({ ...known, id: bytes(known.id) })),
  });
  const { clientDataJSON, attestationObject } = response;
  return { ...rest, response: { ...texts({ clientDataJSON, attestationObject }), transports: response.getTransports?.() ?? [] } };
}

/** Signs with a passkey that the person chooses. Rejects when they choose none. */
export async function usePasskey(options) {
  const { response, ...rest } = await asked('get', { ...options, allowCredentials: [] });
  const { clientDataJSON, authenticatorData, signature, userHandle } = response;
  return { ...rest, response: texts({ clientDataJSON, authenticatorData, signature, userHandle }) };
}

async function asked(what, publicKey) {
  const credential = await navigator.credentials[what]({ publicKey: { ...publicKey, challenge: bytes(publicKey.challenge) } });
  const { id, type, authenticatorAttachment, response } = credential;
  return { id, rawId: id, type, authenticatorAttachment, clientExtensionResults: {}, response };
}

function texts(buffers) {
  return Object.fromEntries(Object.entries(buffers).map(([name, buffer]) => [name, text(buffer)]));
}

/** Base64url without padding, as WebAuthn writes bytes. */
function text(buffer) {
  const letters = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join('');
  return btoa(letters).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function bytes(written) {
  const letters = atob(written.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
}
