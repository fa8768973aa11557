//! `vh store`: places as they are typed, stores connected once, and one function per command.

mod batch;
mod bucket;
mod call;
mod copy;
mod get;
mod list;
mod multipart;
mod options;
mod place;
mod put;
mod remove;
mod sign;
mod sync;
mod verify;

use std::sync::Arc;

use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use tokio::sync::OnceCell;

use super::Context;
use crate::cli::multipart::MultipartCommand;
use crate::cli::store::{MoveArgs, StoreCli, StoreCommand as C};
use crate::config::Settings;
use crate::error::Result;
use crate::http::Rate;
use crate::output::Stderr;
use crate::output::progress::Meter;
use crate::state::{Checkpoints, State};
use crate::store::transfer::{Engine, Remember};

pub(super) use call::callable;
use place::Stores;

/// `vh store`.
///
/// # Errors
/// Whatever the command says.
pub async fn run(ctx: &mut Context, cli: StoreCli) -> Result<()> {
    let mut stores = Stores::new(ctx, cli.explain);
    // What works on many tells what it would do; the others show the request.
    if matches!(
        cli.command,
        C::Put(_) | C::Get(_) | C::Rm(_) | C::Cp(_) | C::Mv(_) | C::Sync(_) | C::Multipart(_)
    ) {
        stores = stores.planning();
    }
    match cli.command {
        C::Put(args) => put::put(ctx, &stores, args).await,
        C::Get(args) => get::get(ctx, &stores, args).await,
        C::Cat(args) => get::cat(ctx, &stores, args).await,
        C::Ls(args) => list::ls(ctx, &stores, args).await,
        C::Stat(args) => list::stat(ctx, &stores, args).await,
        C::Du(args) => list::du(ctx, &stores, args).await,
        C::Rm(args) => remove::rm(ctx, &stores, args).await,
        C::Cp(args) => copy::copy(ctx, &stores, args, false).await,
        C::Mv(args) => copy::copy(ctx, &stores, args, true).await,
        C::Sync(args) => sync::sync(ctx, &stores, args).await,
        C::Verify(args) => verify::verify(ctx, &stores, args).await,
        C::Buckets(args) => bucket::buckets(ctx, &stores, args).await,
        C::Mb(args) => bucket::mb(ctx, &stores, &args.place).await,
        C::Rb(args) => bucket::rb(ctx, &stores, &args.place).await,
        C::Restore(args) => bucket::restore(ctx, &stores, args).await,
        C::Sign(args) => sign::sign(ctx, &stores, args).await,
        C::Multipart(args) => match args.command {
            None => put::put(ctx, &stores, args.put).await,
            Some(MultipartCommand::Put(args)) => put::put(ctx, &stores, args).await,
            Some(MultipartCommand::Ls(args)) => multipart::ls(ctx, &stores, args).await,
            Some(MultipartCommand::Parts(args)) => multipart::parts(ctx, &stores, args).await,
            Some(MultipartCommand::Resume(args)) => multipart::resume(ctx, &stores, args).await,
            Some(MultipartCommand::Abort(args)) => multipart::abort(ctx, &stores, args).await,
            Some(MultipartCommand::Gc(args)) => multipart::gc(ctx, &stores, args).await,
        },
    }
}

/// Where checkpoints are kept, without holding on to the context.
struct Memory {
    state: Arc<OnceCell<State>>,
    settings: Arc<Settings>,
    err: Stderr,
}

impl Memory {
    fn of(ctx: &Context) -> Memory {
        Memory {
            state: ctx.state.clone(),
            settings: ctx.settings.clone(),
            err: ctx.out.err().clone(),
        }
    }
}

impl Remember for Memory {
    fn checkpoints(&self) -> BoxFuture<'_, Result<Checkpoints<'_>>> {
        async {
            let state = super::opened(&self.state, &self.settings, &self.err).await?;
            Ok(state.checkpoints())
        }
        .boxed()
    }
}

/// The engine, as the options want it.
fn engine<'a>(args: &MoveArgs, remember: &'a dyn Remember, meter: &Meter) -> Engine<'a> {
    let mut engine = Engine::new(args.jobs.into(), remember, super::now);
    engine.part_size = args.part_size;
    engine.rate = args.limit_rate.map(|r| Arc::new(Rate::new(r)));
    engine.resume = !args.no_resume;
    let meter = meter.clone();
    engine.moved = Arc::new(move |bytes| meter.moved(bytes));
    engine
}
