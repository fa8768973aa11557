//! Real S3 servers under the suite of all stores; and the vendors' own Python clients against the sandbox, which judges what
//! they sign as it judges us.

use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use vh::secret::Secret;
use vh::store::{Config, ObjectStore};

use crate::adapters::{block, store};
use crate::conform::store::LAWS;
use crate::harness::{VH, World};

/// A server, ended with the test.
pub struct Server {
    child: Child,
    pub port: u16,
    _dir: tempfile::TempDir,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn free_port() -> u16 {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    // SeaweedFS wants one with room above it.
    if port > 55_000 { free_port() } else { port }
}

const KEY: &str = "testkey";
const SECRET: &str = "testsecret-0123";

fn table(port: u16) -> Config {
    Config {
        kind: "s3".into(),
        bucket: Some("laws".into()),
        endpoint: Some(format!("http://127.0.0.1:{port}")),
        access_key_id: Some(Secret::new("t.interop.id", KEY.into())),
        access_key_secret: Some(Secret::new("t.interop.secret", SECRET.into())),
        ..Config::default()
    }
}

/// Waits until the server makes buckets.
fn ready(config: &Config) -> Box<dyn ObjectStore> {
    let store = store(config.clone());
    let until = Instant::now() + Duration::from_secs(60);
    loop {
        match block(store.mb()) {
            Ok(()) => return store,
            Err(e) if Instant::now() > until => panic!("the server did not start: {e}"),
            Err(e) if e.kind == vh::error::Kind::Conflict => return store,
            Err(_) => std::thread::sleep(Duration::from_millis(200)),
        }
    }
}

/// Starts a server on a free port. Another program may take that port first, or one of those that the server chooses itself; then
/// the server ends, and is started again.
fn started(spawn: impl Fn(u16, &Path) -> Child) -> Server {
    for _ in 0..5 {
        let data = tempfile::TempDir::new().unwrap();
        let port = free_port();
        let mut server = Server {
            child: spawn(port, data.path()),
            port,
            _dir: data,
        };
        let until = Instant::now() + Duration::from_secs(60);
        while Instant::now() < until && server.child.try_wait().unwrap().is_none() {
            if TcpStream::connect(("127.0.0.1", port)).is_ok() {
                return server;
            }
            std::thread::sleep(Duration::from_millis(100));
        }
    }
    panic!("the server did not start");
}

/// SeaweedFS with one identity.
pub fn seaweed(dir: &Path, key: &str, secret: &str) -> Server {
    started(|port, data| {
        Command::new("bash")
            .arg(super::tool("s3_server.sh"))
            .arg(data)
            .args([&port.to_string(), key, secret])
            .env("WEED", dir.join("venv/bin/weed"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap()
    })
}

fn rclone(dir: &Path) -> Server {
    started(|port, data| {
        Command::new(dir.join("venv/bin/rclone"))
            .args(["serve", "s3", "--auth-key", &format!("{KEY},{SECRET}")])
            .args(["--addr", &format!("127.0.0.1:{port}"), "--config", "/dev/null"])
            .arg(data)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap()
    })
}

/// Holds a store to all laws, and fails unless exactly those are broken that it is known to break.
fn holds(store: &dyn ObjectStore, breaks: &[&str]) {
    let mut broken = Vec::new();
    for (name, law) in LAWS {
        eprintln!("{name}");
        let held = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| block(law(store))));
        if held.is_err() {
            broken.push(*name);
        }
    }
    assert_eq!(broken, breaks);
}

#[test]
fn seaweedfs_keeps_the_laws() {
    let Some(dir) = super::installed("SeaweedFS") else {
        return;
    };
    let server = seaweed(&dir, KEY, SECRET);
    holds(&*ready(&table(server.port)), &[]);
}

#[test]
fn rclones_server_keeps_the_laws() {
    let Some(dir) = super::installed("rclone serve s3") else {
        return;
    };
    let server = rclone(&dir);
    // A directory is behind it: a key below another key is an internal error there, and conditions are not looked at.
    // A part that is to be copied is taken for one without content.
    let breaks = [
        "odd_keys_come_back_or_are_refused",
        "if_it_is_not_there_means_it",
        "a_changed_object_is_noticed",
        "parts_are_made_of_ranges_of_an_object",
    ];
    holds(&*ready(&table(server.port)), &breaks);
}

/// Runs a Python script under `vh sandbox -- python`, with the vendors' variables of the sandbox.
fn python(dir: &Path, script: &str) {
    let w = World::empty();
    let path: PathBuf = w.file("client.py", script);
    let ran = Command::new(VH)
        .args(["sandbox", "--"])
        .arg(dir.join("venv/bin/python"))
        .arg(&path)
        .env_clear()
        .env("HOME", w.home.path())
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .output()
        .unwrap();
    let shown = format!(
        "{}{}",
        String::from_utf8_lossy(&ran.stdout),
        String::from_utf8_lossy(&ran.stderr)
    );
    assert!(ran.status.success(), "{shown}");
    assert!(shown.contains("all good"), "{shown}");
}

const KEYS: &str = r#"
KEYS = ["plain.txt", "a b/c  d.txt", "中文/文件（1）.txt", "a+b", "100%/%2F.bin", "k=v&x=y?z#f;p", "~a/!'()*,:@$[]{}|^`", "😀/é"]
DATA = bytes(range(256)) * 1000
import os
"#;

#[test]
fn boto3_agrees_with_the_sandbox() {
    let Some(dir) = super::installed("boto3") else { return };
    let script = r#"
import boto3, urllib.request
from botocore.config import Config
from botocore.exceptions import ClientError
B = "vh-sandbox"
for checksums in ("when_supported", "when_required"):
    s3 = boto3.client("s3", config=Config(signature_version="s3v4", s3={"addressing_style": "path"}, request_checksum_calculation=checksums))
    for k in KEYS:
        s3.put_object(Bucket=B, Key=k, Body=DATA, ContentType="text/x-vh", Metadata={"a": "b"})
        got = s3.get_object(Bucket=B, Key=k)
        assert got["Body"].read() == DATA and got["Metadata"] == {"a": "b"}, k
        assert s3.get_object(Bucket=B, Key=k, Range="bytes=10-19")["Body"].read() == DATA[10:20]
        url = s3.generate_presigned_url("get_object", Params={"Bucket": B, "Key": k}, ExpiresIn=60)
        assert urllib.request.urlopen(url).read() == DATA
    listed = [o["Key"] for o in s3.list_objects_v2(Bucket=B)["Contents"]]
    assert sorted(listed) == sorted(KEYS), listed
    up = s3.create_multipart_upload(Bucket=B, Key="parts")["UploadId"]
    parts = []
    for n, body in ((1, b"x" * (5 << 20)), (2, b"end")):
        r = s3.upload_part(Bucket=B, Key="parts", UploadId=up, PartNumber=n, Body=body)
        parts.append({"PartNumber": n, "ETag": r["ETag"]})
    assert len(s3.list_parts(Bucket=B, Key="parts", UploadId=up)["Parts"]) == 2
    s3.complete_multipart_upload(Bucket=B, Key="parts", UploadId=up, MultipartUpload={"Parts": parts})
    assert s3.head_object(Bucket=B, Key="parts")["ContentLength"] == (5 << 20) + 3
    s3.copy_object(Bucket=B, Key="copy", CopySource={"Bucket": B, "Key": KEYS[2]})
    try:
        s3.put_object(Bucket=B, Key="copy", Body=b"", IfNoneMatch="*"); assert False
    except ClientError as e:
        assert e.response["Error"]["Code"] == "PreconditionFailed", e
    gone = s3.delete_objects(Bucket=B, Delete={"Objects": [{"Key": k} for k in KEYS + ["parts", "copy"]]})
    assert len(gone["Deleted"]) == len(KEYS) + 2
bad = boto3.client("s3", aws_access_key_id=os.environ["AWS_ACCESS_KEY_ID"], aws_secret_access_key="wrong", config=Config(s3={"addressing_style": "path"}))
try:
    bad.list_objects_v2(Bucket=B); assert False
except ClientError as e:
    assert e.response["Error"]["Code"] == "SignatureDoesNotMatch", e
print("all good")
"#;
    python(&dir, &format!("{KEYS}{script}"));
}

#[test]
fn aliyuns_clients_agree_with_the_sandbox() {
    let Some(dir) = super::installed("oss2 and alibabacloud-oss-v2") else {
        return;
    };
    let old = r#"
import oss2, urllib.request
ID, SECRET, END, REGION = (os.environ[n] for n in ("OSS_ACCESS_KEY_ID", "OSS_ACCESS_KEY_SECRET", "OSS_ENDPOINT", "OSS_REGION"))
for auth, region in ((oss2.AuthV4(ID, SECRET), REGION), (oss2.Auth(ID, SECRET), None)):
    b = oss2.Bucket(auth, END, "vh-sandbox", region=region)
    for k in KEYS:
        b.put_object(k, DATA, headers={"x-oss-meta-a": "b"})
        assert b.get_object(k).read() == DATA, k
        assert b.get_object(k, byte_range=(10, 19)).read() == DATA[10:20]
        url = b.sign_url("GET", k, 60, slash_safe=True)
        assert urllib.request.urlopen(url).read() == DATA, k
        assert b.head_object(k).headers["x-oss-meta-a"] == "b"
    assert sorted(o.key for o in oss2.ObjectIteratorV2(b)) == sorted(KEYS)
    assert sorted(o.key for o in oss2.ObjectIterator(b, max_keys=3)) == sorted(KEYS)
    up = b.init_multipart_upload("parts").upload_id
    parts = [oss2.models.PartInfo(n, b.upload_part("parts", up, n, body).etag) for n, body in ((1, b"x" * (100 << 10)), (2, b"end"))]
    assert len(list(oss2.PartIterator(b, "parts", up))) == 2
    b.complete_multipart_upload("parts", up, parts)
    b.copy_object("vh-sandbox", KEYS[2], "copy")
    try:
        b.put_object("copy", b"", headers={"x-oss-forbid-overwrite": "true"}); assert False
    except oss2.exceptions.ServerError as e:
        assert e.code == "FileAlreadyExists", e
    b.batch_delete_objects(KEYS + ["parts", "copy"])
    assert list(oss2.ObjectIterator(b)) == []
    try:
        b.head_object("no"); assert False
    except oss2.exceptions.NotFound:
        pass
print("all good")
"#;
    python(&dir, &format!("{KEYS}{old}"));
    let new = r#"
import alibabacloud_oss_v2 as oss, urllib.request
cfg = oss.config.load_default()
cfg.credentials_provider = oss.credentials.EnvironmentVariableCredentialsProvider()
cfg.region, cfg.endpoint = os.environ["OSS_REGION"], os.environ["OSS_ENDPOINT"]
c = oss.Client(cfg)
B = "vh-sandbox"
for k in KEYS:
    c.put_object(oss.PutObjectRequest(bucket=B, key=k, body=DATA))
    assert c.get_object(oss.GetObjectRequest(bucket=B, key=k)).body.content == DATA, k
    url = c.presign(oss.GetObjectRequest(bucket=B, key=k)).url
    assert urllib.request.urlopen(url).read() == DATA, k
page = c.list_objects_v2(oss.ListObjectsV2Request(bucket=B))
assert sorted(o.key for o in page.contents) == sorted(KEYS)
up = c.initiate_multipart_upload(oss.InitiateMultipartUploadRequest(bucket=B, key="parts")).upload_id
parts = []
for n, body in ((1, b"x" * (100 << 10)), (2, b"end")):
    r = c.upload_part(oss.UploadPartRequest(bucket=B, key="parts", upload_id=up, part_number=n, body=body))
    parts.append(oss.UploadPart(part_number=n, etag=r.etag))
c.complete_multipart_upload(oss.CompleteMultipartUploadRequest(bucket=B, key="parts", upload_id=up,
    complete_multipart_upload=oss.CompleteMultipartUpload(parts=parts)))
print("all good")
"#;
    python(&dir, &format!("{KEYS}{new}"));
}

#[test]
fn tencents_client_agrees_with_the_sandbox() {
    let Some(dir) = super::installed("cos-python-sdk-v5") else {
        return;
    };
    let script = r#"
import logging, sys, urllib.request
from qcloud_cos import CosConfig, CosS3Client, CosServiceError
host, port = os.environ["COS_ENDPOINT"].split("//")[1].split(":")
B = os.environ["COS_BUCKET"]
def client(secret):
    return CosS3Client(CosConfig(Region=os.environ["COS_REGION"], SecretId=os.environ["COS_SECRET_ID"], SecretKey=secret,
                                 Scheme="http", IP=host, Port=int(port)), retry=1)
c = client(os.environ["COS_SECRET_KEY"])
for k in KEYS:
    c.put_object(Bucket=B, Key=k, Body=DATA, ContentType="text/x-vh", Metadata={"x-cos-meta-a": "b"})
    got = c.get_object(Bucket=B, Key=k)
    assert got["Body"].get_raw_stream().read() == DATA, k
    assert c.head_object(Bucket=B, Key=k)["x-cos-meta-a"] == "b"
listed = [o["Key"] for o in c.list_objects(Bucket=B)["Contents"]]
assert sorted(listed) == sorted(KEYS), listed
up = c.create_multipart_upload(Bucket=B, Key="parts")["UploadId"]
parts = []
for n, body in ((1, b"x" * (1 << 20)), (2, b"end")):
    r = c.upload_part(Bucket=B, Key="parts", Body=body, PartNumber=n, UploadId=up)
    parts.append({"PartNumber": n, "ETag": r["ETag"]})
c.complete_multipart_upload(Bucket=B, Key="parts", UploadId=up, MultipartUpload={"Part": parts})
head = {k.lower(): v for k, v in c.head_object(Bucket=B, Key="parts").items()}
assert head["content-length"] == str((1 << 20) + 3)
c.delete_objects(Bucket=B, Delete={"Object": [{"Key": k} for k in KEYS], "Quiet": "true"})
c.delete_object(Bucket=B, Key="parts")
assert "Contents" not in c.list_objects(Bucket=B)
try:
    client("wrong").list_objects(Bucket=B); assert False
except CosServiceError as e:
    assert e.get_error_code() == "SignatureDoesNotMatch", e
print("all good")
"#;
    python(&dir, &format!("{KEYS}{script}"));
}
