//! The metadata services of machines (IMDSv2, ECS, CVM): what they give out, the stores of the same vendor accept until it ends.
//! Sources: the vendors' pages on instance metadata.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use serde_json::json;

use super::Vendor;
use super::call::{clock, unix};
use super::roles::{ROLE, Rings, ends, ends_text, life, text_answer, token};
use crate::sandbox::server::{Answer, Protocol};
use crate::sandbox::{Entry, new_key};

/// The metadata services of all three, at one address: their paths differ.
pub(super) struct Metadata {
    rings: Arc<Rings>,
    /// The token of its session.
    session: String,
}

impl Metadata {
    pub(super) fn new(rings: Arc<Rings>) -> Metadata {
        Metadata {
            rings,
            session: new_key("imds"),
        }
    }

    fn keys(&self, vendor: Vendor, now: SystemTime, life: Duration) -> Answer {
        let ring = match vendor {
            Vendor::Oss => &self.rings.oss,
            Vendor::Cos => &self.rings.cos,
            Vendor::S3 => &self.rings.s3,
        };
        let pair = ring.mint(now, life);
        let (id, secret, token, end) = (&pair.id, &pair.secret, token(&pair), ends_text(&pair));
        Answer::json(
            200,
            &match vendor {
                Vendor::Oss => json!({"Code": "Success", "AccessKeyId": id, "AccessKeySecret": secret,
                    "SecurityToken": token, "Expiration": end, "LastUpdated": end}),
                Vendor::Cos => json!({"Code": "Success", "TmpSecretId": id, "TmpSecretKey": secret,
                    "Token": token, "ExpiredTime": unix(ends(&pair)), "Expiration": end}),
                Vendor::S3 => json!({"Code": "Success", "Type": "AWS-HMAC", "AccessKeyId": id,
                    "SecretAccessKey": secret, "Token": token, "Expiration": end}),
            },
        )
    }
}

impl Protocol for Metadata {
    fn name(&self) -> &'static str {
        "metadata"
    }

    fn key(&self) -> &str {
        ROLE
    }

    fn key_name(&self) -> String {
        "store.s3.credentials".to_owned()
    }

    fn request_id_header(&self) -> &'static str {
        "x-request-id"
    }

    fn answer(&self, request: &Entry, text: Option<&str>) -> Answer {
        let sessions = [
            ("x-aws-ec2-metadata-token", Vendor::S3),
            ("x-aliyun-ecs-metadata-token", Vendor::Oss),
        ];
        let asks_session = sessions
            .iter()
            .any(|(header, _)| request.header(&format!("{header}-ttl-seconds")).is_some());
        let now = clock(request);
        match (request.method.as_str(), request.path.as_str()) {
            ("PUT", "/latest/api/token") if asks_session => text_answer(200, self.session.clone()),
            ("GET", path) => {
                let services = [("iam", Vendor::S3), ("ram", Vendor::Oss), ("cam", Vendor::Cos)];
                for (service, vendor) in services {
                    let base = format!("/latest/meta-data/{service}/security-credentials/");
                    let Some(role) = path.strip_prefix(&base) else { continue };
                    let carries = sessions.iter().find(|(_, v)| *v == vendor).map(|(h, _)| *h);
                    if carries.is_some_and(|h| request.header(h) != Some(&self.session)) {
                        return text_answer(401, "Unauthorized\n".to_owned());
                    }
                    return match role {
                        "" => text_answer(200, ROLE.to_owned()),
                        ROLE => self.keys(vendor, now, life(text)),
                        _ => text_answer(404, "Not Found\n".to_owned()),
                    };
                }
                text_answer(404, "Not Found\n".to_owned())
            }
            _ => text_answer(404, "Not Found\n".to_owned()),
        }
    }

    fn error(&self, status: u16, _: Option<&str>, message: &str) -> Answer {
        text_answer(status, format!("{message}\n"))
    }
}
