//! Aliyun's signatures, V4 and V1, judged. Source: Aliyun OSS "V4 signature", "V1 signature", error codes 0002-00000209, …232.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::call::{Call, Refusal, encode, unix};
use super::check::{Codes, SKEW_SECONDS, hex, mac1, mac256, over, pair, seconds_of, sha256_hex, skewed};
use super::keyring::{Keyring, same};

const CODES: Codes = Codes {
    token_bad: "InvalidSecurityToken",
    token_ended: "SecurityTokenExpired",
};

/// The parameters that V1 signs. Source: Aliyun "Include a V1 signature in the header", CanonicalizedResource.
const RESOURCE: &str = " acl append bucketInfo callback callback-var cname comp continuation-token cors delete encryption \
    endTime group inventory inventoryId lifecycle link live location logging metaQuery objectInfo objectMeta partNumber \
    policy position qos qosInfo referer regionList replication replicationLocation replicationProgress requestPayment \
    resourceGroup response-cache-control response-content-disposition response-content-encoding \
    response-content-language response-content-type response-expires restore security-token sequential startTime stat \
    status style styleName symlink tagging transferAcceleration uploadId uploads versionId versioning versions vod \
    website worm wormExtend wormId asyncFetch ";

/// Judges the signature of a request in `region`.
pub(super) fn check(call: &Call<'_>, keyring: &Keyring, region: &str) -> Result<(), Refusal> {
    let header = call.header("authorization").unwrap_or_default();
    if let Some(fields) = header.strip_prefix("OSS4-HMAC-SHA256 ") {
        return v4_header(call, keyring, region, fields);
    }
    if let Some(fields) = header.strip_prefix("OSS ") {
        return v1_header(call, keyring, fields);
    }
    if call.has("x-oss-signature") {
        return v4_query(call, keyring, region);
    }
    if call.has("Signature") {
        return v1_query(call, keyring);
    }
    Err(Refusal::new(
        403,
        "AccessDenied",
        "You have no right to access this object because of bucket acl.",
    ))
}

fn v4_header(call: &Call<'_>, keyring: &Keyring, region: &str, fields: &str) -> Result<(), Refusal> {
    let field = |name: &str| {
        fields
            .split(',')
            .map(str::trim)
            .find_map(|f| f.strip_prefix(name)?.strip_prefix('='))
    };
    let additional = match field("AdditionalHeaders") {
        Some("") => {
            return Err(invalid(
                "The AdditionalHeaders in the Authorization header is empty.",
                "0002-00000209",
            ));
        }
        Some(names) if names.ends_with(';') => {
            return Err(invalid(
                "The AdditionalHeaders in the Authorization header is invalid.",
                "0002-00000210",
            ));
        }
        names => names.unwrap_or_default(),
    };
    let (Some(credential), Some(signature)) = (field("Credential"), field("Signature")) else {
        return Err(invalid("The Authorization header is invalid.", "0002-00000208"));
    };
    if call.header("x-oss-content-sha256") != Some("UNSIGNED-PAYLOAD") {
        return Err(invalid(
            "The x-oss-content-sha256 header is missing or invalid.",
            "0002-00000221",
        ));
    }
    let date = call.header("x-oss-date").unwrap_or_default();
    let at = seconds_of(date).ok_or_else(|| invalid("The x-oss-date header is invalid.", "0002-00000219"))?;
    let secret = v4_secret(
        call,
        keyring,
        region,
        credential,
        date,
        call.header("x-oss-security-token"),
    )?;
    if at.abs_diff(unix(call.now)) > SKEW_SECONDS {
        return Err(skewed());
    }
    v4_judge(call, region, &secret, date, additional, signature)
}

fn v4_query(call: &Call<'_>, keyring: &Keyring, region: &str) -> Result<(), Refusal> {
    let of = |name: &str| call.param(name).unwrap_or_default();
    if of("x-oss-signature-version") != "OSS4-HMAC-SHA256" {
        return Err(invalid("The signature version is invalid.", "0002-00000230"));
    }
    let date = of("x-oss-date");
    let at = seconds_of(date).ok_or_else(|| invalid("The x-oss-date is invalid.", "0002-00000231"))?;
    let life: u64 = of("x-oss-expires").parse().unwrap_or(0);
    if !(1..=604_800).contains(&life) {
        return Err(invalid("The x-oss-expires must be in 1 to 604800.", "0002-00000232"));
    }
    let secret = v4_secret(
        call,
        keyring,
        region,
        of("x-oss-credential"),
        date,
        call.param("x-oss-security-token"),
    )?;
    if unix(call.now) > at + life {
        return Err(over());
    }
    v4_judge(
        call,
        region,
        &secret,
        date,
        of("x-oss-additional-headers"),
        of("x-oss-signature"),
    )
}

fn invalid(message: &str, ec: &str) -> Refusal {
    Refusal::new(400, "InvalidArgument", message).also("EC", ec)
}

fn v4_secret(
    call: &Call<'_>,
    keyring: &Keyring,
    region: &str,
    credential: &str,
    date: &str,
    token: Option<&str>,
) -> Result<String, Refusal> {
    let [id, day, theirs, product, end] = credential.split('/').collect::<Vec<_>>()[..] else {
        return Err(invalid("The credential is invalid.", "0002-00000211"));
    };
    if theirs != region {
        return Err(invalid(
            &format!("Invalid signing region in Authorization header. The region should be {region}."),
            "0002-00000213",
        )
        .also("Region", region));
    }
    if product != "oss" || end != "aliyun_v4_request" || date.get(..8) != Some(day) {
        return Err(invalid(
            "Invalid signing scope in Authorization header.",
            "0002-00000214",
        ));
    }
    Ok(pair(call, keyring, id, token, &CODES)?.secret)
}

