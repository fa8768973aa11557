//! Other people's clients of WeChat Pay against the sandbox, and their judgement of what `vh` signs.

use std::path::Path;

use crate::harness::{VH, World};

#[test]
fn wechatpayv3_and_wechatpy_work_against_the_sandbox() {
    let Some(dir) = super::installed("wechatpayv3 and wechatpy") else {
        return;
    };
    let w = World::empty();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/interop/wechat_clients.py");
    let mut command = w.command(&["sandbox", "--"]);
    command.arg(dir.join("venv/bin/python")).arg(script).env("VH", VH);
    let ran = crate::harness::finish(command).exits(0);
    for ok in [
        "wechatpayv3 orders ok",
        "wechatpayv3 certificates ok",
        "wechatpy orders ok",
        "wechatpy notification ok",
        "both see what vh ordered",
    ] {
        assert!(ran.out.contains(ok), "{ok}: {}{}", ran.out, ran.err);
    }
}
