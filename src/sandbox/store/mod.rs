//! The servers of object stores: Aliyun OSS, Tencent COS and S3. They hold real objects, judge every signature from the vendors'
//! documents with code of their own, and check every content against what is said of it.

mod attributes;
mod body;
mod call;
mod check;
mod check_cos;
mod check_oss;
mod check_s3;
mod keyring;
mod list;
mod metadata;
mod multipart;
mod objects;
pub mod roles;
mod shelf;

use std::sync::{Arc, Mutex, PoisonError};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::Entry;
use super::server::{Answer, Content, Protocol};
use call::{Call, Outcome, Refusal, bare, document, rfc3339, xml};
use keyring::Keyring;
use shelf::{Bucket, Shelf};

/// The bucket that is there from the start.
pub const BUCKET: &str = "vh-sandbox";
/// The same at COS, whose buckets have the account's number behind them.
pub const COS_BUCKET: &str = "vh-sandbox-1250000000";
/// A bucket whose name starts like this lists as many keys as its next number says, all made up; with `disordered` behind it in
/// another order than that of the keys.
pub const SYNTHETIC: &str = "synthetic-";

/// Headers as the vendors write them.
const WRITTEN: &[&str] = &[
    "ETag",
    "Content-Type",
    "Last-Modified",
    "Content-Range",
    "Content-Encoding",
];

/// Whose server it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Vendor {
    /// Aliyun.
    Oss,
    /// Tencent.
    Cos,
    /// Amazon, and everyone like it.
    S3,
}

impl Vendor {
    /// What its own headers start with.
    fn prefix(self) -> &'static str {
        match self {
            Vendor::Oss => "x-oss-",
            Vendor::Cos => "x-cos-",
            Vendor::S3 => "x-amz-",
        }
    }

    fn acl_header(self) -> &'static str {
        match self {
            Vendor::Oss => "x-oss-object-acl",
            Vendor::Cos => "x-cos-acl",
            Vendor::S3 => "x-amz-acl",
        }
    }

    /// The smallest part but the last. S3's own 5 MiB and COS's 1 MiB hold here too.
    fn part_min(self) -> u64 {
        match self {
            Vendor::Oss => 100 << 10,
            Vendor::Cos => 1 << 20,
            Vendor::S3 => 5 << 20,
        }
    }

    /// The region that its signatures must name.
    pub fn region(self) -> &'static str {
        match self {
            Vendor::Oss => "cn-hangzhou",
            Vendor::Cos => "ap-guangzhou",
            Vendor::S3 => "us-east-1",
        }
    }

    /// The bucket that is there from the start.
    pub fn bucket(self) -> &'static str {
        match self {
            Vendor::Cos => COS_BUCKET,
            Vendor::Oss | Vendor::S3 => BUCKET,
        }
    }

    /// Beginnings of hosts that name no bucket.
    fn services(self) -> &'static [&'static str] {
        match self {
            Vendor::Oss => &["oss-", "oss."],
            Vendor::Cos => &["service.", "cos."],
            Vendor::S3 => &["s3."],
        }
    }
}

/// All of them, with new keys.
pub(super) fn protocols() -> Vec<Arc<dyn Protocol>> {
    let ring = || Arc::new(Keyring::new());
    let (oss, cos, s3) = (ring(), ring(), ring());
    let rings = Arc::new(roles::Rings {
        oss: oss.clone(),
        cos: cos.clone(),
        s3: s3.clone(),
    });
    vec![
        Arc::new(Store::new(Vendor::Oss, oss)),
        Arc::new(Store::new(Vendor::Cos, cos)),
        Arc::new(Store::new(Vendor::S3, s3)),
        Arc::new(roles::Sts::new(rings.clone())),
        Arc::new(metadata::Metadata::new(rings)),
    ]
}

/// A server.
struct Store {
    vendor: Vendor,
    keyring: Arc<Keyring>,
    /// The secret of this run.
    secret: String,
    id: String,
    shelf: Mutex<Shelf>,
}

impl Store {
    fn new(vendor: Vendor, keyring: Arc<Keyring>) -> Store {
        let own = keyring.own();
        let mut shelf = Shelf::default();
        shelf.buckets.insert(vendor.bucket().to_owned(), Bucket::default());
        Store {
            vendor,
            keyring,
            secret: own.secret,
            id: own.id,
            shelf: Mutex::new(shelf),
        }
    }

