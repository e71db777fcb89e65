// What somebody may do for a partner. The API decides; this only spares people what it would refuse.

/** Whoever may make, change and deploy bots. */
export function mayEdit({ role }) {
  return role === 'editor' || role === 'owner';
}

/** Whoever decides about members and keys. */
export function mayOwn({ role }) {
  return role === 'owner';
}
