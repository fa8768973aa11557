//! What the state promises, whatever it is kept in: SQLite files, memory, PostgreSQL.

use futures_util::future::LocalBoxFuture;
use vh::error::Kind;
use vh::secret::Secret;
use vh::state::batches::Item;
use vh::state::checkpoints::Done;
use vh::state::discipline::{Admission, Arrival, Held, Robot, Silence};
use vh::state::ledger::{Begun, NewNotice, NewOrder, NewRefund, Recorded};
use vh::state::spool::{Leg, Promise, Settled};
use vh::state::{Batch, Call, Checkpoint, Config, Phase, SealKey, State, Turn, copy, purge};

type Law = for<'a> fn(&'a State) -> LocalBoxFuture<'a, ()>;

const LAWS: &[(&str, Law)] = &[
    ("what is told twice counts once, and is not measured", |s| {
        Box::pin(what_is_told_twice_counts_once(s))
    }),
    ("calls are added and summed", |s| {
        Box::pin(calls_are_added_and_summed(s))
    }),
    ("a cooldown is never shortened", |s| {
        Box::pin(a_cooldown_is_never_shortened(s))
    }),
    ("a lease has one holder", |s| Box::pin(a_lease_has_one_holder(s))),
    ("tokens are sealed and end", |s| Box::pin(tokens_are_sealed_and_end(s))),
    ("a conversation is not mixed", |s| {
        Box::pin(a_conversation_is_not_mixed(s))
    }),
    ("the same batch is not made twice", |s| {
        Box::pin(the_same_batch_is_not_made_twice(s))
    }),
    ("a failed transaction leaves nothing", |s| {
        Box::pin(a_failed_transaction_leaves_nothing(s))
    }),
    ("a promise is held by one and settled once", |s| {
        Box::pin(a_promise_is_held_by_one_and_settled_once(s))
    }),
    ("a problem is told once in its window", |s| {
        Box::pin(a_problem_is_told_once_in_its_window(s))
    }),
    ("a robot has so many places", |s| {
        Box::pin(a_robot_has_so_many_places(s))
    }),
    ("a transfer is noted once and forgotten by its own", |s| {
        Box::pin(a_transfer_is_noted_once_and_forgotten_by_its_own(s))
    }),
    ("a number has one effect", |s| Box::pin(a_number_has_one_effect(s))),
    ("what is handed on is taken by one", |s| {
        Box::pin(what_is_handed_on_is_taken_by_one(s))
    }),
    ("odd texts survive", |s| Box::pin(odd_texts_survive(s))),
    ("purging removes what is old", |s| {
        Box::pin(purging_removes_what_is_old(s))
    }),
];

fn open(url: &str) -> State {
    let config = Config {
        url: Some(url.to_owned()),
        ..Config::default()
    };
    State::open(&config, None, Box::new(|note| panic!("{note:?}"))).unwrap()
}

#[tokio::test]
async fn sqlite_keeps_the_laws() {
    for (law, check) in LAWS {
        eprintln!("{law}");
        let dir = tempfile::TempDir::new().unwrap();
        check(&open(&format!("sqlite:{}", dir.path().join("state").display()))).await;
        check(&open("memory:")).await;
    }
}

#[tokio::test]
async fn postgres_keeps_the_laws() {
    let Some(server) = crate::postgres::Postgres::start() else {
        return;
    };
    for (i, (law, check)) in LAWS.iter().enumerate() {
        eprintln!("{law}");
        check(&open(&server.database(&format!("law{i}")))).await;
    }
}

