//! `vh pay` as a user runs it: orders, refunds, lost answers, limits.

use serde_json::Value;
use vh::command::demo::pay::sealed;

use crate::harness::{Ran, World};

/// The sandbox's merchant as a test table.
pub fn world(script: &str) -> World {
    let w = World::new(script);
    let tables = sealed(w.sandbox()).tables;
    let config = w
        .read_config()
        .replacen("[defaults]\n", "[defaults]\npay = \"wechatpay\"\n", 1);
    w.config(&(config + &tables));
    w
}

/// The same merchant, its keys taken for live ones; `more` keys of its table.
pub fn live(script: &str, more: &str) -> World {
    let w = world(script);
    let config = w.read_config().replace("test = true\n", more);
    w.config(&config.replace("http://127.0.0.1:8787/", "https://example.com/notify"));
    w
}

/// Pays `amount` by a code.
pub fn paid(w: &World, number: &str, amount: &str) {
    let args = [
        "pay",
        "micropay",
        "--auth-code",
        "134567890123456781",
        "--body",
        "x",
        "-y",
    ];
    w.run(&[&args[..], &["--amount", amount, "--out-trade-no", number]].concat())
        .exits(0);
}

fn order<'a>(kind: &'a str, api: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    let mut args = vec![
        "pay", "order", "--kind", kind, "--api", api, "--amount", "1.00", "--body", "年费", "-o", "json",
    ];
    args.extend(more);
    args
}

fn lines(ran: &Ran) -> Vec<Value> {
    ran.out.lines().map(|l| serde_json::from_str(l).unwrap()).collect()
}

#[test]
fn every_kind_of_order_is_placed_in_both_versions() {
    let w = world("");
    let openid: &[&str] = &["--openid", "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o"];
    for api in ["v2", "v3"] {
        for (kind, field, more) in [
            ("jsapi", "prepay_id", openid),
            ("native", "code_url", &[]),
            ("app", "prepay_id", &[]),
            ("h5", "h5_url", &["--ip", "1.2.3.4"]),
        ] {
            let ran = w.run(&order(kind, api, more)).exits(0);
            let got = ran.json();
            assert!(got[field].is_string(), "{api} {kind}: {got}");
            let number = got["out_trade_no"].as_str().unwrap();
            assert_eq!(number.len(), 32);
            // Said before the request left, and written down.
            assert!(ran.err.contains(&format!("out_trade_no: {number}")), "{}", ran.err);
            let shown = w
                .run(&["pay", "query", number, "--api", api, "-o", "json"])
                .exits(0)
                .json();
            assert_eq!(
                (&shown["state"], &shown["amount_fen"]),
                (&"NOTPAY".into(), &100.into()),
                "{shown}"
            );
        }
    }
    let listed = w.run(&["pay", "ledger", "ls", "-o", "json"]).exits(0);
    assert_eq!(lines(&listed).len(), 8);
    assert!(w.sandbox().journal().iter().all(|e| e.problem.is_none()));
}

#[test]
fn what_is_out_of_its_limits_is_named_and_never_sent() {
    let w = world("");
    for (args, name) in [
        (order("native", "v3", &["--out-trade-no", "short"]), "--out-trade-no"),
        (order("native", "v3", &["--attach", "🎉"]), "--attach"),
        (
            order("native", "v3", &["--notify-url", "https://example.com/n?a=1"]),
            "notify_url",
        ),
        (order("jsapi", "v3", &[]), "--openid"),
        (order("h5", "v2", &[]), "--ip"),
        (order("native", "v2", &["--detail", "{"]), "--detail"),
        (order("native", "v2", &["--expires", "5s"]), "--expires"),
        (order("native", "v2", &["--qr", "code.gif"]), "--qr"),
        (order("app", "v2", &["--qr", "code.png"]), "--qr"),
    ] {
        let ran = w.run(&args).exits(2);
        assert!(ran.err.contains(name), "{}", ran.err);
    }
    for amount in ["100", "1.234", "-1.00", "1e2", "１.００", "0.00"] {
        let ran = w.run(&[
            "pay",
            "order",
            "--kind",
            "native",
            "--body",
            "x",
            &format!("--amount={amount}"),
        ]);
        assert!(ran.exits(2).err.contains(amount), "{amount}");
    }
    assert_eq!(w.requests("wechatpay"), 0);
}

