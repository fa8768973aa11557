//! The conversation at the keyboard that `vh chat` without a question opens: history, completion, several lines, and commands
//! that begin with a slash. Ctrl-C stops the answer, not the program.

use std::borrow::Cow;
use std::path::PathBuf;

use rustyline::completion::Completer;
use rustyline::error::ReadlineError;
use rustyline::highlight::Highlighter;
use rustyline::hint::Hinter;
use rustyline::history::FileHistory;
use rustyline::validate::{ValidationContext, ValidationResult, Validator};
use rustyline::{Behavior, Config, Editor, Helper};
use tokio::sync::oneshot;

use super::talk::Talk;
use super::{Context, chat, question, state_home};
use crate::cli::chat::ChatArgs;
use crate::error::{Error, Kind, Result};
use crate::llm::{Message, Role};
use crate::text;

const COMMANDS: [&str; 11] = [
    "/model",
    "/provider",
    "/system",
    "/attach",
    "/usage",
    "/save",
    "/retry",
    "/new",
    "/help",
    "/exit",
    "/quit",
];

/// What was typed.
enum Typed {
    Line(String),
    /// Ctrl-C at the prompt: the line is given up.
    Nothing,
    End,
}

/// Reads questions until the end of input.
///
/// # Errors
/// What ends the program: a closed or broken output, a signal. A failed answer is told, and the next question awaited.
pub async fn repl(ctx: &mut Context, mut talk: Talk, mut args: ChatArgs) -> Result<()> {
    if let Some(system) = question::system_message(args.system.as_deref())?.pop() {
        talk.set_system(system);
    }
    ctx.interrupts.take();
    let first = talk.entries.first().map(|e| e.name.clone()).unwrap_or_default();
    ctx.out.err().note(&text!(
        "talking to {first}; /help lists commands, Ctrl-D ends",
        "正在与 {first} 对话；/help 列出命令，Ctrl-D 结束"
    ));
    let mut keyboard = Keyboard::new(history_file());
    let mut attached: Vec<String> = Vec::new();
    loop {
        let line = match keyboard.read().await? {
            Typed::Line(line) => line,
            Typed::Nothing => continue,
            Typed::End => return Ok(()),
        };
        let message = match line.trim() {
            "" => continue,
            "/exit" | "/quit" => return Ok(()),
            command if command.starts_with('/') => {
                match slash(ctx, &mut talk, &mut args, &mut attached, command).await {
                    Ok(Some(again)) => again,
                    Ok(None) => continue,
                    Err(e) => {
                        ctx.out.error(&e);
                        continue;
                    }
                }
            }
            _ => match question::question(line, &std::mem::take(&mut attached)) {
                Ok(message) => message,
                Err(e) => {
                    ctx.out.error(&e);
                    continue;
                }
            },
        };
        talk.add(vec![message]);
        ask(ctx, &mut talk, &args).await?;
    }
}

/// Asks; Ctrl-C gives the answer up.
async fn ask(ctx: &mut Context, talk: &mut Talk, args: &ChatArgs) -> Result<()> {
    let interrupts = ctx.interrupts.clone();
    let result = tokio::select! {
        result = talk.ask(ctx, args) => result.map(|_| ()),
        () = interrupts.wait() => Err(Error::new(Kind::Interrupted, text!("stopped", "已停止"))),
    };
    match result {
        Ok(()) => Ok(()),
        Err(e) if matches!(e.kind, Kind::Closed | Kind::Local) => Err(e),
        Err(e) => {
            talk.give_up();
            ctx.out.flush()?;
            ctx.out.err().cursor(ctx.out.is_mid_line());
            ctx.out.error(&e);
            Ok(())
        }
    }
}