#[tokio::test]
async fn everything_moves_between_them_and_back() {
    let Some(server) = crate::postgres::Postgres::start() else {
        return;
    };
    let dir = tempfile::TempDir::new().unwrap();
    let at = |name: &str| format!("sqlite:{}", dir.path().join(name).display());
    let (a, b, c) = (open(&at("a")), open(&server.database("moved")), open(&at("c")));
    let key = key();
    a.calls()
        .record(&[call("ark", "m", 5), call("ark", "m", 7)])
        .await
        .unwrap();
    a.tokens().put("t", "value", None, 1, &key).await.unwrap();
    a.chats().append("x", 0, vec![turn("hello")], 9).await.unwrap();
    let rows = copy::copy(a.database(), b.database()).await.unwrap();
    assert_eq!(copy::copy(b.database(), c.database()).await.unwrap(), rows);
    for state in [&b, &c] {
        assert_eq!(
            state.calls().recent("ark", "m", 10).await.unwrap(),
            a.calls().recent("ark", "m", 10).await.unwrap()
        );
        assert_eq!(
            state.tokens().get("t", 0, &key).await.unwrap().unwrap().value.expose(),
            "value"
        );
        assert_eq!(state.chats().list().await.unwrap(), a.chats().list().await.unwrap());
        // The next number comes after those that were brought along.
        state.calls().record(&[call("ark", "m", 11)]).await.unwrap();
        assert_eq!(state.calls().recent("ark", "m", 1).await.unwrap()[0].total_ms, 11);
    }
    assert_eq!(
        copy::copy(a.database(), c.database()).await.unwrap_err().kind,
        Kind::Conflict
    );
}

fn batch(name: &str) -> Batch {
    Batch {
        items: 2,
        ..Batch::new(name, &format!("vh-{name}"), "openai", "chat", 5)
    }
}

fn item(number: i64) -> Item {
    Item {
        number,
        id: (number == 1).then(|| "\"b\"".into()),
        digest: "00".into(),
        request: format!("{{\"n\":{number}}}"),
        answer: None,
        failed: false,
    }
}

async fn the_same_batch_is_not_made_twice(s: &State) {
    let b = s.batches();
    let fill = async |name: &str| {
        b.begin(&batch(name)).await.unwrap();
        b.add(&batch(name), &[item(0), item(1)]).await.unwrap();
    };
    fill("dead").await;
    assert_eq!(
        b.get("dead").await.unwrap_err().kind,
        Kind::NotFound,
        "nobody sees it half-written"
    );
    assert_eq!(b.get("vh-dead").await.unwrap_err().kind, Kind::NotFound);
    fill("a").await;
    assert_eq!(b.filled(&batch("a"), "sum", false).await.unwrap(), None);
    fill("taken").await;
    let taken = Batch {
        name: "a".into(),
        ..batch("taken")
    };
    assert_eq!(b.filled(&taken, "other", false).await.unwrap_err().kind, Kind::Conflict);
    fill("b").await;
    assert_eq!(b.filled(&batch("b"), "sum", false).await.unwrap().as_deref(), Some("a"));
    assert_eq!(b.get("b").await.unwrap_err().kind, Kind::NotFound);
    fill("c").await;
    assert_eq!(
        b.filled(&batch("c"), "sum", true).await.unwrap(),
        None,
        "asked for twice"
    );
    let mut known = b.get("a").await.unwrap();
    assert_eq!((known.phase, known.items), (Phase::Ready, 2));
    known.phase = Phase::Submitted;
    known.job_id = Some("job".into());
    b.save(&known).await.unwrap();
    b.drop_requests("vh-a").await.unwrap();
    assert_eq!(b.get("a").await.unwrap(), known);
    b.answer("vh-a", vec![(1, "{}".into(), true)]).await.unwrap();
    assert_eq!(b.counts("vh-a").await.unwrap(), (0, 1));
    let open: Vec<i64> = b
        .items("vh-a", 0, 9, true)
        .await
        .unwrap()
        .iter()
        .map(|i| i.number)
        .collect();
    assert_eq!(open, [0]);
    assert_eq!(
        b.items("vh-a", 1, 9, false).await.unwrap()[0].id.as_deref(),
        Some("\"b\"")
    );
    assert_eq!(
        b.purge(100).await.unwrap(),
        2,
        "what was never written down whole; an open batch is not old"
    );
    known.phase = Phase::Fetched;
    b.save(&known).await.unwrap();
    assert_eq!(b.purge(100).await.unwrap(), 1);
    assert!(b.items("vh-a", 0, 9, false).await.unwrap().is_empty());
    assert!(b.remove("vh-c").await.unwrap() && b.list().await.unwrap().is_empty());
}

