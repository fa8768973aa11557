//! Receiving notifications: a small HTTP server that verifies, records once, and only then answers; what is recorded is handed
//! on by a task of its own, until it is taken. Many connections share one commit.
//!
//! It takes nothing from a request but its body and the headers that are signed. It prints nothing.

mod courier;
mod wire;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use futures_util::FutureExt;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, UnixListener};
use tokio::sync::{Mutex, Notify, Semaphore, mpsc, oneshot};

use super::deliver::Way;
use super::notify::{self, About, Captured, Notice, Verdict};
use super::{Account, Merchant, v3};
use crate::error::{Error, Result};
use crate::state::ledger::{NewNotice, Recorded};
use crate::state::{State, unix_ms};
use crate::text;
use crate::text::Text;

/// Connections at once; more wait in the system's queue.
const CONNECTIONS: usize = 512;

/// Notifications that share a commit.
const BATCH: usize = 256;

/// WeChat waits five seconds for an answer; what needs a question to WeChat first must leave time for it.
const CONFIRM_LIMIT: Duration = Duration::from_secs(4);

/// WeChat's certificates are fetched anew at most this often.
const REFRESH_PAUSE: Duration = Duration::from_secs(300);

/// Where it listens.
pub enum Door {
    /// On a port.
    Tcp(TcpListener),
    /// On a socket of this machine, removed at the end.
    Unix(UnixListener, PathBuf),
}

impl Drop for Door {
    fn drop(&mut self) {
        if let Door::Unix(_, path) = self {
            // Somebody may have removed it already.
            let _ = std::fs::remove_file(path);
        }
    }
}

/// What is told of each notification.
#[derive(Debug, Clone)]
pub struct Event {
    /// What it was about.
    pub about: &'static str,
    /// The number.
    pub number: String,
    /// In fen.
    pub amount: i64,
    /// Its state.
    pub state: String,
    /// `recorded`, `again`, `refused`, `delivered`, `waiting`.
    pub outcome: &'static str,
    /// Why, where it was not recorded.
    pub why: Option<Text>,
    /// Its name in the ledger.
    pub id: String,
    /// A signature that does not fit is sent on purpose now and then, to see it refused.
    pub is_probe: bool,
}

/// Takes events.
pub type Tell = Arc<dyn Fn(Event) + Send + Sync>;

/// What a listener needs.
pub struct Listener {
    /// The merchant.
    pub account: Arc<Account>,
    /// Answers what only WeChat can confirm: refunds of v2.
    pub confirm: Option<Box<dyn Merchant>>,
    /// The ledger.
    pub state: Arc<State>,
    /// Where things are handed on.
    pub way: Option<Way>,
    /// Orders that are not in the ledger are refused.
    pub known_only: bool,
    /// Takes events.
    pub tell: Tell,
}

/// A notice on its way into the ledger.
struct Job {
    notice: NewNotice,
    done: oneshot::Sender<Result<Recorded>>,
}

/// What the tasks share.
struct Inside {
    listener: Listener,
    jobs: mpsc::Sender<Job>,
    new: Notify,
    refreshed: Mutex<Option<Instant>>,
}

/// Listens until it is dropped.
///
/// # Errors
/// [`crate::error::Kind::Local`] when the listener itself fails.
pub async fn listen(listener: Listener, door: Door) -> Result<()> {
    let (jobs, queue) = mpsc::channel(4096);
    let inside = Arc::new(Inside {
        listener,
        jobs,
        new: Notify::new(),
        refreshed: Mutex::new(None),
    });
    let recorder = tokio::spawn(record_all(inside.clone(), queue));
    let courier = tokio::spawn(courier::run(inside.clone()));
    let result = accept_all(&inside, &door).await;
    recorder.abort();
    courier.abort();
    result
}

async fn accept_all(inside: &Arc<Inside>, door: &Door) -> Result<()> {
    let slots = Arc::new(Semaphore::new(CONNECTIONS));
    loop {
        let slot = slots
            .clone()
            .acquire_owned()
            .await
            .map_err(|_| Error::bug("a closed semaphore"))?;
        let accepted = match door {
            Door::Tcp(l) => l.accept().await.map(|(stream, _)| {
                let _ = stream.set_nodelay(true);
                Box::new(stream) as Box<dyn Stream>
            }),
            Door::Unix(l, _) => l.accept().await.map(|(stream, _)| Box::new(stream) as Box<dyn Stream>),
        };
        match accepted {
            Ok(stream) => {
                let inside = inside.clone();
                tokio::spawn(async move {
                    wire::serve(stream, |captured| receive(&inside, captured).boxed()).await;
                    drop(slot);
                });
            }
            // Out of descriptors, or a peer that is gone: the next may be better.
            Err(_) => tokio::time::sleep(Duration::from_millis(20)).await,
        }
    }
}

