//! A proxy that hands nothing on: it keeps what each request says, and answers what the test wants. By it the binary can be asked
//! to call a cloud's own names, and what it would have said is seen.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

/// An answer that says nothing.
pub const EMPTY: &str = "HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";

/// What a request said: its first line, and its headers in lower case.
#[derive(Debug, Clone)]
pub struct Heard {
    pub line: String,
    pub headers: BTreeMap<String, String>,
}

pub struct Recorder {
    pub port: u16,
    heard: Receiver<Heard>,
}

impl Recorder {
    /// Answers each request with what `answer` says: a whole answer, which closes the connection.
    pub fn start(mut answer: impl FnMut(&Heard) -> String + Send + 'static) -> Recorder {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let (told, heard) = channel();
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                let heard = hear(&stream);
                let text = answer(&heard);
                // Whoever asked may have gone meanwhile, and so may the test.
                let _ = told.send(heard);
                let _ = stream.write_all(text.as_bytes());
            }
        });
        Recorder { port, heard }
    }

    /// The oldest request that was not looked at.
    pub fn next(&self) -> Heard {
        self.heard.recv_timeout(Duration::from_secs(60)).unwrap()
    }

    /// All that were not looked at.
    pub fn rest(&self) -> Vec<Heard> {
        self.heard.try_iter().collect()
    }
}

fn hear(stream: &TcpStream) -> Heard {
    let mut reader = BufReader::new(stream);
    let mut line = || {
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        line.trim_end().to_owned()
    };
    let first = line();
    let mut headers = BTreeMap::new();
    loop {
        let line = line();
        let Some((name, value)) = line.split_once(": ") else {
            break;
        };
        headers.insert(name.to_ascii_lowercase(), value.to_owned());
    }
    let length = headers.get("content-length").map_or(0, |n| n.parse().unwrap());
    std::io::copy(&mut reader.take(length), &mut std::io::sink()).unwrap();
    Heard { line: first, headers }
}