#[test]
fn a_number_with_other_content_is_refused_before_it_is_sent() {
    let w = world("");
    let number = ["--out-trade-no", "vh-t-0001", "--expires", "30m"];
    let first = w.run(&order("native", "v3", &number)).exits(0).json();
    let again = w.run(&order("native", "v3", &number)).exits(0).json();
    assert_eq!(first, again);
    let before = w.requests("wechatpay");
    w.run(&order(
        "native",
        "v3",
        &["--out-trade-no", "vh-t-0001", "--attach", "other"],
    ))
    .exits(6);
    assert_eq!(w.requests("wechatpay"), before);
}

#[test]
fn an_answer_that_is_not_proven_is_not_believed() {
    let w = world("[[fault]]\nprotocol = 'wechatpay'\ntext = 'unsigned'\n");
    for api in ["v2", "v3"] {
        // It may have been done: the query settles it.
        let ran = w
            .run(&[&order("native", api, &[])[..], &["--lang", "en"]].concat())
            .exits(11);
        let error = ran.error();
        assert_eq!(error["outcome"], "unknown", "{error}");
        assert!(error["hint"].as_str().unwrap().contains("vh pay query vh"), "{error}");
        w.run(&["pay", "query", "vh-t-0001", "--api", api]).exits(5);
    }
    let stuck = w.run(&["pay", "ledger", "ls", "--stuck", "-o", "json"]).exits(0);
    assert_eq!(lines(&stuck).len(), 2);
    assert_eq!(lines(&stuck)[0]["state"], "UNKNOWN");
}

#[test]
fn a_good_answer_without_a_signature_is_an_integrity_error() {
    let w = world("");
    w.run(&order("native", "v3", &["--out-trade-no", "vh-t-0001"])).exits(0);
    w.run(&order("native", "v2", &["--out-trade-no", "vh-t-0002"])).exits(0);
    w.sandbox()
        .set_script(vh::sandbox::Script::parse("[[fault]]\nprotocol = 'wechatpay'\ntext = 'unsigned'\n").unwrap());
    w.run(&["pay", "query", "vh-t-0001", "--api", "v3"]).exits(9);
    w.run(&["pay", "query", "vh-t-0002", "--api", "v2"]).exits(9);
}

#[test]
fn refusals_have_their_exit_codes() {
    for (code, api, exit) in [
        ("ORDERPAID", "v2", 6),
        ("NOTENOUGH", "v2", 7),
        ("SIGNERROR", "v2", 4),
        ("ORDERNOTEXIST", "v2", 5),
        ("SOME_NEW_CODE", "v2", 6),
        ("SYSTEMERROR", "v2", 11),
        ("NOT_ENOUGH", "v3", 7),
        ("NO_AUTH", "v3", 4),
        ("OUT_TRADE_NO_USED", "v3", 6),
        ("SYSTEM_ERROR", "v3", 11),
    ] {
        let w = world(&format!("[[fault]]\nprotocol = 'wechatpay'\ntext = 'err:{code}'\n"));
        let error = w.run(&order("native", api, &[])).exits(exit).error();
        assert_eq!(error["code"], code);
        assert_eq!(error["provider"], "wechatpay");
    }
}

#[test]
fn money_moves_only_when_it_is_meant() {
    let w = live("", "max_amount = \"50.00\"\nmax_refund_per_day = \"3.00\"\n");
    paid(&w, "vh-t-0001", "10.00");
    let before = w.requests("wechatpay");
    let refund = ["pay", "refund", "vh-t-0001", "--amount", "2.00"];
    for args in [
        &refund[..],
        &[
            "pay",
            "micropay",
            "--auth-code",
            "134567890123456781",
            "--amount",
            "1.00",
            "--body",
            "x",
        ],
        &["pay", "reverse", "vh-t-0001"],
        &[
            "pay",
            "micropay",
            "--auth-code",
            "134567890123456781",
            "--amount",
            "50.01",
            "--body",
            "x",
            "-y",
        ],
        &[
            "pay",
            "refund",
            "vh-t-0001",
            "--amount",
            "50.01",
            "--total",
            "60.00",
            "-y",
        ],
        &["api", "pay.wechatpay", "POST", "v3/refund/domestic/refunds", "-d", "{}"],
    ] {
        let ran = w.run(args).exits(13);
        assert!(
            ran.err.contains("--yes") || ran.err.contains("max_amount"),
            "{}",
            ran.err
        );
    }
    assert_eq!(w.requests("wechatpay"), before, "nothing was sent");
    let shown = w.run(&refund);
    assert!(
        shown.err.contains("1900000001") && shown.err.contains("¥2.00"),
        "{}",
        shown.err
    );
    let yes = |amount: &str, number: &str| {
        w.run(&[
            "pay",
            "refund",
            "vh-t-0001",
            "--amount",
            amount,
            "--total",
            "10.00",
            "--out-refund-no",
            number,
            "-y",
        ])
    };
    yes("2.00", "r1").exits(0);
    // Again is not counted again; more is.
    yes("2.00", "r1").exits(0);
    let ran = yes("1.01", "r2").exits(13);
    assert!(
        ran.err.contains("¥2.00") && ran.err.contains("max_refund_per_day"),
        "{}",
        ran.err
    );
    yes("1.00", "r3").exits(0);
}

