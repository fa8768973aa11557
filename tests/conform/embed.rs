//! What every `Embedder` promises. Run on OpenAI, Ark's texts, Ark's multimodal endpoint, and on a failover before each of them.

use futures_util::future::LocalBoxFuture;
use vh::error::Kind;
use vh::http::{Budget, Trace};
use vh::llm::embed::{Embedder, Embeddings, Failover, Input, Wanted, embedder};
use vh::llm::failover::Entry;
use vh::sandbox::llm::completions::Vendor;
use vh::sandbox::llm::embeddings;
use vh::sandbox::{Sandbox, Script};

/// An adapter: the table, the model, the length of its vectors, whether it is multimodal.
#[derive(Clone, Copy)]
struct Which {
    name: &'static str,
    model: &'static str,
    dims: usize,
    multimodal: bool,
}

fn adapters() -> [Which; 3] {
    let of = |name, (model, dims): (&'static str, usize), multimodal| Which {
        name,
        model,
        dims,
        multimodal,
    };
    [
        of("openai", embeddings::models(Vendor::OpenAi)[0], false),
        of("ark", embeddings::models(Vendor::Ark)[0], false),
        of("ark", embeddings::MULTIMODAL[0], true),
    ]
}

struct Case<'a> {
    which: Which,
    embedder: &'a dyn Embedder,
    sandbox: &'a Sandbox,
}

type Law = for<'a> fn(&'a Case<'a>) -> LocalBoxFuture<'a, ()>;

const LAWS: &[(&str, Law)] = &[
    ("each text gets its own vector, in order", |c| {
        Box::pin(each_gets_its_own(c))
    }),
    ("the length is the wanted one", |c| {
        Box::pin(the_length_is_the_wanted_one(c))
    }),
    ("a refusal is an error", |c| Box::pin(a_refusal_is_an_error(c))),
    ("an answer that does not match is malformed", |c| {
        Box::pin(a_mismatch_is_malformed(c))
    }),
    ("a passing failure heals, and its rate is told", |c| {
        Box::pin(a_passing_failure_heals(c))
    }),
    ("both forms of a vector are read", |c| Box::pin(both_forms_are_read(c))),
    ("two requests at once do not mix", |c| {
        Box::pin(two_requests_do_not_mix(c))
    }),
];

fn connect(sandbox: &Sandbox, which: Which) -> Box<dyn Embedder> {
    embedder(super::chat::provider(sandbox, which.name), which.multimodal).unwrap()
}

#[tokio::test]
async fn every_embedder_keeps_the_laws() {
    for which in adapters() {
        for (law, check) in LAWS {
            eprintln!("{} {}: {law}", which.name, which.model);
            let sandbox = Sandbox::start(Script::default()).unwrap();
            let direct = connect(&sandbox, which);
            check(&Case {
                which,
                embedder: &*direct,
                sandbox: &sandbox,
            })
            .await;
            eprintln!("failover to {} {}: {law}", which.name, which.model);
            let alive = std::sync::Arc::new(Sandbox::start(Script::default()).unwrap());
            let dead = Sandbox::start(Script::default()).unwrap();
            let first = connect(&dead, which);
            drop(dead);
            let for_connect = alive.clone();
            let failover = Failover::new(
                first,
                which.model.to_owned(),
                vec![Entry {
                    name: which.name.to_owned(),
                    model: Some(which.model.to_owned()),
                }],
                Box::new(move |_| {
                    let sandbox = for_connect.clone();
                    Box::pin(async move { Ok(connect(&sandbox, which)) })
                }),
                false,
                Trace::silent(),
            );
            check(&Case {
                which,
                embedder: &failover,
                sandbox: &alive,
            })
            .await;
        }
    }
}

impl Case<'_> {
    fn wanted(&self) -> Wanted {
        Wanted {
            model: Some(self.which.model.to_owned()),
            ..Wanted::default()
        }
    }

    async fn ask(&self, texts: &[&str], wanted: &Wanted) -> vh::error::Result<Vec<Embeddings>> {
        let most = self.embedder.limits().items;
        let mut all = Vec::new();
        for part in texts.chunks(most) {
            let inputs: Vec<Input> = part.iter().map(|t| Input::Text((*t).to_owned())).collect();
            all.push(self.embedder.embed(&inputs, wanted, Budget::start()).await?);
        }
        Ok(all)
    }

    fn want(&self, text: &str) -> Vec<f32> {
        embeddings::vector(self.which.model, text, self.which.dims)
    }
}