fn key() -> SealKey {
    SealKey::of_secret(&Secret::new("t.state", "a table's secret".into()), "wx.a")
}

fn call(provider: &str, model: &str, total_ms: i64) -> Call {
    Call {
        at_ms: 1_000,
        room: "chat".into(),
        provider: provider.into(),
        model: model.into(),
        ok: true,
        error: None,
        first_ms: Some(total_ms / 2),
        total_ms,
        input_tokens: 3,
        output_tokens: 5,
        cached_tokens: 1,
        cost_micro: Some(20),
        times: 1,
        origin: None,
    }
}

fn turn(text: &str) -> Turn {
    Turn {
        at_ms: 1_000,
        message: text.into(),
        provider: Some("ark".into()),
        model: Some("m".into()),
        input_tokens: Some(3),
        output_tokens: Some(4),
        cost_micro: None,
    }
}

async fn what_is_told_twice_counts_once(s: &State) {
    let batch = |n: i64| Call {
        times: 50,
        origin: Some(format!("vh-1:{n}")),
        total_ms: 0,
        first_ms: None,
        ..call("ark", "m", 0)
    };
    assert!(!s.calls().is_known("vh-1:0").await.unwrap());
    for _ in 0..2 {
        s.calls().record(&[batch(0), batch(1)]).await.unwrap();
    }
    s.calls().record(&[call("ark", "m", 100)]).await.unwrap();
    assert!(s.calls().is_known("vh-1:0").await.unwrap());
    let all = s.calls().summary(0).await.unwrap();
    assert_eq!((all[0].requests, all[0].successes, all[0].input_tokens), (101, 101, 9));
    assert_eq!((all[0].average_ms, all[0].first_ms), (100.0, Some(50.0)));
    assert_eq!(s.calls().spent(0).await.unwrap()[0].summary, all[0]);
    assert_eq!(s.calls().recent("ark", "m", 10).await.unwrap(), [call("ark", "m", 100)]);
}

async fn calls_are_added_and_summed(s: &State) {
    let failed = Call {
        ok: false,
        error: Some("timeout".into()),
        first_ms: None,
        cost_micro: None,
        ..call("ark", "m", 9_000)
    };
    s.calls()
        .record(&[call("ark", "m", 100), call("ark", "m", 300), failed.clone()])
        .await
        .unwrap();
    s.calls()
        .record(&[Call {
            cost_micro: None,
            at_ms: 86_400_001,
            ..call("openai", "n", 50)
        }])
        .await
        .unwrap();
    let all = s.calls().summary(0).await.unwrap();
    assert_eq!(all.len(), 2);
    assert_eq!(
        (all[0].requests, all[0].successes, all[0].average_ms, all[0].first_ms),
        (3, 2, 200.0, Some(100.0))
    );
    assert_eq!(
        (
            all[0].input_tokens,
            all[0].output_tokens,
            all[0].cost_micro,
            all[0].unpriced
        ),
        (9, 15, 40, 0)
    );
    assert_eq!((all[1].provider.as_str(), all[1].unpriced), ("openai", 1));
    let recent = s.calls().recent("ark", "m", 2).await.unwrap();
    assert_eq!(recent, [failed, call("ark", "m", 300)]);
    let days: Vec<i64> = s.calls().spent(0).await.unwrap().iter().map(|d| d.day).collect();
    assert_eq!(days, [1, 0]);
    assert_eq!(s.calls().forget(Some(("ark", "m"))).await.unwrap(), 3);
    assert_eq!(s.calls().summary(0).await.unwrap().len(), 1);
}

