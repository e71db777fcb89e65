//! Model weights: pinned manifest, fetch, verify, unpack, open.
