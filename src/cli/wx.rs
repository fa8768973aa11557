//! `vh wx`.

use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, Subcommand, ValueEnum};

// `vh wx …`.
#[derive(Debug, Clone, Subcommand)]
#[command(defer = true)]
pub enum WxCommand {
    /// Exchange a code of wx.login for the user's openid
    Login(LoginArgs),
    /// Print an access token: the one that all processes share, or a new one
    Token(TokenArgs),
    /// Exchange a code of a getPhoneNumber button for the phone number
    Phone(PhoneArgs),
    /// Open and check what the mini program handed over of a user: encrypted data, signed raw data
    Decrypt(DecryptArgs),
    /// Have a code drawn that opens the mini program: into a file, or on the terminal
    Qrcode(QrcodeArgs),
    /// Make a link (https) that opens the mini program, for one user
    Link(LinkArgs),
    /// Make a link (weixin://) that opens the mini program from another app, for one user
    Scheme(LinkArgs),
    /// Send a subscription message: one consent of the user is one message
    Message(MessageArgs),
    /// Have a text judged: exit 0 only when it passes
    CheckText(CheckTextArgs),
    /// Have a picture judged: exit 0 only when it passes
    CheckImage(CheckImageArgs),
}

// Which table.
#[derive(Debug, Clone, Args)]
pub struct AccountArgs {
    /// The table of the configuration, where there are several
    #[arg(long, value_name = "NAME")]
    pub account: Option<String>,
}

// `vh wx login`.
#[derive(Debug, Clone, Args)]
#[command(after_help = "Examples:\n  \
    vh wx login 0a3xK1000abc -o json | jq -r .openid\n  \
    printf %s \"$CODE\" | vh wx login - --keep")]
pub struct LoginArgs {
    /// The code, good once and for 5 minutes; - reads it from standard input
    #[arg(value_name = "CODE")]
    pub code: String,
    /// Keep the session key, sealed, for vh wx decrypt --openid
    #[arg(long)]
    pub keep: bool,
    /// Print the session key too: whoever has it can open this user's data
    #[arg(long)]
    pub show_session: bool,
    /// Which table
    #[command(flatten)]
    pub account: AccountArgs,
}

// `vh wx token`.
#[derive(Debug, Clone, Args)]
#[command(after_help = "Examples:\n  \
    vh wx token -o json | jq -r .expires\n  \
    vh api wx.app POST wxa/getwxadevinfo -d '{}'   (calls need no token by hand)")]
pub struct TokenArgs {
    /// Ask WeChat for a new one (20 times a day, 30 seconds apart)
    #[arg(long)]
    pub refresh: bool,
    /// Which table
    #[command(flatten)]
    pub account: AccountArgs,
}

// `vh wx phone`.
#[derive(Debug, Clone, Args)]
pub struct PhoneArgs {
    /// The code, good once and for 5 minutes; - reads it from standard input
    #[arg(value_name = "CODE")]
    pub code: String,
    /// The user who pressed the button: WeChat checks it
    #[arg(long, value_name = "OPENID")]
    pub openid: Option<String>,
    /// Show the whole number, not 138****6666
    #[arg(long)]
    pub full: bool,
    /// Which table
    #[command(flatten)]
    pub account: AccountArgs,
}

// `vh wx decrypt`.
#[derive(Debug, Clone, Args)]
#[command(
    after_help = "The JSON object has encryptedData and iv, or rawData and signature, or all four, as the mini program gets\n\
    them; and session_key, unless --openid finds the one that vh wx login --keep kept.\n\
    Examples:\n  \
    vh wx decrypt user.json | jq -r .openId\n  \
    vh wx decrypt --openid oRhHa1XxnSTM2w3ybVq7VL6Hb < user.json"
)]
pub struct DecryptArgs {
    /// A JSON file; - or nothing reads standard input
    #[arg(value_name = "FILE")]
    pub file: Option<PathBuf>,
    /// Use the session key that was kept for this user
    #[arg(long, value_name = "OPENID")]
    pub openid: Option<String>,
    /// Which table
    #[command(flatten)]
    pub account: AccountArgs,
}

// `vh wx qrcode`.
#[derive(Debug, Clone, Args)]
#[command(after_help = "Examples:\n  \
    vh wx qrcode --scene 'order=1001' --page pages/order/index --out order.jpg\n  \
    vh wx qrcode 'pages/index/index?from=poster' --out poster.jpg\n  \
    vh wx qrcode 'pages/index/index' --kind square")]
pub struct QrcodeArgs {
    /// The path it opens, with its query (not with --scene)
    #[arg(value_name = "PATH", required_unless_present = "scene", conflicts_with = "scene")]
    pub path: Option<String>,
    /// What the page is told: 1 to 32 letters, digits and marks; any number of such codes can be made
    #[arg(long, value_name = "TEXT")]
    pub scene: Option<String>,
    /// The page that --scene opens
    #[arg(long, value_name = "PAGE", requires = "scene")]
    pub page: Option<String>,
    /// The page need not be published
    #[arg(long, requires = "scene")]
    pub no_check_path: bool,
    /// The round code or the square one, of which 100 000 can be made in all
    #[arg(
        long,
        value_enum,
        value_name = "KIND",
        default_value = "round",
        conflicts_with = "scene"
    )]
    pub kind: CodeKind,
    /// Which version of the mini program it opens
    #[arg(long, value_enum, value_name = "ENV")]
    pub env: Option<Env>,
    /// Width in dots, 280 to 1280
    #[arg(long, value_name = "DOTS")]
    pub width: Option<u32>,
    /// Let WeChat choose the colour of the lines
    #[arg(long, conflicts_with = "line_color")]
    pub auto_color: bool,
    /// The colour of the lines
    #[arg(long, value_name = "#RRGGBB", value_parser = color)]
    pub line_color: Option<[u8; 3]>,
    /// Without a background (PNG)
    #[arg(long)]
    pub transparent: bool,
    /// Write it to this file (- is standard output); without it a terminal shows it
    #[arg(long, value_name = "FILE|-")]
    pub out: Option<PathBuf>,
    /// Which table
    #[command(flatten)]
    pub account: AccountArgs,
}