async fn a_cooldown_is_never_shortened(s: &State) {
    let c = s.cooldowns();
    c.set("llm.ark", 500, "first").await.unwrap();
    c.set("llm.ark", 300, "shorter").await.unwrap();
    c.set("llm.openai", 200, "other").await.unwrap();
    let active = c.active(250).await.unwrap();
    assert_eq!(active.len(), 1);
    assert_eq!((active[0].until_ms, active[0].reason.as_str()), (500, "first"));
    c.set("llm.ark", 900, "longer").await.unwrap();
    assert_eq!(c.active(250).await.unwrap()[0].reason, "longer");
    assert_eq!(c.clear(Some("llm.ark")).await.unwrap(), 1);
    assert_eq!(c.active(0).await.unwrap().len(), 1);
}

async fn a_lease_has_one_holder(s: &State) {
    let l = s.leases();
    assert!(l.acquire("job", "a", 100, 1_000).await.unwrap());
    assert!(!l.acquire("job", "b", 100, 1_050).await.unwrap());
    assert!(l.acquire("job", "a", 100, 1_050).await.unwrap(), "the holder may go on");
    assert!(!l.release("job", "b").await.unwrap());
    assert!(!l.acquire("job", "b", 100, 1_149).await.unwrap());
    assert!(
        l.acquire("job", "b", 100, 1_150).await.unwrap(),
        "a dead holder is waited for no longer"
    );
    assert!(!l.release("job", "a").await.unwrap());
    assert!(l.release("job", "b").await.unwrap());
    assert!(l.acquire("job", "a", 100, 1_151).await.unwrap());
}

async fn tokens_are_sealed_and_end(s: &State) {
    let t = s.tokens();
    t.put("wx.a.token", "the-secret-token", Some(2_000), 1_000, &key())
        .await
        .unwrap();
    let token = t.get("wx.a.token", 1_999, &key()).await.unwrap().unwrap();
    assert_eq!(
        (token.value.expose(), token.expires_ms, token.updated_ms),
        ("the-secret-token", Some(2_000), 1_000)
    );
    assert!(
        t.get("wx.a.token", 2_000, &key()).await.unwrap().is_none(),
        "it has ended"
    );
    let other = SealKey::of_secret(&Secret::new("t.state2", "another secret".into()), "wx.a");
    assert!(t.get("wx.a.token", 1_500, &other).await.unwrap().is_none());
    t.put("wx.a.token", "newer", Some(3_000), 1_500, &key()).await.unwrap();
    assert_eq!(
        t.get("wx.a.token", 2_500, &key())
            .await
            .unwrap()
            .unwrap()
            .value
            .expose(),
        "newer"
    );
    assert!(t.remove("wx.a.token").await.unwrap() && !t.remove("wx.a.token").await.unwrap());
}

async fn a_conversation_is_not_mixed(s: &State) {
    let c = s.chats();
    c.append("talk", 0, vec![turn("q1"), turn("a1")], 1_000).await.unwrap();
    c.append("talk", 2, vec![turn("q2")], 2_000).await.unwrap();
    assert_eq!(
        c.append("talk", 2, vec![turn("q3")], 3_000).await.unwrap_err().kind,
        Kind::Conflict
    );
    c.append("newer", 0, vec![turn("hi")], 4_000).await.unwrap();
    // Asked again: the old answer goes, unless somebody went on from it.
    c.replace("talk", 3, 1, vec![turn("a1, better"), turn("q2")], 2_000)
        .await
        .unwrap();
    let texts: Vec<String> = c.turns("talk").await.unwrap().into_iter().map(|t| t.message).collect();
    assert_eq!(texts, ["q1", "a1, better", "q2"]);
    assert_eq!(
        c.replace("talk", 2, 1, vec![turn("a1")], 3_000).await.unwrap_err().kind,
        Kind::Conflict
    );
    c.replace("talk", 3, 1, vec![turn("a1"), turn("q2")], 2_000)
        .await
        .unwrap();
    let texts: Vec<String> = c.turns("talk").await.unwrap().into_iter().map(|t| t.message).collect();
    assert_eq!(texts, ["q1", "a1", "q2"]);
    let list = c.list().await.unwrap();
    assert_eq!(
        list.iter().map(|c| c.name.as_str()).collect::<Vec<_>>(),
        ["newer", "talk"]
    );
    assert_eq!(
        (list[1].turns, list[1].tokens, list[1].created_ms, list[1].updated_ms),
        (3, 21, 1_000, 2_000)
    );
    assert!(c.remove("talk").await.unwrap() && !c.remove("talk").await.unwrap());
    assert!(c.turns("talk").await.unwrap().is_empty());
}

