//! The sandbox as a judge: it takes what the vendors' documents say, and nothing that differs by a byte.

use std::io::{Read, Write};
use std::net::TcpStream;

use vh::sandbox::Entry;

use crate::alert::world;
use crate::harness::World;

/// Sends a request once more, as it was; whether the server took it.
fn taken(w: &World, server: &str, request: &Entry) -> bool {
    w.sandbox().clear();
    let url = &w.sandbox().server(server).url;
    let mut stream = TcpStream::connect(url.trim_start_matches("http://")).unwrap();
    let mut bytes = format!("{} {} HTTP/1.1\r\n", request.method, request.path).into_bytes();
    for (name, value) in request.headers.iter().filter(|(n, _)| n != "content-length") {
        bytes.extend_from_slice(format!("{name}: {value}\r\n").as_bytes());
    }
    bytes.extend_from_slice(format!("content-length: {}\r\nconnection: close\r\n\r\n", request.body.len()).as_bytes());
    bytes.extend_from_slice(&request.body);
    stream.write_all(&bytes).unwrap();
    stream.shutdown(std::net::Shutdown::Write).unwrap();
    let mut answer = String::new();
    // A request that is no HTTP any more may be answered by nothing.
    let _ = stream.read_to_string(&mut answer);
    w.sandbox()
        .journal()
        .first()
        .is_some_and(|e| e.problem.is_none() && e.status == Some(200))
}

/// Another byte of the same class, so that the request stays a request.
fn other(byte: u8) -> u8 {
    match byte {
        b'0'..=b'8' | b'a'..=b'y' | b'A'..=b'Y' => byte + 1,
        b'9' => b'0',
        b'z' => b'a',
        b'Z' => b'A',
        b'-' => b'_',
        _ => b'x',
    }
}

/// The parts of a request that its signature covers or is.
fn parts(request: &mut Entry) -> Vec<&mut String> {
    let signed = [
        "authorization",
        "x-acs-",
        "x-date",
        "x-content-sha256",
        "x-tc-timestamp",
        "content-type",
    ];
    let mut parts: Vec<&mut String> = vec![&mut request.path];
    parts.extend(
        request
            .headers
            .iter_mut()
            .filter(|(name, _)| signed.iter().any(|s| name.starts_with(s)))
            .map(|(_, value)| value),
    );
    parts
}

#[test]
fn every_signed_request_is_refused_when_a_byte_of_it_changes() {
    let w = world("");
    for server in ["sms-aliyun", "sms-tencent", "sms-volcengine", "dingtalk", "feishu"] {
        w.sandbox().clear();
        w.run(&["alert", "--to", server, "-t", server, "x"]).exits(0);
        let good = w.sandbox().requests(server).remove(0);
        assert!(taken(&w, server, &good), "{server}: unchanged it is good");
        let mut count = 0;
        let mut check = |changed: Entry, what: &str| {
            count += 1;
            assert!(!taken(&w, server, &changed), "{server}: taken with another {what}");
        };
        let lengths = parts(&mut good.clone()).len();
        for part in 0..lengths {
            for step in 0..6 {
                let mut changed = good.clone();
                let text = &mut *parts(&mut changed)[part];
                // What is not signed may differ: of a robot only the end of the path, its token and signature, is covered.
                let robot = !server.starts_with("sms-");
                let from = if robot { text.len() / 2 } else { 1 };
                let at = from + step * (text.len() - from).saturating_sub(1) / 6;
                let Some(byte) = text.as_bytes().get(at).copied() else {
                    continue;
                };
                let covered = !robot || part == 0;
                if covered {
                    text.replace_range(at..=at, &char::from(other(byte)).to_string());
                    check(changed, &format!("byte {at} of part {part}"));
                }
            }
        }
        if server.starts_with("sms-") && !good.body.is_empty() || server == "feishu" {
            for step in 0..8 {
                let mut changed = good.clone();
                let text = String::from_utf8(changed.body.clone()).unwrap();
                // Of a robot's body only the signature itself is covered.
                let (from, span) = match (server, text.find("\"sign\":\"")) {
                    ("feishu", Some(at)) => (at + 8, 40),
                    _ => (1, text.len() - 2),
                };
                let mut at = from + step * span / 8;
                while !changed.body[at].is_ascii_alphanumeric() {
                    at += 1;
                }
                changed.body[at] = other(changed.body[at]);
                check(changed, &format!("byte {at} of the body"));
            }
        }
        let least = if server.starts_with("sms-") { 20 } else { 6 };
        assert!(count >= least, "{server}: {count} mutations");
    }
}

#[test]
fn old_signatures_are_refused() {
    let w = world("");
    w.run(&["alert", "--to", "dingtalk", "-t", "old", "x"]).exits(0);
    let mut request = w.sandbox().requests("dingtalk").remove(0);
    let (head, tail) = request.path.split_once("timestamp=").unwrap();
    request.path = format!("{head}timestamp=1600000000000{}", &tail[13..]);
    assert!(!taken(&w, "dingtalk", &request));
}
