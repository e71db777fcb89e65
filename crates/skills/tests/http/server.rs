//! A skill server of one kind of behaviour, on a spare port.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex};

pub const GOOD: &str = r#"{"version":"2.0","template":{"outputs":[{"simpleText":{"text":"안녕하세요"}}]}}"#;

/// A request as a server got it.
#[derive(Clone, Debug, Default)]
pub struct Request {
    pub head: String,
    pub body: String,
}

/// It is given each request, and says whether the connection goes on.
pub struct Server {
    pub url: String,
    pub connections: Arc<AtomicUsize>,
    /// Of those, the ones that it has closed.
    closed: Arc<(Mutex<usize>, Condvar)>,
    pub requests: Arc<Mutex<Vec<Request>>>,
}

impl Server {
    pub fn start(answer: impl Fn(&mut TcpStream, &Request) -> bool + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/skill", listener.local_addr().unwrap());
        let (connections, requests) = (Arc::new(AtomicUsize::new(0)), Arc::new(Mutex::new(Vec::new())));
        let closed: Arc<(Mutex<usize>, Condvar)> = Arc::default();
        let (counted, kept, answer) = (connections.clone(), requests.clone(), Arc::new(answer));
        let closes = closed.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                counted.fetch_add(1, Ordering::SeqCst);
                let (kept, answer, closes) = (kept.clone(), answer.clone(), closes.clone());
                std::thread::spawn(move || {
                    serve(stream, &kept, &*answer);
                    *closes.0.lock().unwrap() += 1;
                    closes.1.notify_all();
                });
            }
        });
        Self { url, connections, closed, requests }
    }

    /// Waits until it has closed so many connections.
    pub fn closes(&self, connections: usize) {
        let closed = self.closed.0.lock().unwrap();
        drop(self.closed.1.wait_while(closed, |closed| *closed < connections).unwrap());
    }

    /// Sends this and closes, whatever was asked.
    pub fn saying(response: impl Into<Vec<u8>>) -> Self {
        let response = response.into();
        Self::start(move |stream, _| {
            let _ = stream.write_all(&response);
            false
        })
    }
}

fn serve(stream: TcpStream, kept: &Mutex<Vec<Request>>, answer: &dyn Fn(&mut TcpStream, &Request) -> bool) {
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let mut stream = stream;
    loop {
        let mut request = Request::default();
        let mut length = 0;
        loop {
            let mut line = String::new();
            if reader.read_line(&mut line).unwrap_or(0) == 0 {
                return;
            }
            if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
                length = value.trim().parse().unwrap();
            }
            if line.trim().is_empty() {
                break;
            }
            request.head.push_str(&line);
        }
        let mut body = vec![0; length];
        if reader.read_exact(&mut body).is_err() {
            return;
        }
        request.body = String::from_utf8(body).unwrap();
        kept.lock().unwrap().push(request.clone());
        if !answer(&mut stream, &request) {
            return;
        }
    }
}

pub fn http(status: &str, kind: &str, body: &str) -> Vec<u8> {
    format!("HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\n\r\n{body}", body.len())
        .into_bytes()
}

pub fn json(body: &str) -> Vec<u8> {
    http("200 OK", "application/json", body)
}
