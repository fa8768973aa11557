//! Access rules that are told as lists of grants, as the canned names that made them.
//! Source: AWS "Canned ACL"; COS "ACL".

use super::xml::Node;

const ALL_USERS: &str = "/AllUsers";
const KNOWN_USERS: &str = "/AuthenticatedUsers";

/// The canned name of a list of grants; `custom` where it has none.
pub fn canned(document: &Node) -> String {
    let grants = document.child("AccessControlList");
    let mut granted: Vec<(String, String)> = Vec::new();
    for grant in grants.into_iter().flat_map(|g| g.all("Grant")) {
        let grantee = grant.child("Grantee");
        let uri = grantee
            .and_then(|g| g.get("URI").or_else(|| g.get("ID")))
            .unwrap_or_default();
        let permission = grant.get("Permission").unwrap_or_default();
        for group in [ALL_USERS, KNOWN_USERS] {
            if uri.ends_with(group) || (group == ALL_USERS && uri.ends_with("qcs::cam::anyone:anyone")) {
                granted.push((group.to_owned(), permission.to_owned()));
            }
        }
    }
    let has = |group: &str, permission: &str| granted.iter().any(|(g, p)| g == group && p == permission);
    let name = match granted.len() {
        0 => "private",
        1 if has(ALL_USERS, "READ") => "public-read",
        1 if has(KNOWN_USERS, "READ") => "authenticated-read",
        2 if has(ALL_USERS, "READ") && has(ALL_USERS, "WRITE") => "public-read-write",
        1 if has(ALL_USERS, "FULL_CONTROL") => "public-read-write",
        _ => "custom",
    };
    name.to_owned()
}