trait Stream: AsyncRead + AsyncWrite + Unpin + Send {}

impl<T: AsyncRead + AsyncWrite + Unpin + Send> Stream for T {}

/// One task writes, so that all who wait share its commits.
async fn record_all(inside: Arc<Inside>, mut queue: mpsc::Receiver<Job>) {
    let mut batch = Vec::with_capacity(BATCH);
    while queue.recv_many(&mut batch, BATCH).await > 0 {
        let now_ms = unix_ms((inside.listener.account.clock.now)());
        let (notices, waiting): (Vec<_>, Vec<_>) = batch.drain(..).map(|j| (j.notice, j.done)).unzip();
        let result = inside.listener.state.ledger().record(notices, now_ms).await;
        match result {
            Ok(all) => {
                for (done, recorded) in waiting.into_iter().zip(all) {
                    // Whoever waited may have gone; it is recorded all the same.
                    let _ = done.send(Ok(recorded));
                }
                inside.new.notify_one();
            }
            Err(e) => {
                for done in waiting {
                    let _ = done.send(Err(Error::new(e.kind, e.what.clone())));
                }
            }
        }
    }
}

/// How a notification is answered.
pub(crate) enum Answered {
    /// It is recorded.
    Taken,
    /// It is not WeChat's, or not ours, or contradicts what is known.
    Refused,
    /// Not now: WeChat tries again.
    Later,
}

/// Judges, records and tells of one notification; its answer.
async fn receive(inside: &Arc<Inside>, captured: Captured) -> (bool, Answered) {
    let is_v2 = captured.is_v2();
    let account = &inside.listener.account;
    let now = (account.clock.now)();
    let mut verdict = notify::judge(account, &captured, &Default::default(), now);
    if verdict.first_bad().is_some_and(|c| c.name == "key") && refresh(inside, &captured).await {
        verdict = notify::judge(account, &captured, &Default::default(), now);
    }
    let answered = match settle(inside, verdict).await {
        Ok(answered) => answered,
        Err(e) => {
            (inside.listener.tell)(refused(None, e.what.clone(), false));
            Answered::Later
        }
    };
    (is_v2, answered)
}

async fn settle(inside: &Arc<Inside>, verdict: Verdict) -> Result<Answered> {
    let tell = &inside.listener.tell;
    let bad = verdict.first_bad().map(|c| (c.name, c.told.clone()));
    let is_probe = verdict.is_wrong_signature();
    let notice = match (verdict.notice, bad) {
        (Some(notice), None) => notice,
        (notice, bad) => {
            let why = match bad {
                Some((name, told)) => text!("{name}: ", "{name}：").join("", told),
                None => text!("it says nothing", "没有内容"),
            };
            tell(refused(notice.as_ref(), why, is_probe));
            return Ok(Answered::Refused);
        }
    };
    if !notice.is_signed && !confirmed(inside, &notice).await? {
        let why = text!(
            "it is not signed, and WeChat does not confirm it",
            "该通知没有签名，且微信未予确认"
        );
        tell(refused(Some(&notice), why, false));
        return Ok(Answered::Refused);
    }
    let id = (inside.listener.account.clock.nonce)()?;
    let Some(new) = row(inside, &notice, &id) else {
        tell(refused(Some(&notice), text!("it names no number", "没有单号"), false));
        return Ok(Answered::Refused);
    };
    let mut event = event_of(&notice, &id);
    let (done, wait) = oneshot::channel();
    let job = Job { notice: new, done };
    inside
        .jobs
        .send(job)
        .await
        .map_err(|_| Error::bug("the recorder ended"))?;
    let recorded = wait.await.map_err(|_| Error::bug("the recorder ended"))??;
    let answered = match recorded {
        Recorded::New => {
            event.outcome = "recorded";
            Answered::Taken
        }
        Recorded::Again => {
            event.outcome = "again";
            Answered::Taken
        }
        Recorded::WrongAmount(ours) => {
            let ours = super::Fen::new(ours).unwrap_or_default();
            event.why = Some(text!("the ledger's order is of {ours}", "账本中的订单金额为 {ours}"));
            Answered::Refused
        }
        Recorded::Contradicts => {
            event.why = Some(text!(
                "another payment of that number is recorded",
                "该单号已记录另一笔支付"
            ));
            Answered::Refused
        }
        Recorded::UnknownOrder => {
            event.why = Some(text!("the ledger has no such order", "账本中没有该订单"));
            Answered::Refused
        }
    };
    tell(event);
    Ok(answered)
}