async fn a_transfer_is_noted_once_and_forgotten_by_its_own(s: &State) {
    let memory = s.checkpoints();
    let of = |handle: &str| Checkpoint {
        id: "t1".to_owned(),
        handle: handle.to_owned(),
        size: 20,
        part_size: 10,
        updated_ms: 5,
        ..Checkpoint::default()
    };
    let done = |number, checksum: &str| Done {
        number,
        etag: "e".to_owned(),
        checksum: checksum.to_owned(),
    };
    assert!(memory.begin(&of("first")).await.unwrap());
    memory.done("t1", &done(2, "b"), 6).await.unwrap();
    memory.done("t1", &done(1, "a"), 7).await.unwrap();
    memory.done("t1", &done(1, "c"), 8).await.unwrap();
    // The same transfer of another process: the first one's is the one that is noted, with all that is done.
    assert!(!memory.begin(&of("second")).await.unwrap());
    memory.remove("t1", "second").await.unwrap();
    let (known, parts) = memory.find("t1").await.unwrap().unwrap();
    assert_eq!((known.handle.as_str(), known.updated_ms), ("first", 8));
    assert_eq!(parts, [done(1, "c"), done(2, "b")]);
    memory.remove("t1", "first").await.unwrap();
    assert_eq!(memory.find("t1").await.unwrap(), None);
    // A part that is told too late belongs to nobody.
    memory.done("t1", &done(1, "late"), 9).await.unwrap();
    assert!(memory.begin(&of("third")).await.unwrap());
    assert_eq!(memory.find("t1").await.unwrap().unwrap().1, []);
    memory.remove("t1", "third").await.unwrap();
    assert_eq!(memory.all().await.unwrap(), []);
}

async fn a_failed_transaction_leaves_nothing(s: &State) {
    let c = s.chats();
    c.append("talk", 0, vec![turn("q1")], 1_000).await.unwrap();
    assert!(c.append("talk", 0, vec![turn("x"), turn("y")], 9_000).await.is_err());
    assert_eq!(c.list().await.unwrap()[0].updated_ms, 1_000);
    // And the connection is still good.
    c.append("talk", 1, vec![turn("q2")], 2_000).await.unwrap();
}

fn notice(number: &str, id: &str, amount: i64) -> NewNotice {
    NewNotice {
        mchid: "m".into(),
        account: "a".into(),
        about: "payment".into(),
        number: number.into(),
        transaction_id: Some("t".into()),
        amount,
        state: "SUCCESS".into(),
        content: "{}".into(),
        day: Some("2026-11-28".into()),
        id: id.into(),
        deliver: true,
        known_only: false,
    }
}

