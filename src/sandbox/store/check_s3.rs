//! Amazon's Signature Version 4, judged. Source: AWS "Authenticating Requests (AWS Signature Version 4)"; "Query parameters".

use super::call::{Call, Refusal, encode, unix};
use super::check::{Codes, SKEW_SECONDS, hex, mac256, over, pair, seconds_of, sha256_hex, skewed};
use super::keyring::{Keyring, same};

const CODES: Codes = Codes {
    token_bad: "InvalidToken",
    token_ended: "ExpiredToken",
};

/// A claim: what the client says it signed.
struct Claim<'a> {
    credential: Vec<&'a str>,
    date: &'a str,
    signed: Vec<&'a str>,
    signature: &'a str,
    token: Option<&'a str>,
    payload: &'a str,
    presigned: bool,
}

/// Judges the signature of a request to `service` in `region`.
pub(super) fn check(call: &Call<'_>, keyring: &Keyring, region: &str, service: &str) -> Result<(), Refusal> {
    judge(call, keyring, region, service, true)
}

/// The same where the hash of the content is signed and stands in no header of the client's.
pub(super) fn check_unlisted(call: &Call<'_>, keyring: &Keyring, region: &str, service: &str) -> Result<(), Refusal> {
    judge(call, keyring, region, service, false)
}

fn judge(call: &Call<'_>, keyring: &Keyring, region: &str, service: &str, listed: bool) -> Result<(), Refusal> {
    let claim = match call.header("authorization") {
        Some(header) => by_header(call, header)?,
        None if call.has("X-Amz-Signature") => by_query(call)?,
        None => return Err(Refusal::new(403, "AccessDenied", "Access Denied")),
    };
    let [id, day, their_region, their_service, end] = claim.credential.as_slice() else {
        return Err(malformed("the credential is mal-formed"));
    };
    if *their_region != region {
        return Err(
            malformed(&format!("the region '{their_region}' is wrong; expecting '{region}'")).also("Region", region),
        );
    }
    if *their_service != service || *end != "aws4_request" || claim.date.get(..8) != Some(day) {
        return Err(malformed("the credential's scope is wrong"));
    }
    let pair = pair(call, keyring, id, claim.token, &CODES)?;
    let at = seconds_of(claim.date).ok_or_else(|| malformed("the date is mal-formed"))?;
    let now = unix(call.now);
    if claim.presigned {
        let life: u64 = call.param("X-Amz-Expires").and_then(|e| e.parse().ok()).unwrap_or(0);
        if !(1..=604_800).contains(&life) {
            return Err(Refusal::new(
                400,
                "AuthorizationQueryParametersError",
                "X-Amz-Expires must be between 1 and 604800 seconds",
            ));
        }
        if now > at + life {
            return Err(over());
        }
        if at > now + SKEW_SECONDS {
            return Err(Refusal::new(403, "AccessDenied", "Request is not valid yet"));
        }
    } else if at.abs_diff(now) > SKEW_SECONDS {
        return Err(skewed());
    }
    if listed {
        must_be_signed(call, &claim)?;
    }
    let canonical = canonical(call, &claim);
    let scope = format!("{day}/{region}/{service}/aws4_request");
    let string_to_sign = format!(
        "AWS4-HMAC-SHA256\n{}\n{scope}\n{}",
        claim.date,
        sha256_hex(canonical.as_bytes())
    );
    let mut key = format!("AWS4{}", pair.secret).into_bytes();
    for step in [day, region, service, "aws4_request"] {
        key = mac256(&key, step.as_bytes());
    }
    if same(&hex(&mac256(&key, string_to_sign.as_bytes())), claim.signature) {
        return Ok(());
    }
    Err(Refusal::new(
        403,
        "SignatureDoesNotMatch",
        "The request signature we calculated does not match the signature you provided. Check your key and signing method.",
    )
    .also("AWSAccessKeyId", id)
    .also("StringToSign", &string_to_sign)
    .also("SignatureProvided", claim.signature)
    .also("CanonicalRequest", &canonical))
}

fn malformed(why: &str) -> Refusal {
    Refusal::new(
        400,
        "AuthorizationHeaderMalformed",
        &format!("The authorization header is malformed; {why}"),
    )
}

fn by_header<'a>(call: &'a Call<'_>, header: &'a str) -> Result<Claim<'a>, Refusal> {
    let rest = header
        .strip_prefix("AWS4-HMAC-SHA256 ")
        .ok_or_else(|| malformed("the algorithm is unknown"))?;
    let field = |name: &str| {
        rest.split(',')
            .map(str::trim)
            .find_map(|f| f.strip_prefix(name)?.strip_prefix('='))
    };
    let (Some(credential), Some(signed), Some(signature)) =
        (field("Credential"), field("SignedHeaders"), field("Signature"))
    else {
        return Err(malformed("a field is missing"));
    };
    Ok(Claim {
        credential: credential.split('/').collect(),
        date: call.header("x-amz-date").unwrap_or_default(),
        signed: signed.split(';').collect(),
        signature,
        token: call.header("x-amz-security-token"),
        payload: call.header("x-amz-content-sha256").unwrap_or_default(),
        presigned: false,
    })
}

fn by_query<'a>(call: &'a Call<'_>) -> Result<Claim<'a>, Refusal> {
    let field = |name: &str| call.param(name).filter(|v| !v.is_empty());
    if field("X-Amz-Algorithm") != Some("AWS4-HMAC-SHA256") {
        return Err(malformed("the algorithm is unknown"));
    }
    let (Some(credential), Some(date), Some(signed), Some(signature)) = (
        field("X-Amz-Credential"),
        field("X-Amz-Date"),
        field("X-Amz-SignedHeaders"),
        field("X-Amz-Signature"),
    ) else {
        return Err(malformed("a field is missing"));
    };
    Ok(Claim {
        credential: credential.split('/').collect(),
        date,
        signed: signed.split(';').collect(),
        signature,
        token: field("X-Amz-Security-Token"),
        payload: "UNSIGNED-PAYLOAD",
        presigned: true,
    })
}

/// The host and everything of Amazon's own must be signed.
fn must_be_signed(call: &Call<'_>, claim: &Claim<'_>) -> Result<(), Refusal> {
    let needed =
        call.entry.headers.iter().filter(|(n, _)| {
            n == "host" || (n.starts_with("x-amz-") && !(claim.presigned && n == "x-amz-content-sha256"))
        });
    for (name, _) in needed {
        if !claim.signed.contains(&name.as_str()) {
            return Err(Refusal::new(
                403,
                "AccessDenied",
                "There were headers present in the request which were not signed",
            )
            .also("HeadersNotSigned", name));
        }
    }
    Ok(())
}

fn canonical(call: &Call<'_>, claim: &Claim<'_>) -> String {
    let mut query: Vec<(String, String)> = call
        .query
        .iter()
        .filter(|(n, _)| n != "X-Amz-Signature")
        .map(|(n, v)| (encode(n, ""), encode(v.as_deref().unwrap_or_default(), "")))
        .collect();
    query.sort();
    let query: Vec<String> = query.iter().map(|(n, v)| format!("{n}={v}")).collect();
    let mut headers = String::new();
    for name in &claim.signed {
        let value = call.header(name).unwrap_or_default();
        let value: Vec<&str> = value.split(' ').filter(|w| !w.is_empty()).collect();
        headers.push_str(&format!("{name}:{}\n", value.join(" ")));
    }
    format!(
        "{}\n{}\n{}\n{headers}\n{}\n{}",
        call.entry.method,
        encode(&call.path, "/"),
        query.join("&"),
        claim.signed.join(";"),
        claim.payload
    )
}
