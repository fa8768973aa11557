//! The errors of api.weixin.qq.com: one `match` from `errcode` to kind, words and hint. An `errcode` comes with status 200, as
//! a number or as text, and its message ends with the id that WeChat's support asks for.
//! Source: `reference/wechat.md` §§3.1–3.9.

use serde_json::{Map, Value};

use crate::error::{Error, Kind, Outcome};
use crate::text;
use crate::text::Text;

/// The error that an answer reports; `None` when it reports none.
pub fn read(fields: &Map<String, Value>, status: u16) -> Option<Error> {
    let code = match fields.get("errcode")? {
        Value::Number(n) => n.as_i64()?,
        Value::String(s) => s.trim().parse().ok()?,
        _ => return None,
    };
    if code == 0 {
        return None;
    }
    let message = fields.get("errmsg").and_then(Value::as_str).unwrap_or("");
    let (message, rid) = split_rid(message);
    let known = of_code(code, message);
    let mut what = known.what;
    if !message.is_empty() {
        let message: String = message.chars().take(512).collect();
        what = what.join(": ", Text::same(message));
    }
    let error = Error::new(known.kind, what);
    // Beside its own code, a 200 tells nothing but that there was an answer.
    let error = match status {
        200 => error.outcome(Outcome::Sent),
        status => error.status(status),
    };
    let error = error.code(code.to_string()).request_id(rid.map(str::to_owned));
    Some(match known.hint {
        Some(hint) => error.hint(hint),
        None => error,
    })
}

/// The error of a status that came without an `errcode`.
pub fn of_status(status: u16) -> Error {
    let (kind, what) = match status {
        500.. => (
            Kind::Unavailable,
            text!("WeChat cannot serve now", "微信服务暂时不可用"),
        ),
        429 => (Kind::RateLimited, text!("too many requests", "请求过于频繁")),
        408 => (Kind::Timeout, text!("WeChat timed out", "微信服务端超时")),
        401 | 403 => (Kind::Auth, text!("refused", "被拒绝")),
        404 => (Kind::NotFound, text!("there is no such interface", "接口不存在")),
        _ => (Kind::Invalid, text!("request refused", "请求被拒绝")),
    };
    Error::new(kind, what).status(status)
}

/// Whether the token was refused, before anything was done.
pub fn is_stale_token(error: &Error) -> bool {
    matches!(error.code.as_deref(), Some("40001" | "40014" | "42001"))
}

/// Whether a code of the user's was refused.
pub fn is_spent_code(error: &Error) -> bool {
    matches!(error.code.as_deref(), Some("40029" | "40163"))
}

/// `message, rid: 65f…` cut in two.
fn split_rid(message: &str) -> (&str, Option<&str>) {
    match message.rsplit_once("rid:") {
        Some((message, rid)) => (
            message.trim_end_matches([' ', ',']),
            Some(rid.trim()).filter(|r| !r.is_empty()),
        ),
        None => (message.trim(), None),
    }
}

/// What is known of an `errcode`.
struct Known {
    kind: Kind,
    what: Text,
    hint: Option<Text>,
}

fn known(kind: Kind, what: Text, hint: Text) -> Known {
    Known {
        kind,
        what,
        hint: Some(hint),
    }
}