fn v4_judge(
    call: &Call<'_>,
    region: &str,
    secret: &str,
    date: &str,
    additional: &str,
    signature: &str,
) -> Result<(), Refusal> {
    let path = match (call.bucket.as_str(), call.key.as_str()) {
        ("", _) => "/".to_owned(),
        (bucket, key) => format!("/{bucket}/{}", encode(key, "/")),
    };
    let mut query: Vec<(String, Option<String>)> = call
        .query
        .iter()
        .filter(|(n, _)| n != "x-oss-signature")
        .map(|(n, v)| {
            (
                encode(n, ""),
                v.as_ref().filter(|v| !v.is_empty()).map(|v| encode(v, "")),
            )
        })
        .collect();
    query.sort();
    let query: Vec<String> = query
        .into_iter()
        .map(|(n, v)| match v {
            Some(v) => format!("{n}={v}"),
            None => n,
        })
        .collect();
    let extra: Vec<&str> = additional.split(';').filter(|n| !n.is_empty()).collect();
    let mut lines: Vec<String> = call
        .entry
        .headers
        .iter()
        .filter(|(n, _)| {
            n.starts_with("x-oss-") || n == "content-type" || n == "content-md5" || extra.contains(&n.as_str())
        })
        .map(|(n, v)| format!("{n}:{}\n", v.trim()))
        .collect();
    // By their names: of two where one begins the other, the shorter comes first.
    lines.sort_by(|a, b| name(a).cmp(name(b)));
    let canonical = format!(
        "{}\n{path}\n{}\n{}\n{additional}\nUNSIGNED-PAYLOAD",
        call.entry.method,
        query.join("&"),
        lines.concat()
    );
    let day = date.get(..8).unwrap_or_default();
    let string_to_sign = format!(
        "OSS4-HMAC-SHA256\n{date}\n{day}/{region}/oss/aliyun_v4_request\n{}",
        sha256_hex(canonical.as_bytes())
    );
    let mut key = format!("aliyun_v4{secret}").into_bytes();
    for step in [day, region, "oss", "aliyun_v4_request"] {
        key = mac256(&key, step.as_bytes());
    }
    if same(&hex(&mac256(&key, string_to_sign.as_bytes())), signature) {
        return Ok(());
    }
    Err(mismatch(signature, &string_to_sign).also("CanonicalRequest", &canonical))
}

fn mismatch(signature: &str, string_to_sign: &str) -> Refusal {
    Refusal::new(
        403,
        "SignatureDoesNotMatch",
        "The request signature we calculated does not match the signature you provided. Check your key and signing method.",
    )
    .also("SignatureProvided", signature)
    .also("StringToSign", string_to_sign)
    .also("EC", "0002-00000040")
}

fn v1_header(call: &Call<'_>, keyring: &Keyring, fields: &str) -> Result<(), Refusal> {
    let (id, signature) = fields
        .split_once(':')
        .ok_or_else(|| invalid("The Authorization header is invalid.", "0002-00000001"))?;
    let secret = pair(call, keyring, id, call.header("x-oss-security-token"), &CODES)?.secret;
    let date = call.header("x-oss-date").or(call.header("date")).unwrap_or_default();
    let at = httpdate::parse_http_date(date)
        .map_err(|_| Refusal::new(403, "AccessDenied", "OSS authentication requires a valid Date."))?;
    if unix(at).abs_diff(unix(call.now)) > SKEW_SECONDS {
        return Err(skewed());
    }
    v1_judge(call, &secret, date, signature)
}

fn v1_query(call: &Call<'_>, keyring: &Keyring) -> Result<(), Refusal> {
    let of = |name: &str| call.param(name).unwrap_or_default();
    let secret = pair(
        call,
        keyring,
        of("OSSAccessKeyId"),
        call.param("security-token"),
        &CODES,
    )?
    .secret;
    let expires = of("Expires");
    if expires.parse::<u64>().is_ok_and(|end| unix(call.now) > end) {
        return Err(over());
    }
    v1_judge(call, &secret, expires, of("Signature"))
}

/// The name in a line `name:value`.
fn name(line: &str) -> &str {
    line.split(':').next().unwrap_or_default()
}

fn v1_judge(call: &Call<'_>, secret: &str, date: &str, signature: &str) -> Result<(), Refusal> {
    let mut own: Vec<String> = call
        .entry
        .headers
        .iter()
        .filter(|(n, _)| n.starts_with("x-oss-"))
        .map(|(n, v)| format!("{n}:{}\n", v.trim()))
        .collect();
    own.sort_by(|a, b| name(a).cmp(name(b)));
    let mut params: Vec<String> = call
        .query
        .iter()
        .filter(|(n, _)| RESOURCE.contains(&format!(" {n} ")) || n.starts_with("x-oss-"))
        .map(|(n, v)| match v.as_deref() {
            None | Some("") => n.clone(),
            Some(v) => format!("{n}={v}"),
        })
        .collect();
    params.sort();
    let mut resource = match call.bucket.as_str() {
        "" => "/".to_owned(),
        bucket => format!("/{bucket}/{}", call.key),
    };
    if !params.is_empty() {
        resource.push_str(&format!("?{}", params.join("&")));
    }
    let header = |name: &str| call.header(name).unwrap_or_default();
    let string_to_sign = format!(
        "{}\n{}\n{}\n{date}\n{}{resource}",
        call.entry.method,
        header("content-md5"),
        header("content-type"),
        own.concat()
    );
    let ours = STANDARD.encode(mac1(secret.as_bytes(), string_to_sign.as_bytes()));
    if same(&ours, signature) {
        return Ok(());
    }
    Err(mismatch(signature, &string_to_sign))
}
