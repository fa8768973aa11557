//! The rows of the mini program and its backend, and what of them stands in the sandbox's configuration.

use futures_util::FutureExt;

use super::{Row, Seen, World, fault, nothing};
use crate::command::now;
use crate::command::sandbox::Sealed;
use crate::error::{Kind, Result};
use crate::http::Piece;
use crate::sandbox::{Fault, Sandbox};
use crate::secret::Secret;
use crate::state::State;
use crate::wx::check::{Scene, Script, Suggest};
use crate::wx::code::{Code, Look};
use crate::wx::gateway::message::Message;
use crate::wx::gateway::{Gateway, decode};
use crate::wx::link::{Destination, Form};
use crate::wx::message;
use crate::wx::{self, Wx};

/// The tables that reach the sandbox.
pub fn sealed(sandbox: &Sandbox) -> Sealed {
    let (wx, gateway) = (sandbox.server("wx"), sandbox.server("gateway"));
    let mut tables = format!(
        "\n[wx.sandbox]\nbase_url = \"{}\"\nsecret = \"plain:{}\"\n",
        wx.url, wx.key
    );
    for (key, value) in &wx.also {
        tables.push_str(&format!("{key} = \"{value}\"\n"));
    }
    tables.push_str(&format!(
        "\n[gateway.sandbox]\nbase_url = \"{}\"\ncode = \"plain:{}\"\nshare_path = \"api/share\"\npay_path = \"api/pay/order\"\n",
        gateway.url, gateway.key
    ));
    Sealed {
        defaults: "wx = \"sandbox\"\ngateway = \"sandbox\"\n",
        tables,
    }
}

const OPENID: &str = "oRhHa1XxnSTM2w3ybVq7VL6Hb";

fn at(path: &str, body: &str) -> Fault {
    Fault {
        path: Some(path.to_owned()),
        body: Some(body.to_owned()),
        ..Fault::default()
    }
}