// `vh wx link`, `vh wx scheme`.
#[derive(Debug, Clone, Args)]
pub struct LinkArgs {
    /// The page, without its query; the first one when absent
    #[arg(value_name = "PAGE")]
    pub page: Option<String>,
    /// What the page is told, such as id=1&from=sms
    #[arg(long, value_name = "QUERY")]
    pub query: Option<String>,
    /// Which version of the mini program it opens
    #[arg(long, value_enum, value_name = "ENV")]
    pub env: Option<Env>,
    /// How long it lives, such as 2h or 7d; 30 days at most, and without it
    #[arg(long, value_name = "DURATION", value_parser = super::duration)]
    pub expires: Option<Duration>,
    /// Which table
    #[command(flatten)]
    pub account: AccountArgs,
}

// `vh wx message`.
#[derive(Debug, Clone, Args)]
#[command(after_help = "Example:\n  \
    vh wx message --to oRhHa1XxnSTM2w3ybVq7VL6Hb --template priTmpl1 -d thing1=语音会员 -d amount2=￥12.50")]
pub struct MessageArgs {
    /// The user's openid
    #[arg(long, value_name = "OPENID")]
    pub to: String,
    /// The template's id
    #[arg(long, value_name = "ID")]
    pub template: String,
    /// A field of the template, such as thing1=text; may be repeated
    #[arg(short, long, value_name = "FIELD=VALUE")]
    pub data: Vec<String>,
    /// What it opens: a page with its query
    #[arg(long, value_name = "PAGE")]
    pub page: Option<String>,
    /// Which version of the mini program it opens
    #[arg(long, value_enum, value_name = "ENV")]
    pub env: Option<Env>,
    /// Language of the frame around it: zh_CN, en_US, zh_HK, zh_TW
    #[arg(long, value_name = "LOCALE", value_parser = ["zh_CN", "en_US", "zh_HK", "zh_TW"])]
    pub locale: Option<String>,
    /// Which table
    #[command(flatten)]
    pub account: AccountArgs,
}

// `vh wx check-text`.
#[derive(Debug, Clone, Args)]
#[command(
    after_help = "Exit codes: 0 it passes, 6 it is risky or a person should look (-o json: suggest), others as everywhere."
)]
pub struct CheckTextArgs {
    /// The text, at most 2500 characters; - or nothing reads standard input
    #[arg(value_name = "TEXT")]
    pub text: Option<String>,
    /// Who wrote it: WeChat wants a user of the last two hours
    #[arg(long, value_name = "OPENID")]
    pub openid: String,
    /// Where it would be shown
    #[arg(long, value_enum, value_name = "SCENE", default_value = "comment")]
    pub scene: CheckScene,
    /// The title above it
    #[arg(long, value_name = "TEXT")]
    pub title: Option<String>,
    /// The writer's name
    #[arg(long, value_name = "TEXT")]
    pub nickname: Option<String>,
    /// The writer's motto, in a profile
    #[arg(long, value_name = "TEXT")]
    pub signature: Option<String>,
    /// Which table
    #[command(flatten)]
    pub account: AccountArgs,
}

// `vh wx check-image`.
#[derive(Debug, Clone, Args)]
#[command(
    after_help = "A file is judged at once. The picture at a URL is judged later, and the judgement goes to the mini program's\n\
    server (event wxa_media_check): that is exit 11, never 0."
)]
pub struct CheckImageArgs {
    /// A JPEG, PNG or GIF of at most 1 MiB; or the URL of one
    #[arg(value_name = "FILE|URL")]
    pub image: String,
    /// Who sent it, for a URL: WeChat wants a user of the last two hours
    #[arg(long, value_name = "OPENID")]
    pub openid: Option<String>,
    /// Where it would be shown, for a URL
    #[arg(long, value_enum, value_name = "SCENE", default_value = "comment")]
    pub scene: CheckScene,
    /// Which table
    #[command(flatten)]
    pub account: AccountArgs,
}

/// A version of the mini program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Env {
    /// The published one
    Release,
    /// The one being tried
    Trial,
    /// The one being written
    Develop,
}

/// The form of a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CodeKind {
    /// The mini program's own round code
    Round,
    /// A QR code
    Square,
}

/// Where content would be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CheckScene {
    /// A profile
    Profile,
    /// A comment
    Comment,
    /// A forum
    Forum,
    /// A social log
    Social,
}

fn color(text: &str) -> Result<[u8; 3], String> {
    let hex = text.strip_prefix('#').unwrap_or(text);
    let byte = |at: usize| hex.get(at..at + 2).and_then(|two| u8::from_str_radix(two, 16).ok());
    match (hex.len(), byte(0), byte(2), byte(4)) {
        (6, Some(r), Some(g), Some(b)) => Ok([r, g, b]),
        _ => Err("write it as #1a2b3c".to_owned()),
    }
}