async fn a_number_has_one_effect(s: &State) {
    let order = |amount, digest: &str| NewOrder {
        mchid: "m".into(),
        out_trade_no: "o1".into(),
        account: "a".into(),
        kind: "native".into(),
        amount,
        digest: digest.into(),
    };
    let ledger = s.ledger();
    assert_eq!(ledger.begin_order(order(100, "d"), 1).await.unwrap(), Begun::New);
    let again = ledger.begin_order(order(100, "d"), 2).await.unwrap();
    let want = Begun::Again {
        state: "SENDING".into(),
        created_ms: 1,
    };
    assert_eq!(again, want);
    assert_eq!(
        ledger.begin_order(order(101, "e"), 3).await.unwrap_err().kind,
        Kind::Conflict
    );
    ledger.settle_order(("m", "o1"), "NOTPAY", None, None, 4).await.unwrap();
    assert_eq!(ledger.order_amount("m", "o1").await.unwrap(), Some(100));
    // A refund is counted for its day, once; one that failed is not, until it is made after all.
    let refund = |number: &str, amount| NewRefund {
        mchid: "m".into(),
        out_refund_no: number.into(),
        account: "a".into(),
        number: "o1".into(),
        amount,
        total: 100,
        digest: "d".into(),
        day: "2026-11-28".into(),
        day_limit: Some(50),
    };
    assert_eq!(ledger.begin_refund(refund("r1", 30), 5).await.unwrap(), Begun::New);
    assert_eq!(
        ledger.begin_refund(refund("r2", 21), 6).await.unwrap_err().kind,
        Kind::Refused
    );
    ledger.settle_refund(("m", "r1"), "FAILED", None, 7).await.unwrap();
    assert_eq!(ledger.begin_refund(refund("r2", 21), 8).await.unwrap(), Begun::New);
    assert_eq!(
        ledger.begin_refund(refund("r1", 30), 9).await.unwrap_err().kind,
        Kind::Refused
    );
    // What is told: once, with the right amount, and of one payment.
    let first = vec![
        notice("o1", "i1", 100),
        notice("o1", "i2", 100),
        notice("o1", "i3", 99),
        notice("o2", "i4", 5),
    ];
    let got = ledger.record(first, 10).await.unwrap();
    let want = [
        Recorded::New,
        Recorded::Again,
        Recorded::WrongAmount(100),
        Recorded::New,
    ];
    assert_eq!(got, want);
    let other = NewNotice {
        transaction_id: Some("u".into()),
        ..notice("o2", "i5", 5)
    };
    let unknown = NewNotice {
        known_only: true,
        ..notice("o3", "i6", 5)
    };
    let got = ledger.record(vec![other, unknown], 11).await.unwrap();
    assert_eq!(got, [Recorded::Contradicts, Recorded::UnknownOrder]);
    let lines = ledger.lines(false, Some("o1"), 10).await.unwrap();
    let order = lines.iter().find(|l| l.what == "order").unwrap();
    assert_eq!((order.state.as_str(), order.id.as_deref()), ("SUCCESS", Some("t")));
    assert_eq!(
        ledger.lines(true, None, 10).await.unwrap().len(),
        3,
        "one refund, two deliveries"
    );
    let page = ledger.orders("m", "2026-11-28", (0, 100), "", 10).await.unwrap();
    assert_eq!((page.len(), page[0].day.as_deref()), (1, Some("2026-11-28")));
    assert_eq!(
        ledger.refunds("m", "2026-11-28", "r1", 10).await.unwrap()[0].number,
        "r2"
    );
}

async fn what_is_handed_on_is_taken_by_one(s: &State) {
    let ledger = s.ledger();
    let all = (0..5).map(|n| notice(&format!("o{n}"), &format!("i{n}"), 1)).collect();
    ledger.record(all, 1).await.unwrap();
    let first = ledger.due(3, 100, 10).await.unwrap();
    let second = ledger.due(10, 100, 10).await.unwrap();
    assert_eq!((first.len(), second.len()), (3, 2));
    assert_eq!(first[0].attempts, 1);
    assert!(ledger.due(10, 100, 50).await.unwrap().is_empty());
    let (done, failed) = (first[0].id.clone(), first[1].id.clone());
    let ends = vec![(done, None), (failed.clone(), Some(("no".to_owned(), 60)))];
    ledger.delivered(ends).await.unwrap();
    let again = ledger.due(10, 100, 60).await.unwrap();
    assert_eq!((again.len(), again[0].id.as_str()), (1, failed.as_str()));
    // Whoever claimed the others and died has lost them.
    assert_eq!(ledger.due(10, 100, 1000).await.unwrap().len(), 4);
    assert_eq!(ledger.parcels(&failed).await.unwrap().len(), 1);
}

