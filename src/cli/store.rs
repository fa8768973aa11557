//! `vh store`.

use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, Subcommand};

// `vh store`.
#[derive(Debug, Clone, Args)]
#[command(
    after_help = "Places: NAME:key of a table [store.NAME], or oss://bucket/key, cos://…, s3://…; a key that ends with / is a \
                        prefix. Examples:\n  \
                        vh store put song.mp3\n  \
                        vh store put -r ./site media:site/\n  \
                        pg_dump | vh store put - media:backup/today.sql\n  \
                        vh store sync ./site media:site/ --delete --yes\n  \
                        vh store sign media:song.mp3 --expires 1h"
)]
pub struct StoreCli {
    /// On a refused signature, show what was signed here and there, and name the first difference
    #[arg(long, global = true)]
    pub explain: bool,
    /// What to do
    #[command(subcommand)]
    pub command: StoreCommand,
}

// `vh store …`.
#[expect(clippy::large_enum_variant, reason = "one value in a process")]
#[derive(Debug, Clone, Subcommand)]
#[command(defer = true)]
pub enum StoreCommand {
    /// Send files, directories or standard input
    Put(PutArgs),
    /// Fetch objects
    Get(GetArgs),
    /// Write objects to standard output
    Cat(CatArgs),
    /// List objects
    Ls(LsArgs),
    /// Show what is known of objects
    Stat(StatArgs),
    /// Remove objects
    Rm(RmArgs),
    /// Copy objects, within a store or between stores
    Cp(CopyArgs),
    /// Move objects: copy, then remove
    Mv(CopyArgs),
    /// Make one side like the other: only what differs is sent
    Sync(SyncArgs),
    /// Add up sizes
    Du(DuArgs),
    /// Compare objects with their own checksums, or with local files, byte for byte
    Verify(VerifyArgs),
    /// List the buckets of an account
    Buckets(StoreArgs),
    /// Make a bucket
    Mb(PlaceArgs),
    /// Remove an empty bucket
    Rb(PlaceArgs),
    /// Make archived objects readable again
    Restore(RestoreArgs),
    /// Make a URL that lets whoever has it read or write one object for a while
    Sign(super::sign::SignArgs),
    /// Uploads in parts: send, list, go on with, give up
    Multipart(super::multipart::MultipartArgs),
}

// A number of bytes: `64M`, `1.5GiB`, `800k`.
fn size(text: &str) -> Result<u64, String> {
    let digits = text
        .find(|c: char| !c.is_ascii_digit() && c != '.')
        .unwrap_or(text.len());
    let (number, unit) = text.split_at(digits);
    let factor: u64 = match unit
        .trim()
        .to_ascii_lowercase()
        .trim_end_matches("ib")
        .trim_end_matches('b')
    {
        "" => 1,
        "k" => 1 << 10,
        "m" => 1 << 20,
        "g" => 1 << 30,
        "t" => 1 << 40,
        _ => return Err("write a number of bytes such as 800k, 64M, 1GiB".to_owned()),
    };
    match number.parse::<f64>() {
        Ok(value) if value > 0.0 && value * (factor as f64) < 9e18 => Ok((value * factor as f64) as u64),
        _ => Err("write a number of bytes such as 800k, 64M, 1GiB".to_owned()),
    }
}

fn name_value(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.is_empty() => Ok((name.to_owned(), value.to_owned())),
        _ => Err("write NAME=VALUE".to_owned()),
    }
}

pub(super) fn lifetime(text: &str) -> Result<Duration, String> {
    humantime::parse_duration(text).map_err(|e| format!("{e}; write 15m, 12h, 7d"))
}

// Which of many.
#[derive(Debug, Clone, Default, Args)]
pub struct PickArgs {
    /// Only names that match: * any run, ? any one, [ab] any of these; may be repeated
    #[arg(long, value_name = "GLOB")]
    pub include: Vec<String>,
    /// Not names that match; may be repeated
    #[arg(long, value_name = "GLOB")]
    pub exclude: Vec<String>,
}

