// Who is asking, as the server sees it, and how to leave.

const signInPage = '/sign-in';

/** Whether the person signed in with a password; null when the server cannot be asked. Sends strangers to sign in. */
export async function signedIn() {
  try {
    const response = await fetch('/v1/me', { cache: 'no-store' });
    if (response.status === 401) return leaveToSignIn();
    return response.ok ? (await response.json()).signedIn : null;
  } catch {
    return null;
  }
}

/** Whether the server refuses to talk before the person has signed in. */
export async function mustSignIn() {
  return (await signedIn()) === undefined;
}

/** Ends the session. Rejects when the server cannot be reached. */
export async function signOut() {
  const response = await fetch('/v1/sign-out', { method: 'POST' });
  if (!response.ok) throw new Error(`sign-out answered ${response.status}`);
  leaveToSignIn();
}

function leaveToSignIn() {
  location.assign(signInPage);
}