fn near(a: &[f32], b: &[f32]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| (a - b).abs() < 1e-6)
}

async fn each_gets_its_own(c: &Case<'_>) {
    let texts = ["one", "二", "🚀", "one", "a longer text\nof two lines"];
    let answers = c.ask(&texts, &c.wanted()).await.unwrap();
    assert!(answers.iter().all(|a| a.tokens > 0 && a.served.request_id.is_some()));
    assert!(
        answers
            .iter()
            .all(|a| a.served.model == c.which.model && a.served.provider == c.which.name)
    );
    let vectors: Vec<Vec<f32>> = answers.into_iter().flat_map(|a| a.vectors).collect();
    assert_eq!(vectors.len(), texts.len());
    for (text, vector) in texts.iter().zip(&vectors) {
        assert!(near(vector, &c.want(text)), "{text}");
    }
}

async fn the_length_is_the_wanted_one(c: &Case<'_>) {
    // What is cut has length one again; what cannot be had is an error, never something else.
    let wanted = Wanted {
        dims: Some(1024),
        ..c.wanted()
    };
    let vector = c.ask(&["x"], &wanted).await.unwrap().remove(0).vectors.remove(0);
    let length: f32 = vector.iter().map(|v| v * v).sum();
    assert!(
        vector.len() == 1024 && (length - 1.0).abs() < 1e-4,
        "{} {length}",
        vector.len()
    );
    let beyond = Wanted {
        dims: Some(100_000),
        ..c.wanted()
    };
    let error = c.ask(&["x"], &beyond).await.err().unwrap();
    assert!(matches!(error.kind, Kind::Invalid | Kind::Malformed), "{error}");
}

async fn a_refusal_is_an_error(c: &Case<'_>) {
    script(c.sandbox, "[[fault]]\nstatus = 400\n");
    let error = c.ask(&["x"], &c.wanted()).await.err().unwrap();
    assert_eq!(
        (error.kind, error.status, c.sandbox.journal().len()),
        (Kind::Invalid, Some(400), 1)
    );
    assert!(error.provider.is_some() && error.request_id.is_some());
}

async fn a_mismatch_is_malformed(c: &Case<'_>) {
    for body in [
        r#"{"data": []}"#,
        r#"{"data": [{"index": 0, "embedding": []}]}"#,
        "<html>",
        "{}",
    ] {
        script(c.sandbox, &format!("[[fault]]\nbody = '{body}'\n"));
        let error = c.ask(&["x"], &c.wanted()).await.err().unwrap();
        assert_eq!(error.kind, Kind::Malformed, "{body}");
    }
}

async fn a_passing_failure_heals(c: &Case<'_>) {
    script(
        c.sandbox,
        "[[fault]]\nstatus = 503\ntimes = 1\n[[fault]]\nstatus = 429\ntimes = 1\n",
    );
    let answers = c.ask(&["x"], &c.wanted()).await.unwrap();
    assert_eq!((answers[0].served.attempts, answers[0].rate_limited), (3, 1));
    assert_eq!(c.sandbox.journal().len(), 3);
}

async fn both_forms_are_read(c: &Case<'_>) {
    let mut vectors = Vec::new();
    for form in ["float", "base64"] {
        let mut wanted = c.wanted();
        wanted.options.insert("encoding_format".to_owned(), form.into());
        vectors.push(c.ask(&["x"], &wanted).await.unwrap().remove(0).vectors);
        assert_eq!(c.sandbox.journal().last().unwrap().json()["encoding_format"], form);
    }
    assert_eq!(vectors[0], vectors[1]);
}

async fn two_requests_do_not_mix(c: &Case<'_>) {
    let wanted = c.wanted();
    let (a, b) = tokio::join!(c.ask(&["first"], &wanted), c.ask(&["second"], &wanted));
    assert!(near(&a.unwrap()[0].vectors[0], &c.want("first")));
    assert!(near(&b.unwrap()[0].vectors[0], &c.want("second")));
}

fn script(sandbox: &Sandbox, toml: &str) {
    sandbox.set_script(Script::parse(toml).unwrap());
}