#[test]
fn a_dry_run_shows_the_request_and_writes_nothing() {
    let w = world("");
    for api in ["v2", "v3"] {
        let ran = w.run(&[&order("native", api, &[])[..], &["-n"]].concat()).exits(0);
        assert!(ran.out.contains("POST http://127.0.0.1"), "{}", ran.out);
        if api == "v2" {
            assert!(ran.out.contains("<sign>(redacted)</sign>"), "{}", ran.out);
        }
    }
    w.run(&["pay", "refund", "vh-t-0001", "--amount", "1.00", "-n"])
        .exits(0);
    assert_eq!(w.requests("wechatpay"), 0);
    assert_eq!(w.run(&["pay", "ledger", "ls"]).exits(0).out, "");
}

#[test]
fn a_refund_whose_answer_is_lost_is_one_refund() {
    for api in ["v2", "v3"] {
        // All attempts commit and are lost; the query finds it.
        let w = world(
            "[[fault]]\nprotocol = 'wechatpay'\npath = '/refund/domestic/refunds'\nlose = true\ntimes = 3\n\
                       [[fault]]\nprotocol = 'wechatpay'\npath = '/secapi/pay/refund'\nlose = true\n",
        );
        paid(&w, "vh-t-0001", "10.00");
        let args = [
            "pay",
            "refund",
            "vh-t-0001",
            "--amount",
            "10.00",
            "--api",
            api,
            "-o",
            "json",
        ];
        let ran = w.run(&args).exits(0);
        let got = ran.json();
        assert_eq!(
            (&got["state"], &got["amount_fen"]),
            (&"SUCCESS".into(), &1000.into()),
            "{got}"
        );
        assert!(ran.err.contains("the query found the refund"), "{}", ran.err);
        let sent: Vec<String> = w
            .sandbox()
            .journal()
            .iter()
            .filter(|e| e.method == "POST" && e.path.contains("refund") && !e.path.contains("query"))
            .map(|e| String::from_utf8_lossy(&e.body).into_owned())
            .collect();
        assert_eq!(sent.len(), 3, "{sent:?}");
        assert!(
            sent.iter().all(|s| *s == sent[0]),
            "the same number and content every time"
        );
    }
}

