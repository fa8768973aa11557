//! api.weixin.qq.com as the documents describe it: two kinds of token that do not know each other, codes that are good once,
//! errors with status 200, pictures that come with the wrong type.
//! Source: developers.weixin.qq.com/miniprogram/dev/OpenApiDoc.

use std::collections::HashSet;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use base64::Engine as _;
use serde_json::{Map, Value, json};

use super::rules::{
    Refused, SCENE_MARKS, check_life, check_message, check_place, digest, judge, openid, parameter, picture,
    picture_checked,
};
use crate::sandbox::server::{Answer, Content, Protocol};
use crate::sandbox::{Entry, new_key};

/// How long a token lives.
const LIFE: Duration = Duration::from_secs(7200);

/// The server.
pub struct Weixin {
    appid: String,
    secret: String,
    requests: AtomicU64,
    tokens: Mutex<Tokens>,
    used: Mutex<HashSet<String>>,
}

#[derive(Default)]
struct Tokens {
    stable: Option<(String, Instant)>,
    plain: Option<(String, Instant)>,
    ended: HashSet<String>,
    forced: Option<Instant>,
}

impl Weixin {
    /// A server with one mini program, which has this secret.
    pub fn new(secret: String) -> Weixin {
        let unique = new_key("");
        Weixin {
            appid: format!("wx{}", &unique[1..17]),
            secret,
            requests: AtomicU64::new(0),
            tokens: Mutex::default(),
            used: Mutex::default(),
        }
    }

    fn refuse(&self, code: i64, message: &str) -> Answer {
        let rid = self.requests.load(Ordering::Relaxed);
        let body = json!({"errcode": code, "errmsg": format!("{message} rid: sandbox-{rid}")});
        Answer::json(200, &body).problem(&format!("{code} {message}"))
    }

    fn tokens(&self) -> std::sync::MutexGuard<'_, Tokens> {
        self.tokens.lock().unwrap_or_else(|e| e.into_inner())
    }

    /// Whether a code is good; each is, once.
    fn spend(&self, code: &str) -> Result<(), Refused> {
        if code.len() < 6 || code.starts_with("bad") {
            return Err((40029, "invalid code".into()));
        }
        if code.starts_with("blocked") {
            return Err((40226, "code blocked".into()));
        }
        let mut used = self.used.lock().unwrap_or_else(|e| e.into_inner());
        if !used.insert(code.to_owned()) {
            return Err((40163, "code been used".into()));
        }
        Ok(())
    }

    fn check_app(&self, appid: &str, secret: &str) -> Result<(), Refused> {
        match (appid, secret) {
            ("", _) => Err((41002, "appid missing".into())),
            (_, "") => Err((41004, "appsecret missing".into())),
            (appid, _) if appid != self.appid => Err((40013, "invalid appid".into())),
            (_, secret) if secret != self.secret => Err((40125, "invalid appsecret".into())),
            _ => Ok(()),
        }
    }

    fn session(&self, query: &str) -> Result<Value, Refused> {
        let get = |name: &str| parameter(query, name).unwrap_or_default();
        self.check_app(&get("appid"), &get("secret"))?;
        if get("grant_type") != "authorization_code" {
            return Err((40002, "invalid grant_type".into()));
        }
        let code = get("js_code");
        self.spend(&code)?;
        let id = digest(&code);
        let key = base64::engine::general_purpose::STANDARD.encode(&id[..16]);
        Ok(json!({"session_key": key, "openid": openid(&id), "unionid": format!("u{}", &openid(&id)[1..])}))
    }

    fn stable(&self, body: &Map<String, Value>) -> Result<Value, Refused> {
        let get = |name: &str| body.get(name).and_then(Value::as_str).unwrap_or("");
        if get("grant_type") != "client_credential" {
            return Err((40002, "invalid grant_type".into()));
        }
        self.check_app(get("appid"), get("secret"))?;
        let force = body.get("force_refresh") == Some(&Value::Bool(true));
        let mut tokens = self.tokens();
        let now = Instant::now();
        if force {
            let early = tokens
                .forced
                .is_some_and(|at| now.duration_since(at) < Duration::from_secs(30));
            if early {
                return Err((45011, "api minute-quota reach limit".into()));
            }
            tokens.forced = Some(now);
            if let Some((old, _)) = tokens.stable.take() {
                tokens.ended.insert(old);
            }
        }
        let (value, ends) = tokens
            .stable
            .get_or_insert_with(|| (new_key("stable"), now + LIFE))
            .clone();
        let left = ends.saturating_duration_since(now).as_secs();
        Ok(json!({"access_token": value, "expires_in": left}))
    }

    fn plain(&self, query: &str) -> Result<Value, Refused> {
        let get = |name: &str| parameter(query, name).unwrap_or_default();
        if get("grant_type") != "client_credential" {
            return Err((40002, "invalid grant_type".into()));
        }
        self.check_app(&get("appid"), &get("secret"))?;
        let mut tokens = self.tokens();
        let value = new_key("plain");
        // The one before lives on for five minutes; who holds it then is not of interest here.
        tokens.plain = Some((value.clone(), Instant::now() + LIFE));
        Ok(json!({"access_token": value, "expires_in": LIFE.as_secs()}))
    }

    fn check_token(&self, query: &str) -> Result<(), Refused> {
        let token = parameter(query, "access_token").ok_or((41001, "access_token missing".to_owned()))?;
        let tokens = self.tokens();
        let held = [&tokens.stable, &tokens.plain].into_iter().flatten();
        for (value, ends) in held {
            if *value == token && *ends > Instant::now() {
                return Ok(());
            }
        }
        if tokens.ended.contains(&token) {
            return Err((42001, "access_token expired".into()));
        }
        Err((
            40001,
            "invalid credential, access_token is invalid or not latest".into(),
        ))
    }

    /// All tokens end now.
    fn expire(&self) -> Answer {
        let mut tokens = self.tokens();
        let held = [tokens.stable.take(), tokens.plain.take()];
        tokens.ended.extend(held.into_iter().flatten().map(|(value, _)| value));
        Answer::json(200, &json!({"expired": true}))
    }

    fn call(&self, path: &str, request: &Entry, text: Option<&str>) -> Result<Answer, Refused> {
        if path == "/wxa/img_sec_check" {
            return picture_checked(request);
        }
        let body: Map<String, Value> =
            serde_json::from_slice(&request.body).map_err(|_| (47001, "data format error".to_owned()))?;
        let get = |name: &str| body.get(name).and_then(Value::as_str).unwrap_or("");
        let ok = |mut value: Value| {
            value["errcode"] = 0.into();
            value["errmsg"] = "ok".into();
            Ok(Answer::json(200, &value))
        };
        match path {
            "/wxa/business/getuserphonenumber" => {
                self.spend(get("code"))?;
                let number = format!("138{:08}", u32::from(digest(get("code"))[0]) * 10_007);
                ok(
                    json!({"phone_info": {"phoneNumber": number, "purePhoneNumber": number, "countryCode": 86,
                    "watermark": {"timestamp": 1_637_744_274, "appid": self.appid}}}),
                )
            }
            "/wxa/getwxacodeunlimit" => {
                let scene = get("scene");
                let good = |c: char| c.is_ascii_alphanumeric() || SCENE_MARKS.contains(c);
                if scene.is_empty() || scene.len() > 32 || !scene.chars().all(good) {
                    return Err((40129, "invalid scene".into()));
                }
                let page = get("page");
                let must_exist = body.get("check_path") != Some(&Value::Bool(false));
                if page.starts_with('/') || page.contains('?') || (must_exist && page.contains("unpublished")) {
                    return Err((41030, "invalid page".into()));
                }
                picture(text.unwrap_or(&format!("{page}?scene={scene}")), &body)
            }
            "/wxa/getwxacode" | "/cgi-bin/wxaapp/createwxaqrcode" => {
                let place = get("path");
                if place.is_empty() || place.starts_with('/') || place.len() > 1024 {
                    return Err((40159, "invalid path".into()));
                }
                picture(text.unwrap_or(place), &body)
            }
            "/wxa/generate_urllink" => {
                check_place(&body)?;
                check_life(&body)?;
                let id = openid(&digest(&String::from_utf8_lossy(&request.body)));
                ok(json!({"url_link": format!("https://wxaurl.cn/{}", &id[1..12])}))
            }
            "/wxa/generatescheme" => {
                let place = body.get("jump_wxa").and_then(Value::as_object);
                check_place(place.ok_or((47001, "jump_wxa missing".to_owned()))?)?;
                check_life(&body)?;
                let id = openid(&digest(&String::from_utf8_lossy(&request.body)));
                ok(json!({"openlink": format!("weixin://dl/business/?t={}", &id[1..12])}))
            }
            "/cgi-bin/message/subscribe/send" => {
                check_message(&body)?;
                // Beyond what a double can hold.
                let id = 1_988_810_812_324_364_291 + self.requests.load(Ordering::Relaxed);
                ok(json!({"msgid": id}))
            }
            "/wxa/msg_sec_check" => ok(judge(&body)?),
            "/wxa/media_check_async" => {
                if get("media_url").is_empty() || body.get("media_type") != Some(&2.into()) {
                    return Err((47001, "data format error".into()));
                }
                let id = openid(&digest(get("media_url")));
                ok(json!({"trace_id": id}))
            }
            _ => Err((40066, "invalid url".into())),
        }
    }
}