#[rustfmt::skip]
fn of_code(code: i64, message: &str) -> Known {
    match code {
        -1 => known(Kind::Unavailable,
            text!("WeChat is busy", "微信系统繁忙"),
            text!("try again in a moment", "请稍候再试")),
        40001 => known(Kind::Auth,
            text!("the token or the secret is refused", "access_token 或 AppSecret 无效"),
            text!("is the secret right, and does the token belong to this appid? vh wx token --refresh gets a new one",
                  "AppSecret 是否正确？令牌是否属于此 appid？vh wx token --refresh 可获取新令牌")),
        40014 => known(Kind::Auth,
            text!("the token is refused", "access_token 无效"),
            text!("vh wx token --refresh gets a new one", "vh wx token --refresh 可获取新令牌")),
        42001 => known(Kind::Auth,
            text!("the token has expired", "access_token 已过期"),
            text!("vh wx token --refresh gets a new one", "vh wx token --refresh 可获取新令牌")),
        40029 => known(Kind::Invalid,
            text!("the code is wrong or has expired", "code 无效或已过期"),
            text!("a code is good for 5 minutes and for one mini program: call wx.login again",
                  "code 有效期 5 分钟，且只属于一个小程序：请重新调用 wx.login")),
        40163 => known(Kind::Conflict,
            text!("the code has been used", "code 已被使用"),
            text!("a code is good once: call wx.login again", "每个 code 只能使用一次：请重新调用 wx.login")),
        40226 => known(Kind::Refused,
            text!("WeChat blocks this user's login", "该用户的登录被微信拦截"),
            text!("the user is rated a high risk; the mini program cannot change that", "该用户被判定为高风险用户，小程序方无法更改")),
        43101 => known(Kind::Refused,
            text!("the user has not agreed to this message", "用户未同意接收该消息"),
            text!("one consent is one message: ask again with wx.requestSubscribeMessage", "一次授权只能发一条：请用 wx.requestSubscribeMessage 再次请求授权")),
        45011 => known(Kind::RateLimited,
            text!("too often in this minute", "本分钟调用过于频繁"),
            text!("wait a minute (a user may log in 100 times a minute)", "请等一分钟（每个用户每分钟 100 次）")),
        45009 => known(Kind::Quota,
            text!("the quota of this interface is used up", "该接口的调用额度已用完"),
            text!("it is renewed at midnight, Beijing time; mp.weixin.qq.com shows it, and can clear it ten times a month",
                  "北京时间零点恢复；可在 mp.weixin.qq.com 查看，每月可清零 10 次")),
        40013 => known(Kind::Auth,
            text!("the appid is wrong", "appid 无效"),
            text!("compare [wx.NAME] appid with 开发管理 → 开发设置 on mp.weixin.qq.com", "请与 mp.weixin.qq.com 的 开发管理 → 开发设置 核对 [wx.NAME] appid")),
        40125 => known(Kind::Auth,
            text!("the secret is wrong", "AppSecret 错误"),
            text!("was it reset on mp.weixin.qq.com? vh config set wx.NAME.secret takes the new one", "是否在 mp.weixin.qq.com 上重置过？用 vh config set wx.NAME.secret 设置新值")),
        40243 => known(Kind::Auth,
            text!("the secret is frozen", "AppSecret 已被冻结"),
            text!("unfreeze it on mp.weixin.qq.com under 开发管理 → 开发设置", "请在 mp.weixin.qq.com 的 开发管理 → 开发设置 中解冻")),
        41002 => known(Kind::Auth,
            text!("the appid is missing", "缺少 appid"),
            text!("set [wx.NAME] appid", "请设置 [wx.NAME] appid")),
        41004 => known(Kind::Auth,
            text!("the secret is missing", "缺少 AppSecret"),
            text!("set [wx.NAME] secret", "请设置 [wx.NAME] secret")),
        40164 => known(Kind::Auth,
            text!("this machine's address is not in the allow list", "本机 IP 不在白名单中"),
            allow_list(message)),
        89503 => known(Kind::Auth,
            text!("this address awaits an administrator's approval", "此 IP 等待管理员确认"),
            text!("an administrator of the mini program has a message in WeChat that asks for it", "小程序管理员的微信中有确认消息")),
        48001 => known(Kind::Auth,
            text!("the mini program may not use this interface", "小程序没有此接口的权限"),
            text!("mp.weixin.qq.com shows which interfaces it has; some need a verified owner", "可在 mp.weixin.qq.com 查看接口权限；部分接口需要认证主体")),
        43002 => known(Kind::Invalid,
            text!("the interface wants POST", "接口要求使用 POST"),
            text!("vh api wx.NAME POST PATH -d BODY", "vh api wx.NAME POST 路径 -d 内容")),
        40003 => known(Kind::Invalid,
            text!("the openid is wrong", "openid 无效"),
            text!("an openid belongs to one mini program: is it from this appid?", "openid 只属于一个小程序：它是否来自此 appid？")),
        61010 => known(Kind::Invalid,
            text!("the user has not been here lately", "该用户近期未访问"),
            text!("the openid must have used the mini program in the last two hours", "该 openid 须在近两小时内访问过小程序")),
        40037 => known(Kind::Invalid,
            text!("the template is unknown", "模板 ID 无效"),
            text!("compare it with 功能 → 订阅消息 → 我的模板 on mp.weixin.qq.com", "请与 mp.weixin.qq.com 的 功能 → 订阅消息 → 我的模板 核对")),
        41030 => known(Kind::Invalid,
            text!("the page is unknown", "页面路径无效"),
            text!("no leading slash, no query, and published, unless --no-check-path is given", "不能以 / 开头、不能带参数，且须已发布（除非使用 --no-check-path）")),
        40129 => known(Kind::Invalid,
            text!("the scene is wrong", "scene 无效"),
            text!("1 to 32 letters, digits and !#$&'()*+,/:;=?@-._~", "1 至 32 个字母、数字和 !#$&'()*+,/:;=?@-._~")),
        47001 => known(Kind::Invalid,
            text!("WeChat cannot read the body", "微信无法解析请求内容"),
            text!("it must be a JSON object, not a form", "必须是 JSON 对象，而非表单")),
        47003 => known(Kind::Invalid,
            text!("a value does not fit its key", "参数值不符合该字段的限制"),
            text!("the message names the field; its name tells what fits: thing 20 characters, number digits, date, amount …",
                  "消息中指出了字段；字段名决定格式：thing 20 字以内、number 数字、date 日期、amount 金额 …")),
        40165 => known(Kind::Invalid,
            text!("the path is wrong", "小程序路径无效"),
            text!("a page of the published mini program, its query apart in --query", "须为已发布小程序的页面，参数另用 --query 给出")),
        45063 => known(Kind::Invalid,
            text!("the scene is too long or malformed", "scene 过长或格式错误"),
            text!("1 to 32 letters, digits and !#$&'()*+,/:;=?@-._~", "1 至 32 个字母、数字和 !#$&'()*+,/:;=?@-._~")),
        85079 => known(Kind::Conflict,
            text!("the mini program has not been published", "小程序尚未发布"),
            text!("publish it, or give --env trial or --env develop", "请先发布，或使用 --env trial、--env develop")),
        85400 => known(Kind::Invalid,
            text!("the link lives too long", "链接有效期过长"),
            text!("30 days at most", "最长 30 天")),
        87009 => known(Kind::Invalid,
            text!("the signature of the user's text is wrong", "签名错误"),
            text!("leave --signature out, unless it is a profile's (--scene profile)", "除资料类场景（--scene profile）外请不要使用 --signature")),
        87014 => known(Kind::ContentPolicy,
            text!("risky content", "内容含有违法违规信息"),
            text!("do not show it to others", "请勿向他人展示")),
        // Unknown to us: final, shown, not tried again.
        _ => Known { kind: Kind::Invalid, what: text!("refused by WeChat", "被微信拒绝"), hint: None },
    }
}