#[test]
fn a_repetition_that_fails_says_nothing_of_what_it_repeats() {
    // Committed, and every answer and query lost.
    let lost = "[[fault]]\nprotocol = 'wechatpay'\npath = '/refund/domestic/refunds'\nlose = true\n";
    let w = live(lost, "max_refund_per_day = \"5.00\"\n");
    paid(&w, "vh-t-0001", "10.00");
    let args = |number: &'static str, amount: &'static str| {
        [
            "pay",
            "refund",
            "vh-t-0001",
            "--api",
            "v3",
            "-y",
            "--out-refund-no",
            number,
            "--amount",
            amount,
        ]
    };
    w.run(&args("r-1", "3.00")).exits(11);
    let state = |number: &str| {
        let shown = w.run(&["pay", "ledger", "show", number, "-o", "json"]).exits(0);
        lines(&shown)[0]["state"].clone()
    };
    assert_eq!(state("r-1"), "UNKNOWN");
    // Nothing can be reached, and then the key is refused: neither undoes what may have been done, nor what is counted.
    let good = w.read_config();
    let base = good
        .lines()
        .skip_while(|l| *l != "[pay.wechatpay]")
        .find(|l| l.starts_with("base_url"))
        .unwrap();
    w.config(&good.replace(base, "base_url = \"http://127.0.0.1:1\""));
    w.run(&args("r-1", "3.00")).exits(8);
    assert_eq!(state("r-1"), "UNKNOWN");
    w.run(&args("r-2", "3.00")).exits(13);
    w.config(&good);
    // Without a number it would be a second refund: the first is named.
    let fresh = ["pay", "refund", "vh-t-0001", "--api", "v3", "-y", "--amount", "3.00"];
    let ran = w.run(&fresh).exits(6);
    assert!(ran.err.contains("r-1"), "{}", ran.err);
    w.sandbox().set_script(vh::sandbox::Script::default());
    w.run(&args("r-1", "3.00")).exits(0);
    w.run(&["pay", "refund-query", "r-1"]).exits(0);
    assert_eq!(state("r-1"), "SUCCESS");
    // Once it is done it stays done, whatever becomes of a repetition.
    w.run(&args("r-1", "3.00")).exits(0);
    w.config(&good.replace(base, "base_url = \"http://127.0.0.1:1\""));
    w.run(&args("r-1", "3.00")).exits(8);
    w.run(&["pay", "query", "vh-t-0001"]).exits(8);
    assert_eq!(state("r-1"), "SUCCESS");
    w.config(&good);
    // A repetition is not decided any more: a fresh one is another refund, and it is over the day's limit.
    w.run(&fresh).exits(13);
}

#[test]
fn an_order_whose_answer_is_lost_says_what_settles_it() {
    let w = world("[[fault]]\nprotocol = 'wechatpay'\npath = '/transactions/native'\nlose = true\n");
    let ran = w
        .run(&order("native", "v3", &["--out-trade-no", "vh-t-0001"]))
        .exits(11);
    let hint = ran.error()["hint"].as_str().unwrap().to_owned();
    assert!(
        hint.contains("vh pay query vh-t-0001") && hint.contains("--out-trade-no vh-t-0001"),
        "{hint}"
    );
    w.run(&["pay", "query", "vh-t-0001"]).exits(0);
    // The same again is the same order.
    w.sandbox().set_script(vh::sandbox::Script::default());
    w.run(&order("native", "v3", &["--out-trade-no", "vh-t-0001"])).exits(0);
}

#[test]
fn a_payer_who_types_is_waited_for_or_the_outcome_is_unknown() {
    let w = world("");
    let pay = |number: &str, wait: &str| {
        let args = [
            "pay",
            "micropay",
            "--auth-code",
            "134567890123456789",
            "--amount",
            "1.00",
            "--body",
            "x",
        ];
        w.run(&[&args[..], &["--out-trade-no", number, "--wait", wait, "-o", "json"]].concat())
    };
    let ran = pay("vh-t-0001", "50ms").exits(11);
    assert!(
        ran.error()["hint"]
            .as_str()
            .unwrap()
            .contains("vh pay reverse vh-t-0001")
    );
    // Asked, never paid a second time.
    let before = w
        .sandbox()
        .journal()
        .iter()
        .filter(|e| e.path == "/pay/micropay")
        .count();
    assert_eq!(pay("vh-t-0001", "50ms").exits(0).json()["state"], "USERPAYING");
    let after = w
        .sandbox()
        .journal()
        .iter()
        .filter(|e| e.path == "/pay/micropay")
        .count();
    assert_eq!(before, after);
    w.run(&["pay", "reverse", "vh-t-0001"]).exits(0);
    assert_eq!(
        w.run(&["pay", "query", "vh-t-0001", "--api", "v2", "-o", "json"])
            .exits(0)
            .json()["state"],
        "REVOKED"
    );
    w.run(&[
        "pay",
        "micropay",
        "--auth-code",
        "12",
        "--amount",
        "1.00",
        "--body",
        "x",
    ])
    .exits(2);
    w.pipe(
        "134567890123456781\n",
        &["pay", "micropay", "--auth-code", "-", "--amount", "1.00", "--body", "x"],
    )
    .exits(0);
}