async fn odd_texts_survive(s: &State) {
    let odd = "'; DROP TABLE chats; -- $1 ?2 \u{1F680} 你好 \"quoted\"\nline\ttab \\ %s";
    s.chats().append(odd, 0, vec![turn(odd)], 1).await.unwrap();
    assert_eq!(s.chats().turns(odd).await.unwrap()[0].message, odd);
    assert_eq!(s.chats().list().await.unwrap()[0].name, odd);
}

async fn purging_removes_what_is_old(s: &State) {
    s.calls()
        .record(&[
            call("a", "m", 1),
            Call {
                at_ms: 100_000,
                ..call("a", "m", 2)
            },
        ])
        .await
        .unwrap();
    s.chats().append("old", 0, vec![turn("x")], 1_000).await.unwrap();
    s.chats().append("new", 0, vec![turn("x")], 100_000).await.unwrap();
    s.cooldowns().set("c", 50_000, "r").await.unwrap();
    s.tokens().put("t", "v", Some(50_000), 1, &key()).await.unwrap();
    s.tokens().put("forever", "v", None, 1, &key()).await.unwrap();
    let removed = purge(s, 100_000, std::time::Duration::from_secs(50)).await.unwrap();
    let counts: Vec<u64> = removed.iter().map(|(_, n)| *n).collect();
    // Of calls, cooldowns, leases, tokens, chats.
    assert_eq!(counts[..5], [1, 1, 0, 1, 1]);
    assert_eq!(s.chats().list().await.unwrap().len(), 1);
    assert!(s.chats().turns("old").await.unwrap().is_empty());
}

fn arrival(id: &str, at_ms: i64, rank: i64) -> Arrival {
    Arrival {
        fingerprint: "f".into(),
        level: "warning".into(),
        rank,
        title: "title".into(),
        at_ms,
        window_ms: 1000,
        promise: Promise {
            id: id.into(),
            at_ms,
            fingerprint: "f".into(),
            level: "warning".into(),
            title: "title".into(),
            note: "{}".into(),
            plan: "{}".into(),
            channels: vec![("a".into(), true), ("b".into(), false)],
            holder: "me".into(),
            held_until_ms: at_ms + 100,
        },
        robots: Vec::new(),
        clock: || 5,
        silenced: Box::new(|matcher| matcher == "all"),
        over: false,
    }
}

async fn a_promise_is_held_by_one_and_settled_once(state: &State) {
    state.discipline().admit(arrival("1", 1000, 1)).await.unwrap();
    let spool = state.spool();
    assert_eq!(spool.waiting().await.unwrap(), 1);
    assert!(
        spool.claim("1", "you", 2000, 1099).await.unwrap().is_none(),
        "held by its sender"
    );
    let row = spool.claim("1", "you", 2000, 1100).await.unwrap().unwrap();
    let statuses: Vec<&str> = row.legs.iter().map(|l| l.status.as_str()).collect();
    assert_eq!(
        (statuses, row.legs[0].unsure, row.tries),
        (vec!["uncertain", "pending"], 1, 2)
    );
    // The first holder comes back too late: nothing of it counts.
    assert!(!spool.sending("1", "me", vec!["b".into()], 9000).await.unwrap());
    spool.settle("1", "me", Vec::new(), Settled::Done, 1200).await.unwrap();
    assert_eq!(spool.list().await.unwrap().len(), 1);
    assert!(spool.sending("1", "you", vec!["b".into()], 9000).await.unwrap());
    let left = Settled::Left {
        uncertain: false,
        next_ms: 1500,
    };
    let leg = Leg {
        status: "failed".into(),
        code: Some("310000".into()),
        ..row.legs[0].clone()
    };
    spool.settle("1", "you", vec![leg.clone()], left, 1300).await.unwrap();
    let rows = spool.list().await.unwrap();
    assert_eq!(
        (&rows[0].legs[0], rows[0].next_ms, rows[0].held_until_ms),
        (&leg, 1500, 0)
    );
    assert_eq!(spool.bury(1001, 1400).await.unwrap(), 1);
    assert_eq!(
        (
            spool.waiting().await.unwrap(),
            spool.list().await.unwrap()[0].status.as_str()
        ),
        (0, "dead")
    );
    assert!(spool.remove("1").await.unwrap() && !spool.remove("1").await.unwrap());
}