// How bytes move.
#[derive(Debug, Clone, Default, Args)]
pub struct MoveArgs {
    /// So many streams at once
    #[arg(short, long, value_name = "N", default_value = "16", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub jobs: u16,
    /// Size of a part, such as 64M
    #[arg(long, value_name = "SIZE", value_parser = size)]
    pub part_size: Option<u64>,
    /// At most so many bytes a second, all streams together, such as 2M
    #[arg(long, value_name = "SIZE", value_parser = size)]
    pub limit_rate: Option<u64>,
    /// Start anew instead of going on where an earlier run stopped
    #[arg(long)]
    pub no_resume: bool,
    /// Fail instead of replacing what is there
    #[arg(long)]
    pub if_not_exists: bool,
}

// How objects are stored.
#[derive(Debug, Clone, Default, Args)]
pub struct StoredArgs {
    /// Content type; guessed from the name without it
    #[arg(long, value_name = "TYPE")]
    pub content_type: Option<String>,
    /// Cache-Control of the object
    #[arg(long, value_name = "VALUE")]
    pub cache_control: Option<String>,
    /// Content-Disposition of the object
    #[arg(long, value_name = "VALUE")]
    pub content_disposition: Option<String>,
    /// Content-Encoding of the object; the bytes are sent as they are
    #[arg(long, value_name = "VALUE")]
    pub content_encoding: Option<String>,
    /// Metadata; may be repeated
    #[arg(long, value_name = "NAME=VALUE", value_parser = name_value)]
    pub meta: Vec<(String, String)>,
    /// A tag; may be repeated
    #[arg(long, value_name = "NAME=VALUE", value_parser = name_value)]
    pub tag: Vec<(String, String)>,
    /// Canned access rule, such as private or public-read
    #[arg(long, value_name = "RULE")]
    pub acl: Option<String>,
    /// Storage class, in the vendor's word
    #[arg(long, value_name = "CLASS")]
    pub storage_class: Option<String>,
    /// Encryption at rest, in the vendor's word, such as AES256 or kms:KEY
    #[arg(long, value_name = "METHOD")]
    pub sse: Option<String>,
}

// `vh store put`.
#[derive(Debug, Clone, Default, Args)]
pub struct PutArgs {
    /// Files, directories (with -r) or - for standard input; then, where it goes: NAME:key, NAME:prefix/, oss://bucket/key
    #[arg(value_name = "ARGS")]
    pub args: Vec<String>,
    /// Directories with all that is in them
    #[arg(short, long)]
    pub recursive: bool,
    /// Which of many
    #[command(flatten)]
    pub pick: PickArgs,
    /// Read the names of files from this file, or from - for standard input, one on a line
    #[arg(long, value_name = "FILE")]
    pub files_from: Option<PathBuf>,
    /// How bytes move
    #[command(flatten)]
    pub moving: MoveArgs,
    /// How objects are stored
    #[command(flatten)]
    pub stored: StoredArgs,
}

// `vh store get`.
#[derive(Debug, Clone, Args)]
pub struct GetArgs {
    /// Objects; then, where they go: a file, a directory, or - for standard output
    #[arg(value_name = "ARGS", required = true)]
    pub args: Vec<String>,
    /// All objects below a prefix
    #[arg(short, long)]
    pub recursive: bool,
    /// Which of many
    #[command(flatten)]
    pub pick: PickArgs,
    /// This version of the object
    #[arg(long, value_name = "ID")]
    pub version_id: Option<String>,
    /// Hold what carries no checksum against its MD5, at the cost of another reading
    #[arg(long)]
    pub checksum: bool,
    /// How bytes move
    #[command(flatten)]
    pub moving: MoveArgs,
}

// `vh store cat`.
#[derive(Debug, Clone, Args)]
pub struct CatArgs {
    /// Objects
    #[arg(value_name = "PLACE", required = true)]
    pub places: Vec<String>,
    /// This version of the object
    #[arg(long, value_name = "ID")]
    pub version_id: Option<String>,
}

// `vh store ls`.
#[derive(Debug, Clone, Args)]
pub struct LsArgs {
    /// A store or a prefix; the default store without it
    #[arg(value_name = "PLACE")]
    pub place: Option<String>,
    /// All objects below, not only up to the next /
    #[arg(short, long)]
    pub recursive: bool,
    /// At most so many
    #[arg(long, value_name = "N")]
    pub limit: Option<u64>,
    /// All versions and delete markers
    #[arg(long)]
    pub versions: bool,
    /// Which of many
    #[command(flatten)]
    pub pick: PickArgs,
}