#[test]
fn a_backup_address_is_asked_when_nothing_left_this_machine() {
    let w = world("");
    let url = w.sandbox().server("wechatpay").url.clone();
    // A port that nothing listens on.
    let closed = std::net::TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    let config = w.read_config().replace(
        &format!("base_url = {url:?}\nappid"),
        &format!("base_url = \"http://{closed}\"\nbackup_url = {url:?}\nappid"),
    );
    w.config(&config);
    w.run(&order("native", "v2", &["--out-trade-no", "vh-t-0001"])).exits(0);
    w.run(&order("native", "v3", &["--out-trade-no", "vh-t-0002"])).exits(0);
    w.run(&["pay", "query", "vh-t-0001", "--api", "v2"]).exits(0);
    // A lost answer is not asked for elsewhere: that could be a second effect.
    let w = world("[[fault]]\nprotocol = 'wechatpay'\npath = '/unifiedorder'\nlose = true\n");
    let url = w.sandbox().server("wechatpay").url.clone();
    let config = w.read_config().replace(
        &format!("base_url = {url:?}\nappid"),
        &format!("base_url = {url:?}\nbackup_url = {url:?}\nappid"),
    );
    w.config(&config);
    w.run(&order("native", "v2", &[])).exits(11);
    assert_eq!(w.requests("wechatpay"), 3);
}

#[test]
fn certificates_are_fetched_where_no_key_is_known_and_prove_themselves() {
    let w = world("");
    let config: String = w
        .read_config()
        .lines()
        .filter(|l| !l.starts_with("platform_keys"))
        .map(|l| format!("{l}\n"))
        .collect();
    w.config(&config);
    w.run(&order("native", "v3", &[])).exits(0);
    assert_eq!(w.sandbox().journal()[0].path, "/v3/certificates");
    let ran = w.run(&["pay", "certificates", "--out", "certs", "-o", "json"]).exits(0);
    let serial = ran.json()["id"].as_str().unwrap().to_owned();
    let pem = std::fs::read_to_string(w.home.path().join("certs").join(format!("{serial}.pem"))).unwrap();
    assert!(pem.starts_with("-----BEGIN CERTIFICATE"));
    // With another APIv3 key they do not open, and nothing is believed.
    let key = &w.sandbox().server("wechatpay").also[0].1;
    let wrong = w
        .read_config()
        .replace(key.as_str(), "0123456789abcdef0123456789abcdef");
    w.config(&wrong);
    let ran = w.run(&order("native", "v3", &[])).exits(9);
    assert!(ran.err.contains("apiv3_key"), "{}", ran.err);
}

#[test]
fn a_certificate_of_a_test_is_refused_in_a_live_table() {
    let w = live("", "");
    let keys = vh::sandbox::pay::keys();
    let pem = keys.platform_certificate_pem.replace('\n', "\\n");
    let serial = &keys.platform_serial;
    w.add_config(&format!(
        "[pay.other]\nappid='a'\nmchid='1'\nplatform_keys = {{ {serial} = \"{pem}\" }}\n"
    ));
    let ran = w
        .run(&["pay", "certificates", "--configured", "--account", "other"])
        .exits(3);
    assert!(ran.err.contains("no test table"), "{}", ran.err);
    // Nor are they taken from an answer.
    let config: String = w
        .read_config()
        .lines()
        .filter(|l| !l.starts_with("platform_keys"))
        .map(|l| format!("{l}\n"))
        .collect();
    w.config(&config);
    w.run(&["pay", "certificates", "--account", "wechatpay"]).exits(9);
}