async fn a_problem_is_told_once_in_its_window(state: &State) {
    let d = state.discipline();
    let passed = |a: &Admission| matches!(a, Admission::Passed { .. });
    assert!(passed(&d.admit(arrival("1", 1000, 1)).await.unwrap()));
    assert_eq!(
        d.admit(arrival("2", 1500, 1)).await.unwrap(),
        Admission::Repeated {
            count: 1,
            until_ms: 2000
        }
    );
    // Graver passes, and tells what was held back; then the window begins anew.
    let graver = d.admit(arrival("3", 1600, 2)).await.unwrap();
    let held = Held {
        count: 1,
        first_ms: 1500,
        last_ms: 1500,
    };
    assert_eq!(
        graver,
        Admission::Passed {
            held: Some(held),
            first_ms: 1000,
            full: vec![]
        }
    );
    assert!(!passed(&d.admit(arrival("4", 2599, 1)).await.unwrap()));
    assert!(passed(&d.admit(arrival("5", 2600, 1)).await.unwrap()));
    // What was not delivered is not held back.
    d.untold("f").await.unwrap();
    assert!(passed(&d.admit(arrival("6", 2601, 1)).await.unwrap()));
    d.silence(Silence {
        id: "s".into(),
        created_ms: 1,
        until_ms: 5000,
        matcher: "all".into(),
        comment: String::new(),
        hits: 0,
    })
    .await
    .unwrap();
    assert_eq!(
        d.admit(arrival("7", 4000, 3)).await.unwrap(),
        Admission::Silenced {
            id: "s".into(),
            until_ms: 5000
        }
    );
    assert_eq!(d.silences(4000).await.unwrap()[0].hits, 1);
    assert!(d.silences(5000).await.unwrap().is_empty());
    assert!(d.unsilence("s").await.unwrap());
    let over = Arrival {
        over: true,
        ..arrival("8", 4001, 0)
    };
    assert!(passed(&d.admit(over).await.unwrap()));
    assert_eq!(d.problem("f").await.unwrap(), None);
    // Only what passed was promised.
    let ids: Vec<String> = state.spool().list().await.unwrap().into_iter().map(|r| r.id).collect();
    assert_eq!(ids, ["1", "3", "5", "6", "8"]);
    for id in ids {
        state.spool().remove(&id).await.unwrap();
    }
}

async fn a_robot_has_so_many_places(state: &State) {
    let robot = Robot {
        name: "r".into(),
        limits: &[(10, 2), (100, 3)],
    };
    let d = state.discipline();
    let mut seen = Vec::new();
    for clock in [|| 1000, || 1001, || 1002, || 1010, || 1050, || 1100_i64] {
        seen.push(d.take(robot.clone(), clock).await.unwrap());
    }
    assert_eq!(seen, [None, None, Some(1010), None, Some(1100), None]);
    d.block("r", 3000).await.unwrap();
    d.block("r", 2000).await.unwrap();
    assert_eq!(d.take(robot.clone(), || 2500).await.unwrap(), Some(3000));
    assert_eq!(d.take(robot, || 3000).await.unwrap(), None);
}