    fn serve(&self, entry: &Entry) -> Outcome {
        let call = Call::read(entry, self.vendor.services());
        match self.vendor {
            Vendor::Oss => check_oss::check(&call, &self.keyring, self.vendor.region())?,
            Vendor::Cos => check_cos::check(&call, &self.keyring)?,
            Vendor::S3 => check_s3::check(&call, &self.keyring, self.vendor.region(), "s3")?,
        }
        let mut shelf = self.shelf.lock().unwrap_or_else(PoisonError::into_inner);
        if call.bucket.is_empty() {
            return Ok(self.buckets(&shelf));
        }
        if let Some(rest) = call.bucket.strip_prefix(SYNTHETIC) {
            let bucket = shelf.buckets.entry(call.bucket.clone()).or_default();
            bucket.synthetic = objects::synthetic(rest, self.vendor);
        }
        if call.key.is_empty() {
            return self.bucket(&call, &mut shelf);
        }
        self.object(&call, &mut shelf)
    }

    fn buckets(&self, shelf: &Shelf) -> Answer {
        let mut out = list::root("ListAllMyBucketsResult", self.vendor);
        out.push_str("<Owner><ID>sandbox</ID></Owner><Buckets>");
        for (name, bucket) in &shelf.buckets {
            let region = self.vendor.region();
            let location = match self.vendor {
                Vendor::Oss => format!("<Location>oss-{region}</Location>"),
                Vendor::Cos => format!("<Location>{region}</Location>"),
                Vendor::S3 => format!("<BucketRegion>{region}</BucketRegion>"),
            };
            out.push_str(&format!(
                "<Bucket><Name>{}</Name>{location}<CreationDate>{}</CreationDate></Bucket>",
                xml(name),
                rfc3339(bucket.created.unwrap_or(std::time::SystemTime::UNIX_EPOCH))
            ));
        }
        out.push_str("</Buckets></ListAllMyBucketsResult>");
        document(out)
    }

    fn bucket(&self, call: &Call<'_>, shelf: &mut Shelf) -> Outcome {
        let vendor = self.vendor;
        match call.entry.method.as_str() {
            "PUT" if call.has("versioning") => {
                let text = String::from_utf8_lossy(&call.entry.body).into_owned();
                objects::bucket_mut(shelf, &call.bucket)?.versioned = call::element(&text, "Status") == Some("Enabled");
                Ok(bare(200))
            }
            "PUT" => {
                if shelf.buckets.contains_key(&call.bucket) {
                    let code = if vendor == Vendor::Oss {
                        "BucketAlreadyExists"
                    } else {
                        "BucketAlreadyOwnedByYou"
                    };
                    return Err(Refusal::new(409, code, "The requested bucket name is not available."));
                }
                let bucket = Bucket {
                    created: Some(call.now),
                    ..Bucket::default()
                };
                shelf.buckets.insert(call.bucket.clone(), bucket);
                Ok(bare(200))
            }
            "DELETE" => {
                if !objects::bucket_mut(shelf, &call.bucket)?.is_empty() {
                    return Err(Refusal::new(
                        409,
                        "BucketNotEmpty",
                        "The bucket you tried to delete is not empty.",
                    ));
                }
                shelf.buckets.remove(&call.bucket);
                Ok(bare(204))
            }
            "POST" if call.has("delete") => objects::delete_many(call, vendor, shelf),
            "HEAD" => {
                objects::bucket_mut(shelf, &call.bucket)?;
                Ok(bare(200))
            }
            "GET" => {
                let bucket = objects::bucket_mut(shelf, &call.bucket)?;
                if call.has("uploads") {
                    list::uploads(call, vendor, bucket)
                } else if call.has("versions") {
                    list::versions(call, vendor, bucket)
                } else if call.has("location") {
                    let mut out = list::root("LocationConstraint", vendor);
                    out.push_str(&format!("{}</LocationConstraint>", vendor.region()));
                    Ok(document(out))
                } else {
                    list::objects(call, vendor, bucket)
                }
            }
            _ => Err(not_allowed()),
        }
    }

    fn object(&self, call: &Call<'_>, shelf: &mut Shelf) -> Outcome {
        let vendor = self.vendor;
        let copies = call.header(&format!("{}copy-source", vendor.prefix())).is_some();
        let in_upload = call.has("uploadId");
        match call.entry.method.as_str() {
            "PUT" if in_upload && copies => multipart::copy_part(call, vendor, shelf),
            "PUT" if in_upload => multipart::part(call, vendor, shelf),
            "PUT" | "GET" | "DELETE" if call.has("tagging") => {
                attributes::tagging(call, vendor, objects::bucket_mut(shelf, &call.bucket)?)
            }
            "PUT" | "GET" if call.has("acl") => {
                attributes::acl(call, vendor, objects::bucket_mut(shelf, &call.bucket)?)
            }
            "PUT" if copies => objects::copy(call, vendor, shelf),
            "PUT" => objects::put(call, vendor, shelf),
            "GET" if in_upload => multipart::parts(call, vendor, shelf),
            "GET" | "HEAD" => objects::get(call, vendor, objects::bucket_mut(shelf, &call.bucket)?),
            "POST" if call.has("uploads") => multipart::begin(call, vendor, shelf),
            "POST" if in_upload => multipart::complete(call, vendor, shelf),
            "POST" if call.has("restore") => {
                attributes::restore(call, vendor, objects::bucket_mut(shelf, &call.bucket)?)
            }
            "DELETE" if in_upload => multipart::abort(call, shelf),
            "DELETE" => objects::delete(call, vendor, shelf),
            _ => Err(not_allowed()),
        }
    }

