//! What touchpoints send over the WebSocket: JSON messages and audio.

pub fn run(bytes: &[u8]) {
    let _ = gateway::wire::decode_samples(bytes);
    if let Ok(text) = std::str::from_utf8(bytes) {
        let _ = gateway::wire::read_event(text);
    }
}