// `vh store stat`.
#[derive(Debug, Clone, Args)]
pub struct StatArgs {
    /// Objects
    #[arg(value_name = "PLACE", required = true)]
    pub places: Vec<String>,
    /// This version of the object
    #[arg(long, value_name = "ID")]
    pub version_id: Option<String>,
    /// Show tags and access rule too
    #[arg(short, long)]
    pub all: bool,
}

// `vh store rm`.
#[derive(Debug, Clone, Args)]
pub struct RmArgs {
    /// Objects, or prefixes with -r
    #[arg(value_name = "PLACE", required = true)]
    pub places: Vec<String>,
    /// All objects below a prefix
    #[arg(short, long)]
    pub recursive: bool,
    /// Which of many
    #[command(flatten)]
    pub pick: PickArgs,
    /// This version of the object
    #[arg(long, value_name = "ID", conflicts_with = "recursive")]
    pub version_id: Option<String>,
}

// `vh store cp` and `vh store mv`.
#[derive(Debug, Clone, Args)]
pub struct CopyArgs {
    /// From
    #[arg(value_name = "SRC")]
    pub source: String,
    /// To: a place, or a prefix that ends with /
    #[arg(value_name = "DST")]
    pub target: String,
    /// All objects below a prefix
    #[arg(short, long)]
    pub recursive: bool,
    /// Which of many
    #[command(flatten)]
    pub pick: PickArgs,
    /// How bytes move
    #[command(flatten)]
    pub moving: MoveArgs,
    /// How objects are stored
    #[command(flatten)]
    pub stored: StoredArgs,
}

// `vh store sync`.
#[derive(Debug, Clone, Args)]
pub struct SyncArgs {
    /// From: a directory, or a prefix of a store
    #[arg(value_name = "SRC")]
    pub source: String,
    /// To: a prefix of a store, or a directory
    #[arg(value_name = "DST")]
    pub target: String,
    /// Remove what the source does not have, after everything else went well
    #[arg(long)]
    pub delete: bool,
    /// Remove nothing if more than so many would be
    #[arg(long, value_name = "N", requires = "delete")]
    pub max_delete: Option<u64>,
    /// Compare contents by their checksums
    #[arg(long, conflicts_with = "size_only")]
    pub checksum: bool,
    /// Compare sizes only
    #[arg(long)]
    pub size_only: bool,
    /// Which of many
    #[command(flatten)]
    pub pick: PickArgs,
    /// How bytes move
    #[command(flatten)]
    pub moving: MoveArgs,
    /// How objects are stored
    #[command(flatten)]
    pub stored: StoredArgs,
}

// `vh store du`.
#[derive(Debug, Clone, Args)]
pub struct DuArgs {
    /// A store or a prefix; the default store without it
    #[arg(value_name = "PLACE")]
    pub place: Option<String>,
    /// Which of many
    #[command(flatten)]
    pub pick: PickArgs,
}

// `vh store verify`.
#[derive(Debug, Clone, Args)]
pub struct VerifyArgs {
    /// An object, or a prefix with -r
    #[arg(value_name = "PLACE")]
    pub place: String,
    /// The local file or directory it must equal; without it, objects are read and held against their own checksums
    #[arg(value_name = "PATH")]
    pub local: Option<PathBuf>,
    /// All objects below a prefix
    #[arg(short, long)]
    pub recursive: bool,
    /// Which of many
    #[command(flatten)]
    pub pick: PickArgs,
}

// A store.
#[derive(Debug, Clone, Args)]
pub struct StoreArgs {
    /// The store's name; the default one without it
    #[arg(value_name = "NAME")]
    pub name: Option<String>,
}

// A bucket.
#[derive(Debug, Clone, Args)]
pub struct PlaceArgs {
    /// The bucket: NAME: or oss://bucket
    #[arg(value_name = "PLACE")]
    pub place: String,
}

// `vh store restore`.
#[derive(Debug, Clone, Args)]
pub struct RestoreArgs {
    /// Archived objects
    #[arg(value_name = "PLACE", required = true)]
    pub places: Vec<String>,
    /// Readable for so many days
    #[arg(long, value_name = "N", default_value = "1")]
    pub days: u32,
    /// How fast, in the vendor's word: Expedited, Standard, Bulk
    #[arg(long, value_name = "TIER")]
    pub tier: Option<String>,
}
