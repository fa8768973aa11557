//! What an object has beside its content: tags, access rules, and whether an archived one is restored.
//! Source: AWS S3, OSS and COS API references, object operations.

use super::Vendor;
use super::call::{Call, Outcome, Refusal, bare, document, element, elements, unescape, xml};
use super::list::{class, root};
use super::objects::no_such_key;
use super::shelf::{Bucket, Object};

fn newest<'a>(call: &Call<'_>, bucket: &'a mut Bucket) -> Result<&'a mut Object, Refusal> {
    bucket
        .objects
        .get_mut(&call.key)
        .and_then(|v| v.last_mut())
        .filter(|o| !o.removed)
        .ok_or_else(|| no_such_key(&call.key))
}

pub(super) fn tagging(call: &Call<'_>, vendor: Vendor, bucket: &mut Bucket) -> Outcome {
    let object = newest(call, bucket)?;
    match call.entry.method.as_str() {
        "GET" => {
            let mut out = root("Tagging", vendor);
            out.push_str("<TagSet>");
            for (name, value) in &object.tags {
                out.push_str(&format!(
                    "<Tag><Key>{}</Key><Value>{}</Value></Tag>",
                    xml(name),
                    xml(value)
                ));
            }
            out.push_str("</TagSet></Tagging>");
            Ok(document(out))
        }
        "PUT" => {
            let text = String::from_utf8_lossy(&call.entry.body).into_owned();
            let tag = |t: &&str| {
                let of = |name: &str| element(t, name).map(unescape).unwrap_or_default();
                (of("Key"), of("Value"))
            };
            object.tags = elements(&text, "Tag").iter().map(tag).collect();
            Ok(bare(200))
        }
        _ => {
            object.tags.clear();
            Ok(bare(204))
        }
    }
}

pub(super) fn acl(call: &Call<'_>, vendor: Vendor, bucket: &mut Bucket) -> Outcome {
    let object = newest(call, bucket)?;
    if call.entry.method == "PUT" {
        object.acl = call.header(vendor.acl_header()).map(str::to_owned);
        return Ok(bare(200));
    }
    let rule = object.acl.as_deref();
    let mut out = root("AccessControlPolicy", vendor);
    out.push_str("<Owner><ID>sandbox</ID></Owner><AccessControlList>");
    if vendor == Vendor::Oss {
        out.push_str(&format!("<Grant>{}</Grant>", xml(rule.unwrap_or("default"))));
    } else {
        let permissions: &[&str] = match rule {
            Some("public-read") => &["READ"],
            Some("public-read-write") => &["READ", "WRITE"],
            _ => &[],
        };
        out.push_str("<Grant><Grantee><ID>sandbox</ID></Grantee><Permission>FULL_CONTROL</Permission></Grant>");
        for permission in permissions {
            out.push_str(&format!(
                "<Grant><Grantee><URI>http://acs.amazonaws.com/groups/global/AllUsers</URI></Grantee><Permission>{permission}</Permission></Grant>"
            ));
        }
    }
    out.push_str("</AccessControlList></AccessControlPolicy>");
    Ok(document(out))
}

pub(super) fn restore(call: &Call<'_>, vendor: Vendor, bucket: &mut Bucket) -> Outcome {
    let object = newest(call, bucket)?;
    let text = String::from_utf8_lossy(&call.entry.body).into_owned();
    if element(&text, "Days").and_then(|d| d.parse::<u32>().ok()).is_none() {
        return Err(Refusal::new(
            400,
            "MalformedXML",
            "The XML you provided was not well-formed",
        ));
    }
    if ["STANDARD", "Standard"].contains(&class(object, vendor).as_str()) {
        return Err(Refusal::new(
            403,
            "OperationNotSupported",
            "Restore is not allowed for the object's current storage class",
        ));
    }
    object.restored = true;
    Ok(bare(202))
}