fn event_of(notice: &Notice, id: &str) -> Event {
    let is_refund = notice.about == About::Refund;
    let number = if is_refund {
        &notice.out_refund_no
    } else {
        &notice.out_trade_no
    };
    let amount = if is_refund { notice.refund } else { notice.total };
    Event {
        about: notice.about.name(),
        number: number.clone().unwrap_or_default(),
        amount: amount.map_or(0, super::Fen::fen),
        state: notice.state.clone(),
        outcome: "refused",
        why: None,
        id: id.to_owned(),
        is_probe: false,
    }
}

fn refused(notice: Option<&Notice>, why: Text, is_probe: bool) -> Event {
    let mut event = match notice {
        Some(notice) => event_of(notice, ""),
        None => Event {
            about: "other",
            number: String::new(),
            amount: 0,
            state: String::new(),
            outcome: "refused",
            why: None,
            id: String::new(),
            is_probe,
        },
    };
    event.why = Some(why);
    event.is_probe = is_probe;
    event
}

/// What stands in the ledger; `None` without a number or an amount.
fn row(inside: &Inside, notice: &Notice, id: &str) -> Option<NewNotice> {
    let account = &inside.listener.account;
    let is_refund = notice.about == About::Refund;
    let number = if is_refund {
        &notice.out_refund_no
    } else {
        &notice.out_trade_no
    };
    let amount = if is_refund { notice.refund } else { notice.total };
    Some(NewNotice {
        mchid: account.mchid.clone(),
        account: account.name.clone(),
        about: notice.about.name().to_owned(),
        number: number.clone()?,
        transaction_id: notice.transaction_id.clone(),
        amount: amount?.fen(),
        state: notice.state.clone(),
        content: notice.content.to_string(),
        day: notice_day(notice),
        id: id.to_owned(),
        deliver: inside.listener.way.is_some(),
        known_only: inside.listener.known_only,
    })
}

/// The day it happened, as WeChat writes it in either version.
fn notice_day(notice: &Notice) -> Option<String> {
    let text = notice.content["time_end"]
        .as_str()
        .or(notice.content["success_time"].as_str())?;
    day_of(text)
}

/// `2026-11-23` of `20261123…` or `2026-11-23T…`.
pub fn day_of(time: &str) -> Option<String> {
    let digits: String = time.chars().filter(char::is_ascii_digit).take(8).collect();
    (digits.len() == 8).then(|| format!("{}-{}-{}", &digits[..4], &digits[4..6], &digits[6..]))
}

/// Asks WeChat whether a refund that nobody signed was made.
async fn confirmed(inside: &Inside, notice: &Notice) -> Result<bool> {
    let (Some(merchant), Some(number)) = (&inside.listener.confirm, &notice.out_refund_no) else {
        return Ok(false);
    };
    let asked = tokio::time::timeout(CONFIRM_LIMIT, merchant.refund_query(number)).await;
    let refunded = asked.map_err(|_| {
        Error::new(
            crate::error::Kind::Timeout,
            text!("WeChat did not confirm in time", "微信未及时确认"),
        )
    })??;
    Ok(refunded.state == notice.state && refunded.amount == notice.refund && refunded.amount.is_some())
}

/// Fetches WeChat's certificates anew, where one of them signed and it is not known yet; not often.
async fn refresh(inside: &Inside, captured: &Captured) -> bool {
    let account = &inside.listener.account;
    let serial = captured.header("wechatpay-serial").unwrap_or_default();
    let is_certificate = serial.len() == 40 && serial.bytes().all(|b| b.is_ascii_hexdigit());
    if !is_certificate || account.apiv3_key.is_none() || Some(&serial) == account.serial.as_ref() {
        return false;
    }
    let mut last = inside.refreshed.lock().await;
    if last.is_some_and(|at| at.elapsed() < REFRESH_PAUSE) {
        return false;
    }
    *last = Some(Instant::now());
    let Ok(v3) = v3::V3::new(account.clone()) else {
        return false;
    };
    matches!(tokio::time::timeout(CONFIRM_LIMIT, v3.certificates()).await, Ok(Ok(_)))
}