/// A command; the question that is to be asked again, with `/retry`.
async fn slash(
    ctx: &mut Context,
    talk: &mut Talk,
    args: &mut ChatArgs,
    attached: &mut Vec<String>,
    line: &str,
) -> Result<Option<Message>> {
    let (command, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    let rest = rest.trim();
    let wants = |what: &str| Error::usage(text!("{command} wants {what}", "{command} 需要 {what}"));
    match (command, rest) {
        ("/model", "") => return Err(wants("ID")),
        ("/model", id) => talk.request.model = Some(id.to_owned()),
        ("/provider", "") => return Err(wants("NAME")),
        ("/provider", list) => {
            args.provider = Some(list.to_owned());
            args.route = None;
            talk.entries = chat::entries(ctx, args).await?;
            // A model's name means nothing to another provider.
            talk.request.model = None;
        }
        ("/system", "") => return Err(wants("TEXT")),
        ("/system", words) => {
            talk.set_system(Message::text(Role::System, words));
            talk.keep_system(ctx).await;
        }
        ("/attach", "") => return Err(wants("FILE")),
        ("/attach", place) => {
            // Read now, so that a wrong name is told now.
            question::question(String::new(), &[place.to_owned()])?;
            attached.push(place.to_owned());
        }
        ("/usage", _) => {
            args.usage = !args.usage;
            ctx.out.err().note(&match args.usage {
                true => text!("tokens are told after each answer", "每次作答后显示 token 用量"),
                false => text!("tokens are no longer told", "不再显示 token 用量"),
            });
        }
        ("/save", "") => return Err(wants("NAME")),
        ("/save", name) => talk.save(ctx, name).await?,
        ("/retry", _) => {
            let none = || Error::usage(text!("there is nothing to ask again", "没有可重问的问题"));
            return talk.take_back().map(Some).ok_or_else(none);
        }
        ("/new", _) => talk.restart(),
        ("/help", _) => help(ctx),
        _ => {
            let all = COMMANDS.join(" ");
            return Err(
                Error::usage(text!("there is no command {command}", "没有命令 {command}"))
                    .hint(text!("commands: {all}", "可用命令：{all}")),
            );
        }
    }
    Ok(None)
}

fn help(ctx: &Context) {
    ctx.out.err().note(&text!(
        "/model ID · /provider NAME|LIST · /system TEXT · /attach FILE|URL · /usage · /save NAME · /retry · /new · /exit\n\
         A line that ends with \\ goes on; \"\"\" begins and ends several lines. Ctrl-C stops an answer, Ctrl-D ends.",
        "/model ID · /provider 名称|列表 · /system 文本 · /attach 文件|URL · /usage · /save 名称 · /retry · /new · /exit\n\
         行尾的 \\ 表示续行；\"\"\" 开始和结束多行输入。Ctrl-C 停止当前答案，Ctrl-D 结束。"
    ));
}

fn history_file() -> Option<PathBuf> {
    let dir = state_home()?;
    crate::config::file::make_dir(&dir).ok()?;
    Some(dir.join("history"))
}

/// The line editor, on a thread of its own: it waits for keys, and nothing else may wait for it.
struct Keyboard {
    ask: std::sync::mpsc::Sender<oneshot::Sender<rustyline::Result<String>>>,
}

impl Keyboard {
    fn new(history: Option<PathBuf>) -> Keyboard {
        let (ask, asked) = std::sync::mpsc::channel::<oneshot::Sender<rustyline::Result<String>>>();
        std::thread::spawn(move || {
            let config = Config::builder()
                .behavior(Behavior::PreferTerm)
                .auto_add_history(true)
                .history_ignore_space(true)
                .build();
            let editor = Editor::<Lines, FileHistory>::with_config(config);
            let mut editor = match editor {
                Ok(editor) => editor,
                Err(e) => {
                    if let Ok(reply) = asked.recv() {
                        // Whoever asked may be gone.
                        let _ = reply.send(Err(e));
                    }
                    return;
                }
            };
            editor.set_helper(Some(Lines));
            if let Some(path) = &history {
                // The first time there is none.
                let _ = editor.load_history(path);
            }
            for reply in asked {
                let line = editor.readline("> ");
                if let (Some(path), Ok(_)) = (&history, &line) {
                    // A history that cannot be written is only missed.
                    let _ = editor.append_history(path);
                }
                if reply.send(line).is_err() {
                    return;
                }
            }
        });
        Keyboard { ask }
    }

    async fn read(&mut self) -> Result<Typed> {
        let gone = || Error::bug("the line editor died");
        let (send, receive) = oneshot::channel();
        self.ask.send(send).map_err(|_| gone())?;
        match receive.await.map_err(|_| gone())? {
            Ok(line) => Ok(Typed::Line(joined(&line))),
            Err(ReadlineError::Interrupted) => Ok(Typed::Nothing),
            Err(ReadlineError::Eof) => Ok(Typed::End),
            Err(ReadlineError::Io(e)) => Err(Error::local(text!("cannot read the keyboard", "无法读取键盘"), e)),
            Err(e) => Err(Error::new(
                Kind::Local,
                text!("cannot read the keyboard: {e}", "无法读取键盘：{e}"),
            )),
        }
    }
}

/// Several lines as one text: without the marks that joined them.
fn joined(line: &str) -> String {
    let trimmed = line.trim();
    let block = trimmed.strip_prefix("\"\"\"").and_then(|t| t.strip_suffix("\"\"\""));
    match block {
        Some(block) => block.trim_matches('\n').to_owned(),
        None => line.replace("\\\n", "\n"),
    }
}

/// What the line editor asks about a line.
struct Lines;

impl Validator for Lines {
    fn validate(&self, ctx: &mut ValidationContext<'_>) -> rustyline::Result<ValidationResult> {
        let input = ctx.input();
        let block = input.trim_start().strip_prefix("\"\"\"");
        let open = match block {
            Some(rest) => !rest.contains("\"\"\""),
            None => input.ends_with('\\'),
        };
        Ok(if open {
            ValidationResult::Incomplete
        } else {
            ValidationResult::Valid(None)
        })
    }
}

impl Completer for Lines {
    type Candidate = String;

    fn complete(&self, line: &str, at: usize, _: &rustyline::Context<'_>) -> rustyline::Result<(usize, Vec<String>)> {
        let typed = &line[..at];
        if !typed.starts_with('/') || typed.contains(' ') {
            return Ok((at, Vec::new()));
        }
        let fits = COMMANDS
            .iter()
            .filter(|c| c.starts_with(typed))
            .map(|c| format!("{c} "));
        Ok((0, fits.collect()))
    }
}

impl Hinter for Lines {
    type Hint = String;
}

impl Highlighter for Lines {
    fn highlight_prompt<'b, 's: 'b, 'p: 'b>(&'s self, prompt: &'p str, _: bool) -> Cow<'b, str> {
        Cow::Borrowed(prompt)
    }
}

impl Helper for Lines {}

#[cfg(test)]
mod tests {
    use super::joined;

    #[test]
    fn several_lines_are_one_text() {
        assert_eq!(joined("one"), "one");
        assert_eq!(joined("one\\\ntwo"), "one\ntwo");
        assert_eq!(joined("\"\"\"\none\n  two\n\"\"\""), "one\n  two");
    }
}
