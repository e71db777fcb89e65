//! What clients send over Wyoming: frames, and the events in them.

use std::pin::pin;
use std::task::{Context, Poll, Waker};

use gateway::wyoming::{Bounds, FrameReader, Request};

const BOUNDS: Bounds = Bounds { line: 4096, data: 4096, payload: 65_536 };

pub fn run(bytes: &[u8]) {
    let reading = pin!(read(bytes));
    // Bytes in memory never make anybody wait.
    let read = reading.poll(&mut Context::from_waker(Waker::noop()));
    assert!(matches!(read, Poll::Ready(())), "it waits for more than there is");
}

async fn read(bytes: &[u8]) {
    let mut reader = FrameReader::new(bytes, BOUNDS);
    while let Ok(true) = reader.waits().await {
        let Ok(head) = reader.head().await else { return };
        assert!(head.payload <= BOUNDS.payload, "more than is allowed");
        let mut payload = [0; 100];
        let mut left = head.payload;
        while left > 0 {
            match reader.payload(&mut payload).await {
                Ok(read) => left -= read,
                Err(_) => return,
            }
        }
        if let Ok(Request::AudioStart(audio) | Request::AudioChunk(audio)) = Request::of(head) {
            let _ = audio.format().check();
        }
    }
}