/// WeChat tells the address it saw: behind a router nobody else knows it.
fn allow_list(message: &str) -> Text {
    let address = message
        .split([' ', ','])
        .map(|word| word.strip_prefix("::ffff:").unwrap_or(word))
        .find_map(|word| word.parse::<std::net::IpAddr>().ok());
    match address {
        Some(address) => text!(
            "add {address} to the allow list: mp.weixin.qq.com → 开发管理 → 开发设置 → IP白名单",
            "请把 {address} 加入白名单：mp.weixin.qq.com → 开发管理 → 开发设置 → IP白名单"
        ),
        None => text!(
            "add it on mp.weixin.qq.com under 开发管理 → 开发设置 → IP白名单",
            "请在 mp.weixin.qq.com 的 开发管理 → 开发设置 → IP白名单 中添加"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn of(body: Value) -> Option<Error> {
        read(body.as_object().unwrap(), 200)
    }

    #[test]
    fn a_code_is_read_as_number_and_as_text_and_zero_is_none() {
        assert!(of(json!({"errcode": 0, "errmsg": "ok"})).is_none());
        assert!(of(json!({"errcode": "0"})).is_none());
        assert!(of(json!({"openid": "x"})).is_none());
        assert_eq!(of(json!({"errcode": "40029"})).unwrap().kind, Kind::Invalid);
        let e = of(json!({"errcode": 99999, "errmsg": "new rid: 65f-1"})).unwrap();
        assert_eq!(
            (e.kind, e.code.as_deref(), e.request_id.as_deref()),
            (Kind::Invalid, Some("99999"), Some("65f-1"))
        );
        assert!(e.what.en.ends_with("new") && !e.is_retryable());
    }

    #[test]
    fn the_address_to_allow_is_told() {
        let e =
            of(json!({"errcode": 40164, "errmsg": "invalid ip 1.2.3.4 ipv6 ::ffff:1.2.3.4, not in whitelist rid: x"}));
        let e = e.unwrap();
        let hint = e.hint.as_ref().unwrap();
        assert!(
            hint.en.contains("add 1.2.3.4 ") && hint.zh.contains("1.2.3.4"),
            "{hint:?}"
        );
        let six = allow_list("invalid ip 2001:db8::7, not in whitelist");
        assert!(six.en.contains("2001:db8::7"));
        assert!(allow_list("no address").en.contains("IP白名单"));
    }
}