#[test]
fn bills_are_downloaded_whole_or_not_at_all() {
    let w = world("");
    assert_eq!(
        w.run(&["pay", "bill", "--date", "2026-11-22"]).exits(0).out,
        "",
        "a day without trades"
    );
    w.run(&["pay", "bill", "--date", "2026-11-22", "--api", "v2"]).exits(0);
    paid(&w, "vh-t-0001", "12.34");
    w.run(&[
        "pay",
        "refund",
        "vh-t-0001",
        "--amount",
        "2.34",
        "--out-refund-no",
        "r1",
    ])
    .exits(0);
    for api in ["v2", "v3"] {
        let ran = w
            .run(&["pay", "bill", "--date", "2026-11-22", "--api", api, "-o", "json"])
            .exits(0);
        let rows = lines(&ran);
        assert_eq!(rows.len(), 2);
        assert_eq!(rows[0]["商户订单号"], "vh-t-0001");
        assert_eq!(rows[0]["商品名称"], "逗号,和\"引号");
        w.run(&["pay", "bill", "--date", "2026-11-22", "--api", api, "--out", "b.csv"])
            .exits(0);
        let bill = std::fs::read_to_string(w.home.path().join("b.csv")).unwrap();
        assert!(bill.contains("`12.34") && bill.starts_with('\u{feff}'));
        std::fs::remove_file(w.home.path().join("b.csv")).unwrap();
    }
    w.run(&["pay", "bill", "--date", "20261122"]).exits(2);
    w.sandbox()
        .set_script(vh::sandbox::Script::parse("[[fault]]\npath = '/v3/billdownload'\nbody = 'a,b'\n").unwrap());
    let ran = w
        .run(&["pay", "bill", "--date", "2026-11-22", "--out", "b.csv"])
        .exits(9);
    assert!(ran.err.contains("SHA1"), "{}", ran.err);
    let left: Vec<_> = std::fs::read_dir(w.home.path())
        .unwrap()
        .map(|e| e.unwrap().file_name())
        .collect();
    assert!(
        left.iter()
            .all(|n| !n.to_string_lossy().contains("bill") && n != "b.csv"),
        "{left:?}"
    );
}

#[test]
fn a_bill_is_compared_with_the_ledger() {
    let w = world("");
    let day = vh::pay::params::beijing(
        vh::command::now()
            .duration_since(std::time::UNIX_EPOCH)
            .unwrap()
            .as_secs() as i64,
    )
    .unwrap()
    .strftime("%Y-%m-%d")
    .to_string();
    for n in 1..=4 {
        paid(&w, &format!("vh-t-000{n}"), "10.00");
    }
    w.run(&[
        "pay",
        "refund",
        "vh-t-0001",
        "--amount",
        "1.00",
        "--out-refund-no",
        "r1",
    ])
    .exits(0);
    let ran = w.run(&["pay", "reconcile", "--date", &day]).exits(0);
    assert!(ran.err.contains("0 differ"), "{}", ran.err);
    w.run(&["pay", "bill", "--date", &day, "--out", "bill.csv"]).exits(0);
    let bill = std::fs::read_to_string(w.home.path().join("bill.csv")).unwrap();
    // One row is another's, one has another amount, one payment is told as taken back; one of ours is not there.
    let row = |n: &str| bill.lines().find(|l| l.contains(n)).unwrap().to_owned();
    let changed = bill
        .replace(&row("vh-t-0004"), &row("vh-t-0004").replace("vh-t-0004", "stranger-1"))
        .replace(&row("vh-t-0003"), &row("vh-t-0003").replace("10.00", "10.01"))
        .replace(&row("vh-t-0002"), &row("vh-t-0002").replace("SUCCESS", "REVOKED"));
    w.file("changed.csv", changed);
    let ran = w
        .run(&["pay", "reconcile", "--bill", "changed.csv", "-o", "json"])
        .exits(10);
    let mut found: Vec<(String, String)> = lines(&ran)
        .iter()
        .map(|d| {
            (
                d["number"].as_str().unwrap().to_owned(),
                d["problem"].as_str().unwrap().to_owned(),
            )
        })
        .collect();
    found.sort();
    let want = [
        ("stranger-1", "missing_in_ledger"),
        ("vh-t-0002", "state"),
        ("vh-t-0003", "amount"),
        ("vh-t-0004", "missing_in_bill"),
    ];
    assert_eq!(found, want.map(|(n, p)| (n.to_owned(), p.to_owned())));
    // Against what another system has.
    w.file(
        "orders.csv",
        "out_trade_no,amount\nvh-t-0001,10.00\nvh-t-0002,10.00\nvh-t-0003,1000fen\nvh-t-0004,10.00\nvh-t-0009,1.00\n",
    );
    let ran = w
        .run(&[
            "pay",
            "reconcile",
            "--bill",
            "bill.csv",
            "--orders",
            "orders.csv",
            "-o",
            "json",
        ])
        .exits(10);
    let found: Vec<Value> = lines(&ran).into_iter().map(|d| d["number"].clone()).collect();
    assert_eq!(found.len(), 2, "the refund and the order that is not there: {found:?}");
    // A bill that was cut is none.
    let cut: String = bill.lines().take(3).map(|l| format!("{l}\n")).collect();
    w.file("cut.csv", cut);
    w.run(&["pay", "reconcile", "--bill", "cut.csv"]).exits(9);
}