    /// A refusal as this vendor tells it.
    fn refused(&self, refusal: Refusal, method: &str) -> Answer {
        let vendor = self.vendor;
        let mut refusal = refusal;
        if vendor == Vendor::Oss && !refusal.also.iter().any(|(n, _)| *n == "EC") {
            let ec = match refusal.code.as_str() {
                "NoSuchKey" => "0026-00000001",
                "PublicEndpointForbidden" => "0048-00000401",
                _ => "0000-00000000",
            };
            refusal = refusal.also("EC", ec);
        }
        if vendor == Vendor::Cos {
            refusal = refusal
                .also("Resource", "/")
                .also("RequestId", "sandbox")
                .also("TraceId", "sandbox");
        }
        let text = refusal.document();
        let mut answer = document(text.clone());
        answer.status = refusal.status;
        if method == "HEAD" {
            // No body may come; OSS tells in a header what it would have said.
            answer.content = Content::Length(0);
            if vendor == Vendor::Oss {
                answer = answer.with("x-oss-err", STANDARD.encode(text));
            }
        }
        if let Some((_, ec)) = refusal.also.iter().find(|(n, _)| *n == "EC") {
            answer = answer.with("x-oss-ec", ec);
        }
        answer.problem(&format!("{}: {}", refusal.code, refusal.message))
    }
}

fn not_allowed() -> Refusal {
    Refusal::new(
        405,
        "MethodNotAllowed",
        "The specified method is not allowed against this resource.",
    )
}

impl Protocol for Store {
    fn name(&self) -> &'static str {
        match self.vendor {
            Vendor::Oss => "oss",
            Vendor::Cos => "cos",
            Vendor::S3 => "s3",
        }
    }

    fn tls_name(&self) -> Option<&'static str> {
        Some(match self.vendor {
            Vendor::Oss => "oss-tls",
            Vendor::Cos => "cos-tls",
            Vendor::S3 => "s3-tls",
        })
    }

    fn key(&self) -> &str {
        &self.secret
    }

    fn key_name(&self) -> String {
        format!("store.{}.access_key_secret", self.name())
    }

    fn also(&self) -> Vec<(&'static str, String)> {
        vec![
            ("access_key_id", self.id.clone()),
            ("bucket", self.vendor.bucket().to_owned()),
            ("region", self.vendor.region().to_owned()),
        ]
    }

    fn request_id_header(&self) -> &'static str {
        match self.vendor {
            Vendor::Oss => "x-oss-request-id",
            Vendor::Cos => "x-cos-request-id",
            Vendor::S3 => "x-amz-request-id",
        }
    }

    fn kept_bytes(&self) -> usize {
        16 << 10
    }

    fn body_cap_bytes(&self) -> usize {
        512 << 20
    }

    fn answer(&self, request: &Entry, _text: Option<&str>) -> Answer {
        let answer = match self.serve(request) {
            Ok(answer) => answer,
            Err(refusal) => self.refused(refusal, &request.method),
        };
        let mut answer = answer.with("Date", httpdate::fmt_http_date(call::clock(request)));
        for (name, _) in &mut answer.headers {
            // Tencent's client looks for names as its server writes them.
            if let Some(written) = WRITTEN.iter().find(|w| w.eq_ignore_ascii_case(name)) {
                (*written).clone_into(name);
            }
        }
        answer
    }

    fn error(&self, status: u16, code: Option<&str>, message: &str) -> Answer {
        let code = code.unwrap_or(match status {
            403 => "AccessDenied",
            404 => "NoSuchKey",
            409 => "Conflict",
            412 => "PreconditionFailed",
            503 => "SlowDown",
            _ => "InternalError",
        });
        let answer = self.refused(Refusal::new(status, code, message), "");
        // An error behind a 200 comes after the spaces of a long wait.
        if status == 200 {
            multipart::spaced(answer, self.vendor)
        } else {
            answer
        }
    }
}
