//! A disk that takes no more, for an engine in a process of its own.

#![cfg(unix)]

use std::sync::Arc;

use journeys::elsewhere::{Elsewhere, Part};
use journeys::stage::world;
use journeys::{Stage, proof};
use sandbox::Sandbox;
use serde_json::{Value, json};
use tokio::process::Command;

use crate::child;

/// A shell that does `before` and then becomes the engine.
fn shell(before: &str, home: &std::path::Path) -> Command {
    let mut command = Command::new("sh");
    let script = format!("{before} && exec \"$2\"");
    command
        .args(["-c", &script, "sh"])
        .arg(home)
        .arg(child::PROGRAM);
    command
}

/// In a mount of its own: a disk of a few megabytes that is really full.
#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_is_told_and_work_goes_on_when_there_is_room_again() {
    let home = tempfile::tempdir().expect("a folder");
    let mount = "mount -t tmpfs -o size=12m tmpfs \"$1\"";
    let try_out = Command::new("unshare")
        .args(["-Urm", "sh", "-c", mount, "sh"])
        .arg(home.path())
        .status()
        .await;
    if !try_out.is_ok_and(|status| status.success()) {
        println!("SKIPPED: this machine lets nobody mount a small disk (unshare -Urm)");
        return;
    }
    let sandbox = Sandbox::start(world(1, 60.0)).await.expect("a sandbox");
    let mut command = Command::new("unshare");
    let script = format!("{mount} && exec \"$2\"");
    command
        .args(["-Urm", "sh", "-c", &script, "sh"])
        .arg(home.path())
        .arg(child::PROGRAM);
    let told = Elsewhere::of(&sandbox, home.path(), Part::Fill);
    let said = child::last_words(child::start(command, &told).await).await;
    assert_eq!(
        said["full"]["code"],
        json!("disk_full"),
        "the refusal has its own code: {said:#}"
    );
    assert_eq!(
        said["copy"]["code"],
        json!("disk_full"),
        "so has that of a copy: {said:#}"
    );
    assert_eq!(
        said["signature"], said["kept"],
        "what was kept last is there: {said:#}"
    );
    assert_eq!(
        said["again"],
        Value::Null,
        "with room again the next change is kept: {said:#}"
    );
    assert_eq!(
        said["journal"]["intact"],
        json!(true),
        "the journal is whole: {said:#}"
    );
}

/// With a limit on the size of files, as quotas do it. Afterwards the same store is opened without.
#[tokio::test(flavor = "multi_thread")]
async fn a_store_that_may_not_grow_loses_nothing() {
    let home = tempfile::tempdir().expect("a folder");
    let sandbox = Arc::new(Sandbox::start(world(1, 240.0)).await.expect("a sandbox"));
    let told = Elsewhere::of(&sandbox, home.path(), Part::Fill);
    // In blocks of 512 bytes; the signal would end the process.
    let limited = |blocks| shell(&format!("trap '' XFSZ && ulimit -f {blocks}"), home.path());
    let said = child::last_words(child::start(limited(200), &told).await).await;
    assert_eq!(
        said["code"],
        json!("disk_full"),
        "not even a new store has room: {said:#}"
    );
    let said = child::last_words(child::start(limited(4000), &told).await).await;
    assert_eq!(
        said["full"]["code"],
        json!("disk_full"),
        "the refusal has its own code: {said:#}"
    );
    assert_eq!(
        said["signature"], said["kept"],
        "what was refused was not kept: {said:#}"
    );
    let stage = Stage::at(Arc::clone(&sandbox), home).await;
    proof::agreement(&stage).await;
    stage.close().await;
}