impl Protocol for Weixin {
    fn name(&self) -> &'static str {
        "wx"
    }

    fn tls_name(&self) -> Option<&'static str> {
        Some("wx-tls")
    }

    fn key(&self) -> &str {
        &self.secret
    }

    fn key_name(&self) -> String {
        "wx.sandbox.secret".to_owned()
    }

    fn also(&self) -> Vec<(&'static str, String)> {
        vec![("appid", self.appid.clone())]
    }

    fn request_id_header(&self) -> &'static str {
        "x-request-id"
    }

    fn answer(&self, request: &Entry, text: Option<&str>) -> Answer {
        self.requests.fetch_add(1, Ordering::Relaxed);
        let (path, query) = request.path.split_once('?').unwrap_or((&request.path, ""));
        let result = match (request.method.as_str(), path) {
            ("POST", "/sandbox/expire") => return self.expire(),
            ("GET", "/sns/jscode2session") => self.session(query).map(|v| Answer::json(200, &v)),
            ("GET", "/cgi-bin/token") => self.plain(query).map(|v| Answer::json(200, &v)),
            ("POST", "/cgi-bin/stable_token") => match serde_json::from_slice(&request.body) {
                Ok(body) => self.stable(&body).map(|v| Answer::json(200, &v)),
                Err(_) => Err((47001, "data format error".into())),
            },
            ("POST", path) => self.check_token(query).and_then(|()| self.call(path, request, text)),
            _ => Err((43002, "require POST method".into())),
        };
        result.unwrap_or_else(|(code, message)| self.refuse(code, &message))
    }

    fn error(&self, status: u16, code: Option<&str>, message: &str) -> Answer {
        match code.and_then(|c| c.parse::<i64>().ok()) {
            Some(code) => Answer {
                status,
                ..self.refuse(code, message)
            },
            None => Answer {
                status,
                headers: vec![("content-type".into(), "text/html".into())],
                content: Content::Whole(format!("<html><body>{status}</body></html>").into_bytes()),
                problem: Some(message.to_owned()),
            },
        }
    }
}
