//! The program `engine_child` from outside.

use std::process::Stdio;

use journeys::elsewhere::Elsewhere;
use serde_json::Value;
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::process::{Child, Command};
#[cfg(target_os = "linux")]
use tokio::{io::Lines, process::ChildStdout};

/// The program's file.
pub(crate) const PROGRAM: &str = env!("CARGO_BIN_EXE_engine_child");

/// Starts it and tells it what to do.
pub(crate) async fn spawn(told: &Elsewhere) -> Child {
    start(Command::new(PROGRAM), told).await
}

/// Starts a command that becomes it, and tells it what to do.
pub(crate) async fn start(mut command: Command, told: &Elsewhere) -> Child {
    let piped = command.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = piped.kill_on_drop(true).spawn().expect("the engine starts");
    let line = serde_json::to_string(told).expect("it can be told");
    let stdin = child.stdin.as_mut().expect("piped");
    let told = stdin.write_all(format!("{line}\n").as_bytes()).await;
    told.expect("it listens");
    child
}

/// The next thing that it says; null when it ends without a word.
pub(crate) async fn says(child: &mut Child) -> Value {
    let stdout = child.stdout.take().expect("piped");
    let mut line = String::new();
    let read = BufReader::new(stdout).read_line(&mut line).await;
    read.expect("it speaks");
    serde_json::from_str(&line).unwrap_or_default()
}

#[cfg(target_os = "linux")]
/// Several things that it says, one after the other: its standard output, to be read line by line.
pub(crate) fn voice(child: &mut Child) -> Lines<BufReader<ChildStdout>> {
    BufReader::new(child.stdout.take().expect("piped")).lines()
}

#[cfg(target_os = "linux")]
/// The next of them; null when it ended without a word.
pub(crate) async fn next(voice: &mut Lines<BufReader<ChildStdout>>) -> Value {
    let line = voice.next_line().await.expect("it speaks");
    serde_json::from_str(&line.unwrap_or_default()).unwrap_or_default()
}

#[cfg(target_os = "linux")]
/// Lets it go on after it has waited.
pub(crate) async fn go_on(child: &mut Child) {
    let stdin = child.stdin.as_mut().expect("piped");
    stdin.write_all(b"\n").await.expect("it listens");
}

#[cfg(unix)]
/// All that it says, which is one thing, and its end: its store is free then.
pub(crate) async fn last_words(mut child: Child) -> Value {
    let said = says(&mut child).await;
    let ended = child.wait().await.expect("it ends");
    assert!(ended.success(), "it ends well: {ended:?}, {said}");
    said
}
