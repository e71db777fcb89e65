//! HTTP and WebSocket, sign-in, wire types, OpenAPI.