/// The rows.
pub(super) const ROWS: &[Row] = &[
    Row {
        name: "wx-login",
        run: |w| log_in(w).boxed(),
        needs: nothing,
        breaks: || at("/sns/jscode2session", r#"{"errcode":0,"errmsg":"ok"}"#),
    },
    Row {
        name: "wx-token",
        run: |w| token(w).boxed(),
        // The first call's token is refused: it is replaced once, and the call repeated once.
        needs: || {
            vec![Fault {
                path: Some("/wxa/getwxacodeunlimit".to_owned()),
                status: Some(200),
                code: Some("40001".to_owned()),
                times: Some(1),
                ..Fault::default()
            }]
        },
        breaks: || Fault {
            path: Some("/wxa/getwxacodeunlimit".to_owned()),
            status: Some(200),
            code: Some("40001".to_owned()),
            ..Fault::default()
        },
    },
    Row {
        name: "wx-phone",
        run: |w| phone(w).boxed(),
        needs: nothing,
        breaks: || at("/getuserphonenumber", r#"{"errcode":0,"errmsg":"ok","phone_info":{}}"#),
    },
    Row {
        name: "wx-link",
        run: |w| link(w).boxed(),
        needs: nothing,
        breaks: || at("/wxa/generatescheme", r#"{"errcode":0,"errmsg":"ok"}"#),
    },
    Row {
        name: "wx-message",
        run: |w| subscription(w).boxed(),
        needs: || {
            vec![Fault {
                lose: true,
                ..fault("demo wx-message")
            }]
        },
        breaks: || Fault {
            status: Some(503),
            times: Some(1),
            ..fault("demo wx-message")
        },
    },
    Row {
        name: "wx-check",
        run: |w| check(w).boxed(),
        needs: nothing,
        breaks: || {
            at(
                "/wxa/msg_sec_check",
                r#"{"errcode":0,"errmsg":"ok","result":{"suggest":"pass","label":100}}"#,
            )
        },
    },
    Row {
        name: "gateway-message",
        run: |w| say(w).boxed(),
        needs: nothing,
        breaks: || Fault {
            text: Some("something else".to_owned()),
            ..fault("demo gateway-message")
        },
    },
    Row {
        name: "gateway-relogin",
        run: |w| again(w).boxed(),
        needs: || {
            vec![Fault {
                status: Some(401),
                times: Some(1),
                ..fault("demo gateway-relogin")
            }]
        },
        breaks: || Fault {
            status: Some(401),
            ..fault("demo gateway-relogin")
        },
    },
    Row {
        name: "gateway-transcribe",
        run: |w| transcribe(w).boxed(),
        needs: nothing,
        breaks: || {
            at(
                "/api/files/upload",
                r#"{"code":0,"data":{"filePath":"/elsewhere.mp3"}}"#,
            )
        },
    },
    Row {
        name: "gateway-pay",
        run: |w| pay(w).boxed(),
        needs: nothing,
        breaks: || {
            at(
                "/api/pay/order",
                r#"{"code":0,"data":{"orderInfo":{"timeStamp":1795442400}}}"#,
            )
        },
    },
];

impl World {
    async fn wx(&self) -> Result<Wx> {
        let resolved = self.settings.wx("sandbox").await?;
        wx::connect("sandbox", resolved.config, resolved.net, self.http.clone())
    }

    async fn gateway<'a>(&self, state: &'a State) -> Result<Gateway<'a>> {
        crate::command::gateway::connect(&self.settings, "sandbox", &self.http, state).await
    }

    async fn state(&self) -> Result<State> {
        State::open(&self.settings.state().await?, None, Box::new(|_| {}))
    }
}

fn code(text: &str) -> Secret {
    Secret::new("wx.code", text.to_owned())
}

async fn log_in(w: &World) -> Result<Seen> {
    let wx = w.wx().await?;
    let session = wx.login(&code("demo-wx-login")).await?;
    let again = wx.login(&code("demo-wx-login")).await.err();
    Ok(Seen {
        sent: w.sent(),
        received: session.openid.clone(),
        compared: "an openid; the code a second time is refused (40163)".to_owned(),
        holds: session.openid.len() == 28 && again.is_some_and(|e| e.code.as_deref() == Some("40163")),
    })
}

async fn token(w: &World) -> Result<Seen> {
    let (wx, state) = (w.wx().await?, w.state().await?);
    let code = Code::Unlimited {
        scene: "demo=1".to_owned(),
        page: None,
        check_path: true,
    };
    let (format, bytes) = wx.authorized(&state, now).code(&code, &Look::default()).await?;
    let asked = w
        .sandbox
        .journal()
        .iter()
        .filter(|e| e.path.contains("stable_token"))
        .count();
    let drawn = crate::output::picture::draw(&bytes, 80, 40, true)?;
    Ok(Seen {
        sent: w.sent(),
        received: format!("{} {} bytes", format.name(), bytes.len()),
        compared: "a refused token replaced, the call repeated, the picture read back".to_owned(),
        // Asked for once, asked again, and forced because the same one came.
        holds: asked == 3 && drawn.exact,
    })
}

async fn phone(w: &World) -> Result<Seen> {
    let (wx, state) = (w.wx().await?, w.state().await?);
    let phone = wx.authorized(&state, now).phone(&code("demo-wx-phone"), None).await?;
    Ok(Seen {
        sent: w.sent(),
        received: wx::login::masked(&phone.pure),
        compared: "a number of 11 digits, country code 86".to_owned(),
        holds: phone.pure.len() == 11 && phone.country == "86",
    })
}

async fn link(w: &World) -> Result<Seen> {
    let (wx, state) = (w.wx().await?, w.state().await?);
    let calls = wx.authorized(&state, now);
    let to = Destination {
        page: Some("pages/index/index".to_owned()),
        query: Some("from=demo".to_owned()),
        ..Destination::default()
    };
    let link = calls.link(Form::Link, &to).await?;
    let scheme = calls.link(Form::Scheme, &to).await?;
    Ok(Seen {
        sent: w.sent(),
        received: format!("{link} {scheme}"),
        compared: "both forms, one token for both".to_owned(),
        holds: link.starts_with("https://wxaurl.cn/")
            && scheme.starts_with("weixin://dl/business/")
            && w.sandbox.journal().len() == 3,
    })
}

async fn subscription(w: &World) -> Result<Seen> {
    let (wx, state) = (w.wx().await?, w.state().await?);
    let message = message::Message {
        openid: OPENID.to_owned(),
        template: "priTmpl1".to_owned(),
        data: vec![("thing1".to_owned(), "demo wx-message".to_owned())],
        ..message::Message::default()
    };
    let error = wx.authorized(&state, now).message(&message).await.err();
    let sent = w
        .sandbox
        .journal()
        .iter()
        .filter(|e| e.path.contains("subscribe/send"))
        .count();
    Ok(Seen {
        sent: w.sent(),
        received: error
            .as_ref()
            .map_or("sent".to_owned(), |e| e.line(crate::text::Lang::En)),
        compared: "a lost answer is exit 11, and never sent again".to_owned(),
        holds: sent == 1 && error.is_some_and(|e| e.kind == Kind::OutcomeUnknown),
    })
}

async fn check(w: &World) -> Result<Seen> {
    let (wx, state) = (w.wx().await?, w.state().await?);
    let calls = wx.authorized(&state, now);
    let mut seen = Vec::new();
    for content in ["你好", "存疑", "违规"] {
        let script = Script {
            content,
            openid: OPENID,
            scene: Scene::Comment,
            title: None,
            nickname: None,
            signature: None,
        };
        seen.push(calls.check_text(&script).await?.suggest);
    }
    let names: Vec<&str> = seen.iter().map(|s| s.name()).collect();
    Ok(Seen {
        sent: w.sent(),
        received: names.join(", "),
        compared: "errcode 0 thrice, and only one passes".to_owned(),
        holds: seen == [Suggest::Pass, Suggest::Review, Suggest::Risky],
    })
}

/// The words of an answer, and in how many pieces they came.
async fn answer(gateway: &Gateway<'_>, content: &str) -> Result<(String, usize)> {
    let message = Message {
        conversation: None,
        content,
        content_type: "text",
        stream: true,
    };
    let mut coming = gateway.message(&message, None).await?;
    let (mut words, mut pieces) = (String::new(), 0);
    while let Some(piece) = coming.next().await? {
        words.push_str(piece.words.as_deref().unwrap_or(""));
        pieces += 1;
    }
    Ok((words, pieces))
}

async fn say(w: &World) -> Result<Seen> {
    let state = w.state().await?;
    let (words, pieces) = answer(&w.gateway(&state).await?, "demo gateway-message").await?;
    Ok(Seen {
        sent: w.sent(),
        holds: words == "第 1 条，收到：demo gateway-message" && pieces > 5,
        received: words,
        compared: "logged in by a new code, the answer streamed".to_owned(),
    })
}

async fn again(w: &World) -> Result<Seen> {
    let state = w.state().await?;
    let (words, _) = answer(&w.gateway(&state).await?, "demo gateway-relogin").await?;
    let logins = w
        .sandbox
        .journal()
        .iter()
        .filter(|e| e.path.contains("wx-login"))
        .count();
    Ok(Seen {
        sent: w.sent(),
        // The refused one was no message to the backend.
        holds: logins == 2 && words == "第 1 条，收到：demo gateway-relogin",
        received: words,
        compared: "after a 401 another login, the message repeated once".to_owned(),
    })
}

async fn transcribe(w: &World) -> Result<Seen> {
    let state = w.state().await?;
    let gateway = w.gateway(&state).await?;
    let sound = Piece::Bytes(vec![0x55; 4096].into());
    let uploaded = gateway.upload_piece("demo.mp3", sound, None, None).await?;
    let path = decode::uploaded_path(&uploaded.json().unwrap_or_default()).unwrap_or_default();
    let answered = gateway.transcribe(&path, None).await?;
    let words = decode::transcript(&answered.json().unwrap_or_default()).unwrap_or_default();
    Ok(Seen {
        sent: w.sent(),
        holds: words == "demo.mp3 的文字，4096 字节",
        received: words,
        compared: "the form arrived whole, and the path it got was sent on".to_owned(),
    })
}

async fn pay(w: &World) -> Result<Seen> {
    let state = w.state().await?;
    let order = serde_json::json!({"productId": "vip-month"});
    let answered = w.gateway(&state).await?.pay(order, None).await?;
    let params = decode::payment(&answered.json().unwrap_or_default())?;
    let names: Vec<&str> = params.keys().map(String::as_str).collect();
    Ok(Seen {
        sent: w.sent(),
        received: names.join(", "),
        compared: "the five parameters of wx.requestPayment, each in its form".to_owned(),
        holds: params["timeStamp"].is_string()
            && params["package"].as_str().is_some_and(|p| p.starts_with("prepay_id=")),
    })
}