#[test]
fn client_parameters_have_the_shape_of_the_client() {
    let w = world("");
    for api in ["v2", "v3"] {
        let mini = w.run(&["pay", "params", "wx0001", "--api", api]).exits(0).json();
        let keys: Vec<&String> = mini.as_object().unwrap().keys().collect();
        assert_eq!(keys, ["timeStamp", "nonceStr", "package", "signType", "paySign"]);
        let page = w
            .run(&["pay", "params", "wx0001", "--client", "jsapi", "--api", api])
            .exits(0)
            .json();
        assert!(page["appId"].is_string());
        let app = w
            .run(&["pay", "params", "wx0001", "--client", "app", "--api", api])
            .exits(0)
            .json();
        assert_eq!(app["package"], "Sign=WXPay");
    }
    w.run(&["pay", "params", "not an id"]).exits(2);
}

#[test]
fn codes_are_drawn_and_written() {
    let w = world("");
    w.run(&order("native", "v3", &["--qr", "code.svg"])).exits(0);
    w.run(&order("native", "v3", &["--qr", "code.png"])).exits(0);
    let read = |name: &str| std::fs::read(w.home.path().join(name)).unwrap();
    assert!(read("code.svg").starts_with(b"<svg"));
    assert!(read("code.png").starts_with(b"\x89PNG"));
}

#[test]
fn a_v2_refund_over_tls_wants_the_merchants_certificate() {
    let w = world("");
    paid(&w, "vh-t-0001", "1.00");
    let tls = w.sandbox().server("wechatpay-tls").url.clone();
    let plain = w.sandbox().server("wechatpay").url.clone();
    let ca = w.file("ca.pem", w.sandbox().ca_pem());
    let config = w.read_config().replace(&plain, &tls);
    w.config(&config);
    let refund = [
        "pay",
        "refund",
        "vh-t-0001",
        "--amount",
        "1.00",
        "--api",
        "v2",
        "--ca-cert",
        ca.to_str().unwrap(),
    ];
    let bare: String = config
        .lines()
        .filter(|l| !l.starts_with("certificate"))
        .map(|l| format!("{l}\n"))
        .collect();
    w.config(&bare);
    let ran = w.run(&refund).exits(3);
    assert!(ran.err.contains("certificate"), "{}", ran.err);
    w.config(&config);
    w.run(&refund).exits(0);
}

#[test]
fn a_live_key_forges_nothing_whatever_is_said() {
    let w = live("", "");
    for api in ["v2", "v3"] {
        let ran = w
            .run(&[
                "pay",
                "trigger",
                "payment",
                "--to",
                "http://127.0.0.1:9/",
                "--api",
                api,
                "-y",
            ])
            .exits(13);
        assert!(ran.err.contains("--yes does not help"), "{}", ran.err);
        w.run(&["pay", "trigger", "refund", "--print", "--api", api, "-y"])
            .exits(13);
    }
}

#[test]
fn no_secret_of_a_merchant_comes_out_at_any_verbosity() {
    let w = world("");
    let keys = vh::sandbox::pay::keys();
    let server = w.sandbox().server("wechatpay");
    let inside = keys.merchant_key_pem.lines().nth(3).unwrap().to_owned();
    let secrets = [
        server.key.clone(),
        server.also[0].1.clone(),
        inside,
        "sandbox-forward-secret".to_owned(),
    ];
    paid(&w, "vh-t-0001", "10.00");
    for args in [
        &order("native", "v2", &["--debug", "--dump-curl", "--log-file", "log.txt"])[..],
        &order("native", "v3", &["--debug", "--dump-curl"]),
        &order("native", "v2", &["-n"]),
        &["pay", "query", "vh-t-0001", "--api", "v2", "--debug"],
        &[
            "pay",
            "refund",
            "vh-t-0001",
            "--amount",
            "1.00",
            "--api",
            "v2",
            "--debug",
            "--dump-curl",
        ],
        &[
            "pay",
            "refund",
            "vh-t-0001",
            "--amount",
            "1.00",
            "--api",
            "v3",
            "--debug",
            "--dump-curl",
        ],
        &["pay", "ledger", "ls", "-o", "json", "--debug"],
        &[
            "api",
            "pay.wechatpay",
            "POST",
            "pay/orderquery",
            "-d",
            "{\"out_trade_no\":\"vh-t-0001\"}",
            "--debug",
        ],
        &["config", "show"],
        &["config", "check"],
    ] {
        let ran = w.run(args);
        let all = format!("{}{}", ran.out, ran.err);
        for secret in &secrets {
            assert!(!all.contains(secret.as_str()), "{args:?}: {all}");
        }
        // What signed a request could be sent again.
        for entry in w.sandbox().journal() {
            let body = String::from_utf8_lossy(&entry.body).into_owned();
            if let Some((_, rest)) = body.split_once("<sign>") {
                let sign = rest.split("</sign>").next().unwrap();
                assert!(sign.len() >= 32 && !all.contains(sign), "{args:?}");
            }
            if let Some(header) = entry.header("authorization") {
                let signature = header.split("signature=\"").nth(1).unwrap().split('"').next().unwrap();
                assert!(!all.contains(signature), "{args:?}");
            }
        }
        w.sandbox().clear();
    }
    let log = std::fs::read_to_string(w.home.path().join("log.txt")).unwrap();
    assert!(secrets.iter().all(|s| !log.contains(s.as_str())));
}

