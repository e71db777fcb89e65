// Older turns, a page at a time.

const pageSize = 50;

/** Fetches the page before the first known turn and puts it into the store. Rejects when it cannot be had. */
export async function loadOlder(store, conversation) {
  const first = store.chats.get(conversation)?.turns[0];
  if (!first) return;
  const query = new URLSearchParams({ before: first.sequence, limit: pageSize });
  const response = await fetch(`/v1/conversations/${conversation}/turns?${query}`);
  if (!response.ok) throw new Error(`history answered ${response.status}`);
  const { turns, moreBefore } = await response.json();
  store.putOlder(conversation, turns, moreBefore);
}