#[test]
fn a_service_provider_asks_for_its_customer() {
    let w = world("");
    let more = "[pay.wechatpay]\nsub_mchid = '1900000777'\nsub_appid = 'wxsub'\n";
    w.config(&w.read_config().replace("[pay.wechatpay]\n", more));
    let who = ["--openid", "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o", "-n"];
    let v3 = w.run(&order("jsapi", "v3", &who)).exits(0).out;
    assert!(v3.contains("/v3/pay/partner/transactions/jsapi"), "{v3}");
    let body: Value = serde_json::from_str(v3.lines().last().unwrap()).unwrap();
    assert_eq!(
        (&body["sp_mchid"], &body["sub_mchid"]),
        (&"1900000001".into(), &"1900000777".into())
    );
    assert_eq!(body["payer"]["sub_openid"], "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o");
    let v2 = w.run(&order("jsapi", "v2", &who)).exits(0).out;
    assert!(
        v2.contains("<sub_mch_id>1900000777</sub_mch_id>") && v2.contains("<sub_openid>"),
        "{v2}"
    );
    let query = w.run(&["pay", "query", "vh-t-0001", "-n"]).exits(0).out;
    assert!(
        query.contains("/v3/pay/partner/transactions/out-trade-no/vh-t-0001"),
        "{query}"
    );
    let app = w.run(&["pay", "params", "wx1", "--client", "app"]).exits(0).json();
    assert_eq!(
        (&app["appid"], &app["partnerid"]),
        (&"wxsub".into(), &"1900000777".into())
    );
}

#[test]
fn the_platforms_own_certificate_file_is_read() {
    if !crate::harness::installed("openssl") {
        eprintln!("skipped: openssl is not installed");
        return;
    }
    let w = world("");
    let keys = vh::sandbox::pay::keys();
    w.file("key.pem", &keys.merchant_key_pem);
    w.file("cert.pem", &keys.merchant_certificate_pem);
    for (name, how) in [("old.p12", "-legacy"), ("new.p12", "-aes256")] {
        let line = format!(
            "openssl pkcs12 -export {how} -inkey key.pem -in cert.pem -passout pass:1900000001 -out {name} 2>/dev/null || \
             openssl pkcs12 -export -inkey key.pem -in cert.pem -passout pass:1900000001 -out {name}"
        );
        w.shell(&line).exits(0);
        let kept =
            |l: &&str| !l.starts_with("private_key") && !l.starts_with("certificate") && !l.starts_with("serial");
        let config: String = w.read_config().lines().filter(kept).map(|l| format!("{l}\n")).collect();
        let config: String = config
            .lines()
            .filter(|l| !l.starts_with("p12"))
            .map(|l| format!("{l}\n"))
            .collect();
        let path = w.home.path().join(name);
        w.config(&config.replace("[pay.wechatpay]\n", &format!("[pay.wechatpay]\np12 = {path:?}\n")));
        w.run(&order("native", "v3", &[])).exits(0);
    }
    w.config(
        &w.read_config()
            .replace("mchid = \"1900000001\"", "mchid = \"1900000002\""),
    );
    let ran = w.run(&order("native", "v3", &[])).exits(3);
    assert!(ran.err.contains("p12"), "{}", ran.err);
}
